import { afterEach, describe, expect, test } from 'vitest'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { offline } from './support/failures.ts'
import { createTill, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** Members whose reads are answered only when they are let go, in the order in which they were asked. */
function holdReads(isHeld: (remoteId: string) => boolean): { inside: string[]; go: (() => void)[] } {
  const held = { inside: [] as string[], go: [] as (() => void)[] }
  till.fake.arrive = (method, [remoteId]) => {
    if (method !== 'member' || !isHeld(String(remoteId))) return undefined
    held.inside.push(String(remoteId))
    return new Promise((resolve) => held.go.push(() => resolve()))
  }
  return held
}

/** A till whose unsent work was put back from a copy: all of it is to be looked at. */
async function restoredWith(ids: readonly string[]): Promise<readonly OperationView[]> {
  till = createTill()
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
  for (const id of ids) if (!till.fake.members.has(id)) till.fake.add(id)
  const saved = ids.map((id) => till.save(stamps(id)))
  till.fake.always(null)
  return saved
}
const restore = async (): Promise<void> => {
  till.restart('till-B')
  await till.outbox.probe(shop.id)
  await till.time.advance(1_000)
}
const many = Array.from({ length: 40 }, (_, at) => `old-${at + 1}`)
const isOld = (id: string): boolean => id.startsWith('old')

describe('after a restore', () => {
  test('looking for what may have been sent keeps nobody’s new stamps waiting', async () => {
    await restoredWith(many)
    const reads = holdReads(isOld)
    await restore()
    // Nothing else waits: all lanes look.
    expect(reads.inside).toHaveLength(4)
    till.fake.add('new-1')
    till.fake.add('new-2')
    const fresh = [till.save(stamps('new-1')), till.save(stamps('new-2'))]
    // Each lane that becomes free is for them, until they have half.
    for (const go of reads.go.splice(0, 2)) go()
    await till.time.advance(100)
    expect(fresh.map(till.state)).toEqual(['done', 'done'])
  })

  test('nor does new work keep looks waiting', async () => {
    await restoredWith(['old-1'])
    for (let i = 1; i <= 12; i += 1) till.fake.add(`new-${i}`)
    const reads = holdReads(() => true)
    till.restart('till-B')
    for (let i = 1; i <= 12; i += 1) till.save(stamps(`new-${i}`))
    await till.outbox.probe(shop.id)
    await till.time.advance(1)
    expect(reads.inside).toEqual(['new-1', 'new-2', 'new-3', 'new-4'])
    await till.time.advance(1_000)
    reads.go.shift()?.()
    await till.time.advance(1)
    expect(reads.inside[4]).toBe('old-1')
  })

  test('many of one member hide nobody: other members are looked at meanwhile', async () => {
    await restoredWith([...Array<string>(60).fill('old-house'), 'old-1', 'old-2'])
    const reads = holdReads(isOld)
    await restore()
    expect(reads.inside).toEqual(['old-house', 'old-1', 'old-2'])
  })
})
