import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultCapabilities } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { adjust, createTill, shop } from './support/till.ts'
import type { Till } from './support/till.ts'

const hour = 3_600_000

/** A provider that remembers the key of a change for so long. */
function begin(lastsMs: number | null): Till {
  const till = createTill({
    connection: { singleTill: false },
    capabilities: {
      adjust: { unit: { kind: 'points', decimals: 0 }, most: 100, mostTaken: 100, quick: [], noteLength: 0 },
      unanswered: { ...defaultCapabilities.unanswered, adjust: 'keyed' },
      keysLastMs: { adjust: lastsMs },
    },
  })
  onTestFinished(() => till.close())
  till.fake.add('1', { stamps: 10 })
  return till
}

/** The change has arrived, its answer was lost, and nothing can be reached for a while. */
async function silentFor(till: Till, ms: number): Promise<{ readonly id: string }> {
  till.fake.script('adjust', 'lost-reply')
  const made = till.save(adjust('1', 50))
  await till.time.advance(0)
  till.fake.always(offline)
  await till.time.advance(60_000)
  expect(till.state(made)).not.toBe('done')
  till.time.pass(ms)
  await till.time.advance(15_000)
  till.fake.always(null)
  await till.outbox.probe(shop.id)
  await till.time.advance(60_000)
  return made
}

describe('a key that the provider remembers for a day', () => {
  test('is sent again within four fifths of it, and counts once', async () => {
    const till = begin(24 * hour)
    const made = await silentFor(till, 19 * hour)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done' })
    expect(till.fake.count('adjust')).toBe(2)
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(60)
  })

  test('is not sent again after that: a person is asked, with what the balance is now, and may send it', async () => {
    const till = begin(24 * hour)
    const made = await silentFor(till, 20 * hour)
    expect(till.outbox.view(made.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'undecided', now: 60, adding: 50 },
      choices: { confirm: true, retry: true },
    })
    expect(till.fake.count('adjust')).toBe(1)
    till.outbox.answer(made.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(1_000)
    expect(till.state(made)).toBe('done')
    expect(till.fake.count('adjust')).toBe(2)
  })

  test.each(['a start', 'a copy of the records'] as const)('is not believed longer over %s', async (what) => {
    const till = begin(24 * hour)
    till.fake.script('adjust', 'lost-reply')
    const made = till.save(adjust('1', 50))
    await till.time.advance(0)
    till.fake.always(offline)
    till.time.pass(20 * hour)
    till.restart(what === 'a start' ? undefined : 'till-B')
    await till.time.advance(60_000)
    till.fake.always(null)
    await till.outbox.probe(shop.id)
    await till.time.advance(60_000)
    expect(till.state(made)).toBe('attention')
    expect(till.fake.count('adjust')).toBe(1)
  })

  test('begins when it leaves: what waited for days, or never reached anybody, is sent', async () => {
    const till = begin(24 * hour)
    till.fake.always(offline)
    const made = till.save(adjust('1', 50))
    await till.time.advance(60_000)
    till.time.pass(72 * hour)
    await till.time.advance(60_000)
    till.fake.always(null)
    till.fake.script('adjust', { kind: 'rate-limited', retryAfterMs: 1_000 }, 'lost-reply')
    await till.outbox.probe(shop.id)
    await till.time.advance(60_000)
    expect(till.state(made)).toBe('done')
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(60)
  })

  test('begins anew where the provider did nothing with what left before', async () => {
    const till = begin(24 * hour)
    till.fake.script('adjust', { kind: 'rate-limited', retryAfterMs: hour })
    const made = till.save(adjust('1', 50))
    await till.time.advance(0)
    till.time.pass(23 * hour)
    till.fake.script('adjust', 'lost-reply')
    await till.time.advance(60_000)
    expect(till.state(made)).toBe('done')
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(60)
  })
})

test('a key without an end is sent again after a month, and counts once', async () => {
  const till = begin(null)
  const made = await silentFor(till, 30 * 24 * hour)
  expect(till.state(made)).toBe('done')
  expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(60)
})
