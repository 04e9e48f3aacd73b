import { afterEach, describe, expect, test } from 'vitest'
import type { HeldCard } from '../../../shared/domain/member.ts'
import type { Capabilities } from '../../../electron/main/providers/provider.ts'
import { offline } from './support/failures.ts'
import { defaultCapabilities, details } from './support/fake-provider.ts'
import { createTill, edit, redeem, shop, stamps } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

// Laws that the simulation found broken, each with the shortest story that shows it.

let tills: Till[] = []
const begin = (options?: TillOptions): Till => {
  const till = createTill(options)
  tills.push(till)
  return till
}
afterEach(() => {
  for (const till of tills.reverse()) till.close()
  tills = []
})
const keyed: Partial<Capabilities> = { unanswered: { ...defaultCapabilities.unanswered, stamps: 'keyed' } }

/** Lets the next call hang at the provider; answers what lets it go on. */
function hang(till: Till, which: 'addStamps' | 'ping' = 'addStamps'): () => void {
  let go = (): void => undefined
  till.fake.arrive = (method) =>
    method === which
      ? new Promise((resolve) => {
          go = resolve
        })
      : undefined
  return () => go()
}

describe('two programs over one file', () => {
  test('what the first hears of an operation does not end what the second is sending', async () => {
    const first = begin({ capabilities: keyed })
    first.fake.add('1')
    first.fake.script('addStamps', { kind: 'rate-limited', retryAfterMs: 1_000 })
    const answerFirst = hang(first)
    const stamp = first.save(stamps('1'))
    await first.time.advance(10)
    const second = begin({ capabilities: keyed, file: first.file, start: false })
    second.fake.add('1')
    const answerSecond = hang(second)
    second.outbox.start()
    await second.time.advance(10)
    expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'sending', attempts: 2 })
    answerFirst()
    await first.time.advance(10)
    expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'sending', attempts: 2 })
    answerSecond()
    await second.time.advance(10)
    expect(second.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 2, proof: 'response' })
    expect(second.fake.applied).toHaveLength(1)
  })

  test('the first tells, once and for good, that it sends nothing any more', async () => {
    const first = begin()
    const told: string[] = []
    first.outbox.onLink((_id, link) => told.push(link.kind))
    const second = begin({ file: first.file, start: false })
    second.outbox.start()
    const since = first.time.now()
    await first.time.advance(15_000)
    expect(told).toEqual(['replaced'])
    const saved = first.save(stamps('1'))
    await first.time.advance(600_000)
    expect(first.state(saved)).toBe('queued')
    expect(first.outbox.link(shop.id)).toEqual({ kind: 'replaced', since: since + 15_000 })
    expect(await first.outbox.probe(shop.id)).toEqual({ kind: 'replaced', since: since + 15_000 })
    expect(told).toEqual(['replaced'])
  })

  test('the first tells so too whoever asked before, with an answer that comes after', async () => {
    const first = begin()
    const answer = hang(first, 'ping')
    const probed = first.outbox.probe(shop.id)
    await first.time.advance(10)
    const second = begin({ file: first.file, start: false })
    second.outbox.start()
    await first.time.advance(15_000)
    const replaced = first.outbox.link(shop.id)
    expect(replaced.kind).toBe('replaced')
    answer()
    expect(await probed).toEqual(replaced)
  })

  test('the first stops asking the provider once it sees the second', async () => {
    const first = begin()
    const second = begin({ file: first.file, start: false })
    second.outbox.start()
    await first.time.advance(15_000)
    const asked = first.fake.calls.length
    await first.time.advance(600_000)
    expect(first.fake.calls).toHaveLength(asked)
    expect(first.logged.filter((line) => line.startsWith('outbox.not-owner'))).toHaveLength(1)
  })
})

test('nothing leaves through a gate that shut while it was resolved', async () => {
  const till = begin()
  till.fake.add('1')
  till.fake.arrive = async (method) => {
    if (method !== 'member') return
    till.fake.script('ping', offline)
    await till.outbox.probe(shop.id)
  }
  const stamp = till.save(stamps('1'))
  await till.time.advance(100)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(till.fake.count('addStamps')).toBe(0)
  till.fake.arrive = () => undefined
  await till.time.advance(5_000)
  expect(till.state(stamp)).toBe('done')
})

describe('a wait that the provider named', () => {
  const limited = { kind: 'rate-limited', retryAfterMs: 60_000 } as const

  test('is not made shorter by another call that failed meanwhile', async () => {
    const till = begin()
    till.fake.script('ping', limited)
    await till.outbox.probe(shop.id)
    const until = till.outbox.link(shop.id)
    expect(until.kind).toBe('rate-limited')
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    expect(till.outbox.link(shop.id)).toEqual(until)
  })

  test('is heard also where only a read after a refusal was told it', async () => {
    const till = begin()
    till.fake.add('1', { stamps: 1 })
    till.fake.script('member', null, limited)
    const reward = till.save(redeem('1', 5))
    await till.time.advance(100)
    expect(till.outbox.view(reward.id)?.reason).toMatchObject({ kind: 'not-enough-stamps', balance: null })
    expect(till.outbox.link(shop.id)).toMatchObject({ kind: 'rate-limited' })
  })

  test('is kept also where a refusal arrives meanwhile that should be looked into', async () => {
    const till = begin()
    till.fake.add('1', { stamps: 1 })
    const reward = till.save(redeem('1', 5))
    till.fake.arrive = async (method) => {
      if (method !== 'redeem') return
      till.fake.script('ping', limited)
      await till.outbox.probe(shop.id)
    }
    await till.time.advance(100)
    expect(till.fake.count('redeem')).toBe(1)
    const reads = till.fake.count('member')
    await till.time.advance(limited.retryAfterMs - 1_000)
    expect([till.fake.count('redeem'), till.fake.count('member')]).toEqual([1, reads])
    expect(till.outbox.view(reward.id)).toMatchObject({ state: 'queued', attempts: 0 })
    till.fake.arrive = () => undefined
    await till.time.advance(60_000)
    expect(till.outbox.view(reward.id)?.reason).toMatchObject({ kind: 'not-enough-stamps', balance: 1 })
  })

  test('is known after a restart, also where it was made longer', async () => {
    const till = begin()
    till.fake.script('ping', { kind: 'rate-limited', retryAfterMs: 5_000 }, limited)
    await till.outbox.probe(shop.id)
    await till.outbox.probe(shop.id)
    const until = till.outbox.link(shop.id)
    till.restart()
    expect(till.outbox.link(shop.id)).toEqual(until)
  })

  test('ends also where the clock was set back while the till was off', async () => {
    const till = begin()
    till.fake.script('ping', limited)
    await till.outbox.probe(shop.id)
    till.time.jump(-24 * 3_600_000)
    till.restart()
    await till.time.advance(2 * limited.retryAfterMs)
    expect(till.outbox.link(shop.id)).toEqual({ kind: 'online' })
  })

  test('ends although the clock was set back by years', async () => {
    const till = begin()
    till.fake.add('1')
    till.fake.script('ping', limited)
    await till.outbox.probe(shop.id)
    const stamp = till.save(stamps('1'))
    till.time.jump(-10 * 365 * 24 * 3_600_000)
    // What was saved before the clock was set waits ten minutes at most.
    await till.time.advance(630_000)
    expect(till.state(stamp)).toBe('done')
  })
})

test('a clock that was set ahead and back again within seconds leaves nothing waiting for years', async () => {
  const till = begin()
  till.fake.add('1')
  const years = 10 * 365 * 24 * 3_600_000
  till.time.jump(years)
  const stamp = till.save(stamps('1', 1, { undoMs: 8_000 }))
  await till.time.advance(4_000)
  till.time.jump(-years)
  await till.time.advance(30_000)
  expect(till.state(stamp)).toBe('done')
})

test('a clock that was set ahead does not shorten the time that a late request is given', async () => {
  const till = begin({
    capabilities: { unanswered: { ...defaultCapabilities.unanswered, stamps: 'readable-by-tag' } },
    connection: { readLagMs: 30_000, lateBoundMs: 90_000 },
  })
  till.fake.add('1')
  till.fake.script('addStamps', 'lost-request')
  const stamp = till.save(stamps('1'))
  await till.time.advance(1_000)
  expect(till.state(stamp)).toBe('unknown')
  till.time.jump(10 * 365 * 24 * 3_600_000)
  await till.time.advance(100_000)
  expect(till.state(stamp)).toBe('unknown')
  expect(till.fake.count('addStamps')).toBe(1)
  await till.time.advance(1_200_000)
  expect(till.state(stamp)).toBe('done')
})

test('a counter from before our own last stamps is not taken for a reward that was taken', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  const card = (count: number): HeldCard => ({
    id: 'card-1',
    templateId: 'coffee',
    name: 'Coffee',
    stamps: count,
    passInstalled: null,
  })
  till.fake.add('1', { stamps: 4 })
  till.save(stamps('1', 5))
  await till.time.advance(100)
  till.fake.script('redeem', 'lost-request')
  const reward = till.save(redeem('1', 5))
  await till.time.advance(100)
  expect(till.state(reward)).toBe('unknown')
  // Reads still show the card as it was before the stamps: 4, which is also what is left after the reward.
  const member = till.fake.members.get('1')
  if (member === undefined) throw new Error('no member')
  member.cards = [card(4)]
  await till.time.advance(20_000)
  expect(till.state(reward)).toBe('unknown')
  member.cards = [card(9)]
  await till.time.advance(300_000)
  expect(till.outbox.view(reward.id)).toMatchObject({
    state: 'attention',
    reason: { before: 9, now: 9, adding: -5 },
  })
})

test('nor one from before stamps of ours that came long after they were sent', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  const member = till.fake.add('1', { stamps: 4 })
  const before = [...member.cards]
  till.fake.script('addStamps', 'lost-reply')
  const given = till.save(stamps('1', 5))
  await till.time.advance(100)
  // On their way for forty seconds: until then nothing shows them.
  const after = member.cards
  member.cards = before
  await till.time.advance(40_000)
  expect(till.state(given)).toBe('unknown')
  member.cards = after
  till.fake.script('redeem', 'lost-request')
  const reward = till.save(redeem('1', 5))
  await till.time.advance(10_000)
  expect(till.outbox.view(given.id)).toMatchObject({ state: 'done', proof: 'counter' })
  expect(till.state(reward)).toBe('unknown')
  // Another read shows the card as it was before they came: 4, which is also what is left after the reward.
  member.cards = before
  await till.time.advance(10_000)
  expect(till.state(reward)).toBe('unknown')
  member.cards = after
  await till.time.advance(300_000)
  expect(till.outbox.view(reward.id)).toMatchObject({
    state: 'attention',
    reason: { before: 9, now: 9, adding: -5 },
  })
})

test('a change that is taken back at once is sent, although a read still shows what was there before', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  till.fake.add('1', { details: details('Ada', { lastName: 'Lovelace' }) })
  till.save(edit('r:1', details('Ada', { lastName: 'Lovelace' }), { lastName: 'Byron' }))
  await till.time.advance(100)
  // Reads still show the member as it was before the first change.
  till.fake.provider.member = async () => ({
    ok: true,
    value: {
      remoteId: '1',
      details: details('Ada', { lastName: 'Lovelace' }),
      cards: [],
      cardsKnown: true,
      codes: [],
      tags: [],
      updatedAt: null,
    },
    evidence: { http: 200, requestId: null, startedAt: till.time.now(), ms: 1, serverDate: null },
  })
  const back = till.save(edit('r:1', details('Ada', { lastName: 'Byron' }), { lastName: 'Lovelace' }))
  await till.time.advance(100)
  expect(till.outbox.view(back.id)).toMatchObject({ state: 'done', proof: 'response' })
  expect(till.fake.members.get('1')?.details.lastName).toBe('Lovelace')
})

test('two changes of one field within the read lag are no conflict with ourselves', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  const before = details('Ada', { lastName: 'Lovelace' })
  const member = till.fake.add('1', { details: before })
  till.save(edit('r:1', before, { lastName: 'Byron' }))
  await till.time.advance(100)
  // Reads still show the member as it was before the first change.
  const written = member.details
  member.details = before
  const second = till.save(edit('r:1', written, { lastName: 'King' }))
  await till.time.advance(100)
  expect(till.state(second)).toBe('queued')
  member.details = written
  await till.time.advance(120_000)
  expect(till.state(second)).toBe('done')
  expect(member.details.lastName).toBe('King')
})

test('a clock that was set back does not keep an edit waiting for readings that are new enough', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  const before = details('Ada', { lastName: 'Lovelace' })
  const member = till.fake.add('1', { details: before })
  till.save(edit('r:1', before, { lastName: 'Byron' }))
  await till.time.advance(100)
  const second = till.save(edit('r:1', member.details, { lastName: 'King' }))
  member.details = details('Ada', { lastName: 'Somebody' })
  till.time.jump(-10 * 365 * 24 * 3_600_000)
  await till.time.advance(900_000)
  expect(till.outbox.view(second.id)?.reason).toEqual({ kind: 'edit-conflict', fields: ['lastName'] })
})
