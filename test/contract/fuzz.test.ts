// Whatever is answered to whichever call of whichever adapter: a value or a typed failure, never an exception, never
// half a page. Calls of a client that no provider's interface has are in the systems' own fuzz tests.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import type { Ledger } from '../../shared/domain/ledger.ts'
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
import { play, playedOf, record } from './fuzz/tape.ts'
import type { Tape, Taped } from './fuzz/tape.ts'
import { readCalls } from './parts/reads.ts'
import { contractTools, failureOf } from './provider-contract.ts'
import { facet, quietly } from './systems/system.ts'
import type { ContractSystem } from './systems/system.ts'
import { systems } from './systems/systems.ts'
import { anyText } from '../fixtures/any-text.ts'

type Call = (transport: Transport) => Promise<Answer<unknown>>

/** Reads for which a refusal may be a verdict: nothing is known, or nobody is there. */
const verdicts = ['readBack', 'ledger', 'candidate']
/** Reads that give a list row by row, and the rows; null where the answer is a verdict about the whole of it. */
const listing: Readonly<Record<string, (value: unknown) => readonly unknown[] | null>> = {
  members: (value) => (value as MemberPage).members,
  lists: (value) => value as readonly unknown[],
  tiers: (value) => value as readonly unknown[],
  ledger: (value) => {
    const ledger = value as Ledger
    return ledger.kind === 'lines' ? ledger.lines : null
  },
}
/** Statuses of every kind that a server, or what stands before it, may answer. */
const statuses = [
  ...[
    200, 201, 202, 203, 204, 206, 207, 208, 226, 299, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404,
  ],
  ...[405, 408, 409, 410, 415, 418, 421, 422, 425, 429, 451, 500, 501, 502, 503, 504, 599],
]
const repeated = '{"code":"duplicate_point_record"}'

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
  // The changes first: what they leave is in the histories that are read.
  const every = [...kinds, ...reads, 'listStores']
  const called = (name: string) => facet(calls.get(name))
  /** Whether that status may be a success of that call; where nothing is declared, any of 2xx may. */
  const maySucceed = (name: string, code: number): boolean => {
    const kind = kinds.find((each) => each === name)
    return system.succeeds[kind ?? 'read']?.includes(code) ?? (code >= 200 && code < 300)
  }
  const sent = ({ asked }: Pick<Taped, 'asked'>): boolean =>
    !asked.startsWith('GET ') && !asked.endsWith(' /token')

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
        if (answer.ok && !verdicts.includes(name))
          expect([name, code, maySucceed(name, code)]).toContain(true)
      }),
      { numRuns: runs },
    )
  })

  it.each(every)('%s: a true answer with one part replaced', async (name) => {
    const { call, names, tape } = called(name)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), almostOf(names).value, async (which, at, other) => {
        const told: { rows: readonly unknown[] | null } = { rows: null }
        const transport = play(tape, ({ text, status: code, headers }, index) => {
          if (index !== which % tape.answers.length || text === '') return null
          const honest: unknown = JSON.parse(text)
          const spoilt = spoil(honest, at, other)
          told.rows = rowsAsIn(honest, spoilt)
          return response(code, headers['content-type'] ?? '', JSON.stringify(spoilt), headers)
        })
        const answer = await call(transport)
        expectTyped(answer)
        const out = answer.ok ? listing[name]?.(answer.value) : null
        // As many come out as were told, or none.
        expect(out ?? told.rows ?? []).toHaveLength((told.rows ?? out ?? []).length)
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

  it.each(every)(
    '%s: what the transport throws, at whichever request, is told as what it was',
    async (name) => {
      const { call, tape } = called(name)
      const changeAt = tape.answers.findIndex(sent)
      for (const [at, { asked }] of playedOf(tape)) {
        for (const [error, told] of thrown) {
          let changes = 0
          const transport = play(tape, (answer, index) => {
            if (sent(answer)) changes += 1
            if (index === at) throw error
            return null
          })
          const answer = await call(transport)
          expectTyped(answer)
          const why = `${asked} ${String(error)}`
          // What goes ahead of a change or of the first request to the API sent neither.
          const isAhead = asked.endsWith(' /token') ? name !== 'listStores' : at < changeAt
          const ahead = told.kind === 'not-sent' ? told : { kind: 'not-sent', cause: 'unreachable' }
          expect([why, changes]).toEqual([why, changeAt < 0 || at < changeAt ? 0 : 1])
          // A change that was answered is made, whatever becomes of what is read after it.
          const isBeside = (changeAt >= 0 && at > changeAt) || asked.includes('/memberships')
          if (isBeside) expect([why, answer.ok]).toEqual([why, true])
          else expect([why, failureOf(answer)]).toEqual([why, isAhead ? ahead : told])
        }
      }
    },
  )

  it.each(kinds)(
    '%s: a success under the declared statuses alone, and sent once under each',
    async (name) => {
      const { call, tape } = called(name)
      const honest = facet(tape.answers.find(sent)).text
      const json = 'application/json'
      for (const code of statuses) {
        const bodies: readonly (readonly [type: string, body: string])[] = [
          ...[honest, '{}', repeated].map((body) => [json, body] as const),
          ...(code < 300 ? ['[]', '"ok"', 'null', ''] : []).map((body) => [json, body] as const),
          ['text/html', honest],
        ]
        let good = 0
        for (const [type, body] of bodies) {
          const asked: string[] = []
          const transport = play(tape, (answer) => {
            if (!sent(answer)) return null
            asked.push(answer.asked)
            return response(code, type, body)
          })
          const why = `${code} ${type} ${body}`
          const answer = await call(transport)
          expectTyped(answer)
          // The very same record is there already: the only refusal that is a success.
          const isRepeat =
            [system.id, name, code, type, body].join() === ['loke', 'adjust', 409, json, repeated].join()
          if (answer.ok) expect([why, isRepeat || maySucceed(name, code)]).toEqual([why, true])
          if (isRepeat) expect(answer.ok).toBe(true)
          // A page is nobody's answer; an empty 204 has no type at all.
          if (type === 'text/html' && code !== 204) expect([why, answer.ok]).toEqual([why, false])
          if (answer.ok) good += 1
          const twice = code === 401 && type === json && system.endTokens !== null
          expect([why, asked.length]).toEqual([why, twice ? 2 : 1])
        }
        // What is declared may really be one: a list that only forbids could be empty.
        if (system.succeeds[name]?.includes(code) === true) expect([code, good > 0]).toEqual([code, true])
      }
    },
  )

  // What a member is told beside their record may be unknown.
  it.each([...reads, 'listStores'].filter((name) => name !== 'member'))(
    '%s: one row more that cannot be read, and nothing is taken from the list',
    async (name) => {
      const { call, tape } = called(name)
      for (const [at, { asked, text }] of playedOf(tape)) {
        const list = text === '' ? null : listOf(JSON.parse(text))
        if (list === null) continue
        for (const bad of [null, 'x', 7, [], true]) {
          for (const rows of [
            [bad, ...list.rows],
            [...list.rows, bad],
          ]) {
            const body = JSON.stringify(list.with(rows))
            const transport = play(tape, ({ status: code, headers }, index) =>
              index === at ? response(code, headers['content-type'] ?? '', body, headers) : null,
            )
            const failure = failureOf(await call(transport))
            expect([asked, bad, failure]).toEqual([asked, bad, { kind: 'bad-answer', status: 200 }])
          }
        }
      }
    },
  )

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

/** The list that an answer is or holds, in whichever of the four dialects, and the same answer with another list. */
function listOf(
  body: unknown,
): { readonly rows: readonly unknown[]; readonly with: (rows: readonly unknown[]) => unknown } | null {
  if (Array.isArray(body)) return { rows: body as readonly unknown[], with: (rows) => rows }
  if (!isObject(body)) return null
  for (const name of ['customers', 'credits', 'tiers', 'cards', 'rewards', 'data']) {
    const inner = listOf(body[name])
    if (inner !== null) return { rows: inner.rows, with: (rows) => ({ ...body, [name]: inner.with(rows) }) }
  }
  return null
}

/** The rows of an answer where nothing around its list is other than in the true one; null where something is. */
function rowsAsIn(honest: unknown, told: unknown): readonly unknown[] | null {
  if (Array.isArray(honest)) return Array.isArray(told) ? (told as readonly unknown[]) : null
  if (!isObject(honest) || !isObject(told)) return null
  if (Object.keys(honest).join() !== Object.keys(told).join()) return null
  const name = ['customers', 'credits', 'tiers', 'data'].find((each) => listOf(honest[each]) !== null)
  return name === undefined ? null : rowsAsIn(honest[name], told[name])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
