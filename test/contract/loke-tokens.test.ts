import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { changesSeen, lokeKey, lokePair, lokeTill } from './loke-till.ts'
import { valueOf } from './provider-contract.ts'

const asCashier = { priority: 'cashier' } as const
const person = fakeId('cust', 4)
const change = { reference: '01JDOPERATION0000000000001', amount: 5, notes: null }

let server: LokeServer

beforeEach(async () => {
  server = await startLoke({ ...lokePair, customers: 12 })
})

afterEach(async () => {
  await server.close()
})

describe('tokens', () => {
  it('many calls at once wait for one token, which none of the requests seen contains', async () => {
    const { client } = lokeTill(server)
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.customer(person, asCashier)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect([server.tokensAsked(), server.seen.every((each) => each.authorized)]).toEqual([1, true])
    expect(JSON.stringify(server.seen)).not.toMatch(/Bearer|cret/)
  })

  it('a token that ended early is renewed once, and the change is made once', async () => {
    const { client } = lokeTill(server)
    valueOf(await client.customer(person, asCashier))
    server.endTokens()
    valueOf(await client.putPoints(person, change, asCashier))
    expect(changesSeen(server).map((each) => each.authorized)).toEqual([false, true])
    expect([server.books.organizations[0]?.points.length, server.tokensGranted()]).toEqual([1, 2])
  })

  it('a wrong secret reaches the issuer and nothing else', async () => {
    const { client } = lokeTill(server, { key: `${lokeKey}x` })
    expect(await client.putPoints(person, change, asCashier)).toMatchObject({
      failure: { kind: 'unauthorized' },
    })
    expect([server.seen.length, server.tokensGranted()]).toEqual([0, 0])
  })
  it('the secret is told to nobody unencrypted', async () => {
    const tokenUrl = 'http://loke.invalid/token'
    for (const url of [tokenUrl, 'no address'])
      expect(await lokeTill({ ...server, tokenUrl: url }).client.customer(person, asCashier)).toMatchObject({
        failure: { kind: 'not-sent', cause: 'tls' },
      })
    expect(server.seen).toHaveLength(0)
  })
})
