import { describe, expect, test } from 'vitest'
import {
  fewestVainLooks,
  longestCheckingMs,
  mostVainLooks,
  nextLookAt,
  settle,
  settleMs,
} from '../../../electron/main/outbox/settle.ts'
import type { Reading, UnknownFacts } from '../../../electron/main/outbox/settle.ts'

const lagging = { readLagMs: 30_000, lateBoundMs: 90_000 }
function facts(more: Partial<UnknownFacts> = {}): UnknownFacts {
  return {
    now: 1_000_000,
    lostAt: 0,
    waitedMs: Infinity,
    kind: 'stamps.add',
    unanswered: 'counter',
    singleTill: true,
    ...lagging,
    negatives: 0,
    negativeAt: null,
    base: 4,
    baseFresh: true,
    quietBefore: true,
    adding: 2,
    vain: { looks: 0, since: null },
    ...more,
  }
}
const counter = (now: number): Reading => ({ kind: 'counter', now })

describe('settling', () => {
  test('a counter that fits is no proof while it can be older than our own last writes', () => {
    const busy = { quietBefore: false, lostAt: 0, waitedMs: 29_999 }
    expect(settle(facts({ ...busy, now: 29_999 }), counter(6)).kind).toBe('look-again')
    expect(settle(facts({ ...busy, now: 40_000 }), counter(6)).kind).toBe('look-again')
    const seen = { kind: 'done', proof: 'counter' }
    expect(settle(facts({ ...busy, now: 30_000, waitedMs: 30_000 }), counter(6))).toEqual(seen)
    expect(settle(facts({ now: 1, waitedMs: 1 }), counter(6))).toEqual(seen)
    // The same for details that read as wished; a mark of ours cannot be old.
    const details: Reading = { kind: 'found', proof: 'natural-key' }
    expect(settle(facts({ ...busy, now: 29_999 }), details).kind).toBe('look-again')
    expect(settle(facts({ ...busy, now: 30_000, waitedMs: 30_000 }), details).kind).toBe('done')
    expect(settle(facts({ ...busy, now: 1 }), { kind: 'found', proof: 'tag' }).kind).toBe('done')
  })

  test('a clock that was set ahead makes no silence longer: what is not there says nothing before the time has passed', () => {
    const asked = facts({ now: 1_000_000, negatives: 1, negativeAt: 0, unanswered: 'readable-by-tag' })
    expect(settle(asked, { kind: 'absent' })).toEqual({ kind: 'resend' })
    const { readLagMs, lateBoundMs } = lagging
    const early = { ...asked, waitedMs: readLagMs + lateBoundMs - 1 }
    expect(settle(early, { kind: 'absent' })).toMatchObject({ kind: 'look-again', negatives: 1 })
  })

  test('what is found is done at any time, whatever else is known', () => {
    for (const unanswered of ['keyed', 'repeatable', 'readable-by-tag', 'counter', 'ask-a-person'] as const) {
      expect(settle(facts({ now: 1, unanswered }), { kind: 'found', proof: 'tag' })).toEqual({
        kind: 'done',
        proof: 'tag',
      })
    }
  })

  test.each([
    ['not the only till', { singleTill: false }],
    ['no figure from before', { base: null }],
    ['a figure from before that may be stale', { baseFresh: false }],
  ])('a counter proves nothing with %s', (_, more) => {
    for (const now of [4, 6]) {
      expect(settle(facts({ ...more, negatives: 5, negativeAt: 0 }), counter(now)).kind).toBe('ask')
      expect(settle(facts({ ...more, now: 119_999 }), counter(now)).kind).toBe('look-again')
    }
  })

  test('absence says nothing before read lag and late bound have passed', () => {
    expect(settleMs(lagging)).toBe(120_000)
    for (const reading of [counter(4), { kind: 'absent' }] as const) {
      const early = settle(facts({ now: 119_999, negatives: 9, negativeAt: 0 }), reading)
      expect(early).toMatchObject({ kind: 'look-again', negatives: 9 })
    }
  })

  test('two looks that find nothing must be 15 s apart', () => {
    const first = settle(facts({ now: 120_000 }), counter(4))
    expect(first).toEqual({ kind: 'look-again', at: 135_000, negatives: 1, negativeAt: 120_000 })
    const known = { negatives: 1, negativeAt: 120_000 }
    expect(settle(facts({ now: 134_999, ...known }), counter(4))).toEqual({
      kind: 'look-again',
      at: 135_000,
      negatives: 2,
      negativeAt: 120_000,
    })
    expect(settle(facts({ now: 135_000, ...known }), counter(4))).toEqual({ kind: 'resend' })
    expect(
      settle(facts({ now: 135_000, ...known, unanswered: 'readable-by-tag' }), { kind: 'absent' }),
    ).toEqual({ kind: 'resend' })
  })

  test('a redemption is never sent again by a counter, but by a tag', () => {
    const known = {
      now: 200_000,
      negatives: 1,
      negativeAt: 120_000,
      kind: 'reward.redeem',
      adding: -4,
    } as const
    expect(settle(facts(known), counter(4)).kind).toBe('ask')
    expect(settle(facts(known), counter(0))).toEqual({ kind: 'done', proof: 'counter' })
    expect(settle(facts({ ...known, unanswered: 'readable-by-tag' }), { kind: 'absent' }).kind).toBe('resend')
  })

  test('what does the same twice as once is repeated after the settle time, keyed at once', () => {
    const repeatable = facts({ unanswered: 'repeatable' })
    expect(settle({ ...repeatable, now: 120_000 }, { kind: 'absent' })).toEqual({ kind: 'resend' })
    expect(settle({ ...repeatable, now: 119_999 }, { kind: 'absent' }).kind).toBe('look-again')
    expect(settle({ ...repeatable, now: 120_000, singleTill: false }, counter(4))).toEqual({ kind: 'resend' })
    expect(settle(facts({ unanswered: 'keyed', now: 1 }), { kind: 'absent' })).toEqual({ kind: 'resend' })
  })

  test('a counter in between, or a member that is gone, is a question once it is settled', () => {
    const odd = { kind: 'undecided', before: 4, now: 5, adding: 2 }
    expect(settle(facts(), counter(5))).toEqual({ kind: 'ask', reason: odd })
    expect(settle(facts({ now: 1_000 }), counter(5)).kind).toBe('look-again')
    expect(settle(facts(), { kind: 'gone' })).toMatchObject({ kind: 'ask', reason: { now: null } })
    expect(settle(facts({ now: 1_000 }), { kind: 'gone' }).kind).toBe('look-again')
  })

  test('a failed read is no evidence', () => {
    const before = facts({ negatives: 1, negativeAt: 120_000 })
    expect(settle(before, { kind: 'failed' })).toMatchObject({ kind: 'look-again', negatives: 1 })
  })

  test('looks come soon, at the settle time, 15 s after it, and then ever more rarely', () => {
    let now = 0
    const looks: number[] = []
    while (looks.length < 12) {
      now = nextLookAt({ ...lagging, lostAt: 0, now })
      looks.push(now / 1_000)
    }
    expect(looks).toEqual([0.5, 2, 5, 15, 45, 120, 135, 270, 540, 1_080, 1_680, 2_280])
  })

  test('with nothing to wait for the plan is the same and always goes forward', () => {
    let now = 0
    for (let i = 0; i < 50; i += 1) {
      const at = nextLookAt({ readLagMs: 0, lateBoundMs: 0, lostAt: 0, now })
      expect(at).toBeGreaterThan(now)
      now = at
    }
  })

  test('looks are in order also where the settle time is short', () => {
    let now = 7_000
    const looks: number[] = []
    while (looks.length < 6) {
      now = nextLookAt({ readLagMs: 600, lateBoundMs: 400, lostAt: 7_000, now })
      looks.push(now - 7_000)
    }
    expect(looks).toEqual([500, 1_000, 2_000, 5_000, 15_000, 16_000])
  })

  test('time counts from the silence, not from the beginning of time', () => {
    const lost = { lostAt: 1_000_000, now: 1_119_999 }
    expect(settle(facts(lost), counter(4)).kind).toBe('look-again')
    expect(settle(facts({ ...lost, unanswered: 'repeatable' }), { kind: 'absent' }).kind).toBe('look-again')
    expect(settle(facts({ ...lost, now: 1_120_000, unanswered: 'repeatable' }), { kind: 'absent' })).toEqual({
      kind: 'resend',
    })
  })

  test('where nothing can be read back a person is asked at once, but not by a read that failed', () => {
    const blind = facts({ unanswered: 'ask-a-person', now: 1 })
    expect(settle(blind, { kind: 'absent' }).kind).toBe('ask')
    expect(settle(blind, { kind: 'gone' }).kind).toBe('ask')
    expect(settle(blind, counter(4))).toEqual({
      kind: 'ask',
      reason: { kind: 'undecided', before: 4, now: 4, adding: 2 },
    })
    expect(settle(blind, { kind: 'failed' }).kind).toBe('look-again')
  })

  test('a person is asked after looking in vain for a day, and only if it was tried all the time', () => {
    const failed: Reading = { kind: 'failed' }
    const vain = { looks: fewestVainLooks, since: 1_000 }
    const tried = facts({ now: longestCheckingMs + 1_000, vain })
    expect(settle(tried, failed).kind).toBe('ask')
    expect(settle({ ...tried, now: longestCheckingMs + 999 }, failed).kind).toBe('look-again')
    // The same time since the silence, and hardly a look in it: the till was shut, or there was no network.
    const away = { ...tried, vain: { ...vain, looks: fewestVainLooks - 1 } }
    expect(settle(away, failed).kind).toBe('look-again')
    expect(settle({ ...tried, vain: { looks: 0, since: null } }, failed).kind).toBe('look-again')
  })

  test('a clock that was set back keeps nobody looking for ever', () => {
    const since = 10 * 365 * 86_400_000
    const vain = (looks: number): UnknownFacts => facts({ vain: { looks, since } })
    expect(settle(vain(mostVainLooks - 1), { kind: 'failed' }).kind).toBe('look-again')
    expect(settle(vain(mostVainLooks), { kind: 'failed' }).kind).toBe('ask')
  })

  test('after a long time away a look that fails is made again soon', () => {
    const monday = facts({ now: 60 * 3_600_000 })
    const waits = [0, 1, 2, 4, 7, 200_000].map((looks) => {
      const settled = settle({ ...monday, vain: { looks, since: null } }, { kind: 'failed' })
      return settled.kind === 'look-again' ? settled.at - monday.now : settled.kind
    })
    expect(waits).toEqual([15_000, 15_000, 30_000, 120_000, 600_000, 'ask'])
    // What is planned sooner stays so.
    const soon = settle(facts({ now: 600, vain: { looks: 0, since: null } }), { kind: 'failed' })
    expect(soon).toMatchObject({ kind: 'look-again', at: 2_000 })
  })

  test('a counter without a figure from before is never proof, also when it happens to fit', () => {
    expect(settle(facts({ base: null }), counter(2)).kind).toBe('ask')
    expect(settle(facts({ base: null, now: 1 }), counter(2)).kind).toBe('look-again')
  })

  test('a count of looks without the time of the first proves nothing', () => {
    const odd = facts({ now: 200_000, negatives: 1, negativeAt: null })
    expect(settle(odd, counter(4))).toEqual({
      kind: 'look-again',
      at: 215_000,
      negatives: 2,
      negativeAt: 200_000,
    })
  })
})
