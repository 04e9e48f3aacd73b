import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../electron/main/providers/provider.ts'
import type { Fault } from '../../fakes/faults.ts'
import { classify } from '../../../electron/main/outbox/classify.ts'
import { failureOf, valueOf } from '../provider-contract.ts'
import { facet, quietly } from '../systems/system.ts'
import type { ChangeKind, ContractSystem, ReadName } from '../systems/system.ts'
import { readCalls } from './reads.ts'
import { hurried, isDefinite, neverApplied, settle } from './settle.ts'
import type { Fate } from './settle.ts'
import { numbersAsText, placesIn, withMore, without } from './rewording.ts'

/** A fault, what everybody who meets it is told, and whether a change that met it was made. */
type Row = readonly [name: string, fault: Fault, failure: Partial<Failure>, done: Fate]

const status = (code: number, done: 'nothing' | 'part' | 'all'): Fault => ({
  kind: 'status',
  status: code,
  done,
})
const page = (code: number, done: boolean): Fault => ({ kind: 'html', status: code, done })
const reset = { kind: 'no-answer', cause: 'reset' } as const

const rows: readonly Row[] = [
  ['the request is lost', { kind: 'lost-request' }, reset, 'not done'],
  ['the reply is lost', { kind: 'lost-reply' }, reset, 'done'],
  ['it is applied late, after a reset', { kind: 'late' }, reset, 'late'],
  [
    'it is applied late, after a 504',
    { kind: 'late', answer: 504 },
    { kind: 'server-error', status: 504 },
    'late',
  ],
  ['500 before', status(500, 'nothing'), { kind: 'server-error', status: 500 }, 'not done'],
  ['500 after', status(500, 'all'), { kind: 'server-error', status: 500 }, 'done'],
  ['500 with a part done', status(500, 'part'), { kind: 'server-error', status: 500 }, 'part'],
  ['503 after', status(503, 'all'), { kind: 'server-error', status: 503 }, 'done'],
  [
    '429 with a time',
    { kind: 'limited', retryAfter: '7' },
    { kind: 'rate-limited', retryAfterMs: 7_000 },
    'not done',
  ],
  [
    '429 without a time',
    { kind: 'limited', retryAfter: null },
    { kind: 'rate-limited', retryAfterMs: null },
    'not done',
  ],
  ['403', status(403, 'nothing'), { kind: 'forbidden' }, 'not done'],
  ['a portal under 200', page(200, false), { kind: 'bad-answer', status: 200 }, 'not done'],
  ['a portal under 401', page(401, false), { kind: 'bad-answer', status: 401 }, 'not done'],
  ['a page under 400, after', page(400, true), { kind: 'bad-answer', status: 400 }, 'done'],
  ['a page under 404, after', page(404, true), { kind: 'bad-answer', status: 404 }, 'done'],
  ['a page under 502, after', page(502, true), { kind: 'server-error', status: 502 }, 'done'],
  ['a redirect', { kind: 'redirect' }, { kind: 'bad-answer', status: 302 }, 'done'],
  ['half a JSON text', { kind: 'truncated' }, { kind: 'bad-answer' }, 'done'],
  ['an answer that breaks off', { kind: 'half-answer' }, { kind: 'no-answer', cause: 'half-answer' }, 'done'],
]

/** Each fault at each change and each read, and how the system comes out of it. */
export function faultsOf(
  kinds: readonly ChangeKind[],
  reads: readonly ReadName[],
  systemOf: () => ContractSystem,
): void {
  const changesSeen = () =>
    systemOf()
      .requests()
      .filter(({ method }) => method !== 'GET').length

  describe.each(rows)('%s', (_name, fault, failure, done) => {
    it.each(kinds)('%s: sent once, told as such, and settled as declared', async (kind) => {
      const system = systemOf()
      const begun = await facet(system.changes[kind])()
      const before = changesSeen()
      system.fault('change', fault)
      const answer = await begun.send(system.open())
      expect(failureOf(answer)).toEqual(expect.objectContaining(failure))
      expect(changesSeen() - before).toBe(1)
      if (done === 'part') expect(await begun.times()).toBeLessThanOrEqual(1)
      else expect(await begun.times()).toBe(done === 'done' ? 1 : 0)
      const isProof = answer.evidence.http !== null && isDefinite(failureOf(answer))
      // A status that proves that nothing was done is one after which nothing was.
      if (isProof) expect([done, true]).toEqual(['not done', neverApplied(system, answer)])
      await settle(system, kind, begun, done)
    })

    // A 403 at one of its two paths makes Inveterate's merchant be asked for at the other.
    const asked = failure.kind === 'forbidden' ? reads.filter((name) => name !== 'ping') : reads
    it.each(asked)('%s: told as such, and no second time asked', async (name) => {
      const system = systemOf()
      const before = system.requests().length
      system.fault('read', fault)
      const answer = await facet(readCalls[name](system.open(), system))
      // A history at an inferred path that cannot be read is a verdict: nothing is known.
      if (answer.ok)
        expect([
          ['readBack', 'unreadable'],
          ['ledger', { kind: 'unreadable' }],
        ]).toContainEqual([name, answer.value])
      else expect(answer.failure).toEqual(expect.objectContaining(failure))
      expect(system.requests().length - before).toBeLessThanOrEqual(answer.ok ? 2 : 1)
    })
  })

  describe('an answer that never ends', () => {
    const outOfTime = { kind: 'no-answer', cause: 'timeout' } as const

    it.each(kinds)('%s: is given up when its time is over, and settled as declared', async (kind) => {
      const system = systemOf()
      const begun = await facet(system.changes[kind])()
      const provider = system.open()
      expect(failureOf(await hurried(system, 'change', () => begun.send(provider)))).toEqual(outOfTime)
      expect(await begun.times()).toBe(1)
      await settle(system, kind, begun, 'done')
    })

    it.each(reads)('%s: is given up when its time is over', async (name) => {
      const system = systemOf()
      const provider = system.open()
      const call = () => facet(readCalls[name](provider, system))
      expect(failureOf(await hurried(system, 'read', call))).toEqual(outOfTime)
    })
  })

  describe('beside the faults', () => {
    it.each(kinds)('%s: a slow answer is an answer', async (kind) => {
      const system = systemOf()
      const begun = await facet(system.changes[kind])()
      system.fault('change', { kind: 'slow', msEach: 1 })
      expect((await begun.send(system.open())).ok).toBe(true)
      expect(await begun.times()).toBe(1)
    })

    it.each(kinds)('%s: a closed port proves that nothing was sent', async (kind) => {
      const system = systemOf()
      const begun = await facet(system.changes[kind])()
      const answer = await begun.send(system.open({ origin: 'http://127.0.0.1:1' }))
      expect(failureOf(answer)).toEqual({ kind: 'not-sent', cause: 'refused' })
      expect(await begun.times()).toBe(0)
    })

    it.each(kinds)(
      '%s: a key or token that has ended did nothing; a new token is asked for once',
      async (kind) => {
        const system = systemOf()
        const begun = await facet(system.changes[kind])()
        const provider = system.open()
        valueOf(await provider.ping(quietly))
        const before = changesSeen()
        if (system.endTokens === null) {
          system.fault('change', status(401, 'nothing'))
          expect(failureOf(await begun.send(provider))).toEqual({ kind: 'unauthorized' })
          expect([changesSeen() - before, await begun.times()]).toEqual([1, 0])
          return
        }
        system.endTokens()
        valueOf(await begun.send(provider))
        // Once with the old token, which did nothing, and once with the new.
        expect([changesSeen() - before, await begun.times()]).toEqual([2, 1])
        const other = await facet(system.changes[kind])()
        system.fault('change', status(401, 'nothing'), status(401, 'nothing'))
        const from = changesSeen()
        expect(failureOf(await other.send(provider))).toEqual({ kind: 'unauthorized' })
        expect([changesSeen() - from, await other.times()]).toEqual([2, 0])
      },
    )

    it.each(kinds)(
      '%s: a status proves that nothing was done where it is declared, and else nothing',
      async (kind) => {
        const system = systemOf()
        const { neverApplied } = system.open().capabilities
        const told = async (code: number, done: 'nothing' | 'all') => {
          const begun = await facet(system.changes[kind])()
          // A token that may have ended is renewed once.
          const twice = code === 401 && system.endTokens !== null
          system.fault('change', ...Array.from({ length: twice ? 2 : 1 }, () => status(code, done)))
          const failure = failureOf(await begun.send(system.open()))
          return classify(failure, neverApplied).outcome.kind
        }
        for (const code of neverApplied)
          expect([code, await told(code, 'nothing')]).not.toEqual([code, 'lost'])
        for (const code of [302, 408, 421, 425, 500, 502, 503, 504])
          expect([code, await told(code, 'all')]).toEqual([code, 'lost'])
      },
    )

    it.each(kinds)('%s: after being told to wait, nothing leaves', async (kind) => {
      const system = systemOf()
      const begun = await facet(system.changes[kind])()
      const provider = system.open()
      system.fault('read', { kind: 'limited', retryAfter: '60' })
      expect(failureOf(await provider.ping(quietly)).kind).toBe('rate-limited')
      const before = system.requests().length
      expect(failureOf(await begun.send(provider)).kind).toBe('rate-limited')
      expect(system.requests()).toHaveLength(before)
    })

    it.each(kinds)('%s: more fields, and numbers as text, are the same success', async (kind) => {
      for (const body of [withMore, numbersAsText]) {
        const system = systemOf()
        const begun = await facet(system.changes[kind])()
        system.fault('change', { kind: 'rewrite', body })
        expect((await begun.send(system.open())).ok).toBe(true)
        expect(await begun.times()).toBe(1)
      }
    })

    it.each(kinds)(
      '%s: an answer without one of its fields is that success, or leaves it open',
      async (kind) => {
        const system = systemOf()
        const send = async (body: (honest: unknown) => unknown) => {
          const begun = await facet(system.changes[kind])()
          const before = changesSeen()
          system.fault('change', { kind: 'rewrite', body })
          const answer = await begun.send(system.open())
          expect([await begun.times(), changesSeen() - before]).toEqual([1, 1])
          return answer
        }
        const names: string[] = []
        const keep = (body: unknown): unknown => {
          names.push(...Object.keys(body ?? {}))
          return body
        }
        valueOf(await send(keep))
        for (const name of names) {
          const answer = await send((body) => without(body, [name]))
          if (!answer.ok) expect(answer.failure.kind).toBe('bad-answer')
        }
      },
    )

    it('a member is the same member with more fields, and with its numbers as text', async () => {
      const system = systemOf()
      const provider = system.open()
      const plain = valueOf(await provider.member(system.somebody, quietly))
      for (const body of [withMore, numbersAsText]) {
        system.fault('read', { kind: 'rewrite', body })
        expect(valueOf(await provider.member(system.somebody, quietly))).toEqual(plain)
      }
    })

    it('a member without any one field is the same member, one whose balance is unknown, or no answer', async () => {
      const system = systemOf()
      const provider = system.open()
      const plain = valueOf(await provider.member(system.somebody, quietly))
      const bodies: unknown[] = []
      const keep = (body: unknown): unknown => {
        bodies.push(body)
        return body
      }
      system.fault('read', { kind: 'rewrite', body: keep })
      valueOf(await provider.member(system.somebody, quietly))
      const places = placesIn(bodies[0])
      expect(places.length).toBeGreaterThan(8)
      for (const place of places) {
        system.fault('read', { kind: 'rewrite', body: (body) => without(body, place) })
        const answer = await provider.member(system.somebody, quietly)
        if (!answer.ok) expect(['bad-answer', 'not-found']).toContain(answer.failure.kind)
        else {
          expect(answer.value.remoteId).toBe(plain.remoteId)
          const { cards, cardsKnown } = answer.value
          expect(cardsKnown ? cards[0]?.stamps : 'unknown').toBe(
            cardsKnown ? plain.cards[0]?.stamps : 'unknown',
          )
        }
      }
    })
  })
}
