import { describe, expect, test } from 'vitest'
import { defaultCapabilities } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { moveOut, open, takeIn } from './support/moving.ts'
import { adjust, shop } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

describe('a change of a balance at a provider that takes each key once', () => {
  const keyed: TillOptions = {
    connection: { singleTill: false, readLagMs: 30_000, lateBoundMs: 90_000 },
    capabilities: {
      adjust: { unit: { kind: 'points', decimals: 0 }, most: 100, mostTaken: 100, quick: [], noteLength: 0 },
      revert: true,
      unanswered: { ...defaultCapabilities.unanswered, adjust: 'keyed', revert: 'repeatable' },
    },
  }

  /** At till A the amount has arrived and its answer was lost; the work then goes to till B. */
  async function handedOver(): Promise<{ readonly a: Till; readonly b: Till; readonly id: string }> {
    const a = open(keyed)
    a.fake.add('1', { stamps: 10 })
    a.fake.script('adjust', 'lost-reply')
    const made = a.save(adjust('1', 50))
    await a.time.advance(0)
    a.fake.always(offline)
    await a.time.advance(60_000)
    expect(a.state(made)).not.toBe('done')
    const { file } = await moveOut(a)
    a.fake.always(null)
    const b = open({ ...keyed, beside: a, tillId: 'till-B' })
    await takeIn(b, file)
    return { a, b, id: made.id }
  }

  test('keeps its key on another till, and counts once', async () => {
    const { a, b } = await handedOver()
    await b.outbox.probe(shop.id)
    await b.time.advance(120_000)
    expect(b.outbox.list(shop.id, 'recent', 9)).toMatchObject([{ state: 'done' }])
    const keys = a.fake.calls.flatMap(({ method, args }) => (method === 'adjust' ? [args[2]] : []))
    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys).size).toBe(1)
    expect(a.fake.members.get('1')?.cards[0]?.stamps).toBe(60)
  })

  test('is taken back there by the key that it was made with', async () => {
    const { b, id } = await handedOver()
    await b.outbox.probe(shop.id)
    await b.time.advance(120_000)
    const [here] = b.outbox.list(shop.id, 'recent', 9)
    const made = here === undefined ? null : b.outbox.adjustment(here.id)
    expect(made).toMatchObject({ madeAs: id, arrived: true, reverted: false })
    expect(made?.id).not.toBe(id)
  })
})
