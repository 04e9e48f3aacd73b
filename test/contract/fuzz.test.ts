// Whatever is answered to whichever call of whichever adapter: a value or a typed failure, never an exception, never
// half a page. Calls of a client that no provider's interface has are in the systems' own fuzz tests.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import type { Answer, MemberPage } from '../../electron/main/providers/provider.ts'
import { listStores } from '../../electron/main/providers/registry.ts'
import {
  almostOf,
  awkward,
  contentType,
  expectTyped,
  response,
  runs,
  spoil,
  status,
  thrown,
} from './fuzz/values.ts'
import { play, record } from './fuzz/tape.ts'
import type { Tape } from './fuzz/tape.ts'
import { readCalls } from './parts/reads.ts'
import { contractTools } from './provider-contract.ts'
import { facet, quietly } from './systems/system.ts'
import type { ContractSystem } from './systems/system.ts'
import { systems } from './systems/systems.ts'
import { anyText } from '../fixtures/any-text.ts'

type Call = (transport: Transport) => Promise<Answer<unknown>>

/** Calls for which a refusal may be a verdict: nothing is known, nobody is there, or it was made before. */
const verdicts = ['readBack', 'ledger', 'candidate', 'adjust']

describe.each(systems)('%s never throws', (_name, { start, kinds, reads }) => {
  let system: ContractSystem
  const calls = new Map<string, { readonly call: Call; readonly tape: Tape; readonly names: string[] }>()

  const begin = async (name: string): Promise<Call> => {
    const kind = kinds.find((each) => each === name)
    if (kind !== undefined) {
      const begun = await facet(system.changes[kind])()
      return (transport) => begun.send(system.open({ transport }))
    }
    const read = reads.find((each) => each === name)
    if (read !== undefined) return (transport) => facet(readCalls[read](system.open({ transport }), system))
    return (transport) => listStores(system.id, system.origin, contractTools(transport, system.key), quietly)
  }
  const every = [...reads, ...kinds, 'listStores']
  const called = (name: string) => facet(calls.get(name))

  beforeAll(async () => {
    system = await start(7)
    for (const name of every) {
      const call = await begin(name)
      const tape = record()
      expect(await call(tape.transport)).toMatchObject({ ok: true })
      const names = new Set(
        tape.answers.flatMap(({ text }) => (text === '' ? [] : namesIn(JSON.parse(text)))),
      )
      calls.set(name, { call, tape, names: [...names, 'data', 'error', 'errors', 'message', 'success'] })
    }
    await system.close()
  })

  it.each(every)('%s: any body under any status and type', async (name) => {
    const { call, names, tape } = called(name)
    const almost = almostOf(names)
    const body = fc.oneof(
      { weight: 4, arbitrary: almost.object.map((value) => JSON.stringify(value)) },
      {
        weight: 1,
        arbitrary: fc.array(almost.object, { maxLength: 4 }).map((value) => JSON.stringify(value)),
      },
      fc.json(),
      anyText(),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => new Uint8Array(bytes)),
    )
    await fc.assert(
      fc.asyncProperty(status, contentType, body, fc.boolean(), async (code, type, text, signsIn) => {
        // Where a key is first exchanged for a token, that may go well.
        const transport = play(tape, ({ asked }) =>
          signsIn && asked.endsWith(' /token') ? null : response(code, type, text),
        )
        const answer = await call(transport)
        expectTyped(answer)
        if (code >= 300 && !verdicts.includes(name)) expect(answer.ok).toBe(false)
      }),
      { numRuns: runs },
    )
  })

  it.each(every)('%s: a true answer with one part replaced', async (name) => {
    const { call, names, tape } = called(name)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), almostOf(names).value, async (which, at, other) => {
        let told: unknown
        const transport = play(tape, ({ text, status: code, headers }, index) => {
          if (index !== which % tape.answers.length || text === '') return null
          told = spoil(JSON.parse(text), at, other)
          return response(code, headers['content-type'] ?? '', JSON.stringify(told), headers)
        })
        const answer = await call(transport)
        expectTyped(answer)
        const rows = rowsIn(told)
        // As many members come out as were told, or none.
        if (answer.ok && name === 'members' && rows !== null)
          expect((answer.value as MemberPage).members).toHaveLength(rows.length)
      }),
      { numRuns: runs },
    )
  })

  it.each(every)('%s: deep, long, cut and wrongly encoded bodies', async (name) => {
    const { call, tape } = called(name)
    for (const [at, { text }] of tape.answers.entries()) {
      for (const [, body] of awkward(text)) {
        const transport = play(tape, (answer, index) =>
          index === at
            ? response(answer.status === 204 ? 200 : answer.status, 'application/json', body)
            : null,
        )
        expectTyped(await call(transport))
      }
    }
  })

  it.each(every)('%s: whatever the transport throws', async (name) => {
    const { call, tape } = called(name)
    for (const error of thrown) {
      const send = async (): Promise<Response> => Promise.reject(error)
      const answer = await call({ read: send, write: send })
      expectTyped(answer)
      expect(answer.ok).toBe(false)
      // What goes wrong with the change itself, after all that goes before it, leaves it open.
      const last = tape.answers.at(-1)?.asked ?? ''
      const transport = play(tape, ({ asked }) => {
        if (asked === last) throw error
        return null
      })
      expectTyped(await call(transport))
    }
  })

  afterAll(() => {
    calls.clear()
  })
})

/** Every name in a JSON tree. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(Array.isArray(value) ? [] : [name]),
    ...namesIn(inner),
  ])
}

/** The rows of a page of members, in whichever of the four dialects. */
function rowsIn(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body as readonly unknown[]
  if (typeof body !== 'object' || body === null) return null
  const { customers, data } = body as Readonly<Record<string, unknown>>
  return rowsIn(customers ?? data)
}
