import { describe, expect, test } from 'vitest'
import { attachCard } from '../../../electron/main/services/attach-card.ts'
import { addStamps } from '../../../electron/main/services/add-stamps.ts'
import { openMember, viewOf } from '../../../electron/main/services/open-member.ts'
import { openPairs } from '../../../electron/main/services/people-of.ts'
import { redeemReward } from '../../../electron/main/services/redeem-reward.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import { leaveMember } from '../../../electron/main/services/settle-operation.ts'
import { answerPair, undoMerge } from '../../../electron/main/services/settle-pair.ts'
import { openCounter } from '../../catalogue/support/counter.ts'
import { goOffline } from '../../catalogue/support/begin.ts'
import { offline } from '../outbox/support/failures.ts'
import { redeem, stamps } from '../outbox/support/till.ts'
import {
  annas,
  arrived,
  begin,
  enrol,
  intent,
  joined,
  offered,
  pairs,
  person,
  readAgain,
  soon,
} from './support.ts'

describe('two tills that enrolled one person', () => {
  test('are noticed when the second enrolment arrives, once', async () => {
    const opened = await begin()
    const { shop, till } = opened
    till.fake.always(offline)
    const key = await enrol(shop, person(annas))
    // The other till was first.
    till.fake.add('7', { details: person({ ...annas, email: 'annamueller@googlemail.com' }) })
    till.fake.always(null)
    await readAgain(opened)
    await arrived(opened)
    await soon(() => pairs(shop), [[key, 'r:7', 'email']])
    await readAgain(opened)
    expect(await pairs(shop)).toHaveLength(1)
  })

  test('are noticed when the list brings the other one later, and after a restart', async () => {
    const opened = await begin()
    const { shop, till } = opened
    const key = await enrol(shop, person({ ...annas, birthday: '1990-02-28' }))
    await arrived(opened)
    till.fake.add('7', {
      details: person({ firstName: 'Ana', email: 'x@example.com', birthday: '1990-02-28' }),
    })
    await readAgain(opened)
    await soon(() => pairs(shop), [[key, 'r:7', 'name-and-birthday']])
    await opened.opened.close()
    till.restart()
    const again = await openCounter(till)
    expect(await pairs(again.shop)).toEqual([[key, 'r:7', 'name-and-birthday']])
  })

  test('are found at the next start where the program ended in between', async () => {
    const opened = await begin()
    const { shop, till } = opened
    const key = await enrol(shop, person(annas))
    await arrived(opened)
    till.fake.add('7', { details: person({ ...annas, email: 'annamueller@gmail.com' }) })
    await readAgain(opened)
    await soon(() => pairs(shop), [[key, 'r:7', 'email']])
    await opened.opened.close()
    // The page was kept, and what it told was not noted any more.
    till.db.run({ sql: 'delete from member_pair' })
    till.restart()
    const again = await openCounter(till)
    await soon(() => pairs(again.shop), [[key, 'r:7', 'email']])
  })

  test('are not asked about where a name alone is alike, where they were told apart, nor of members of old', async () => {
    const opened = await begin({
      1: { email: 'anna.mueller@gmail.com' },
      2: { email: 'annamueller@gmail.com' },
      3: { firstName: 'Ida', lastName: 'Low', email: 'ida.low@gmail.com' },
    })
    const { shop, till } = opened
    await enrol(shop, person({ email: 'somebody@example.com' }))
    await enrol(shop, person({ firstName: 'Ida', lastName: 'Low', email: 'idalow@gmail.com' }), {
      somebodyElse: ['r:3'],
    })
    await arrived(opened)
    await readAgain(opened)
    expect(await pairs(shop)).toEqual([])
    expect(till.fake.members.size).toBe(5)
  })
})

describe('one person with two entries', () => {
  test('is offered side by side on both panels: the one with more on it stays', async () => {
    const { shop, key, offer } = await offered()
    expect(offer).toMatchObject({
      stays: 'r:7',
      one: { key, stamps: 0, cardEnd: '•• HERE' },
      other: { key: 'r:7', stamps: 4, cardEnd: '•• RD-7' },
    })
    for (const one of [key, 'r:7'] as const)
      expect((await viewOf(shop, one))?.people?.offers).toEqual([offer])
  })

  test('opens as the one that was kept, by either card, by search and by either key, each shown once', async () => {
    const { shop, till, key, offer } = await offered()
    await joined({ shop, offer })
    for (const raw of ['CARD-7', 'CARD-HERE']) {
      expect(await scanCode(shop, raw)).toMatchObject({ kind: 'member', member: { key: 'r:7' } })
    }
    const { rows } = await searchMembers(shop, 'anna mueller')
    expect(rows).toMatchObject([{ key: 'r:7', stamps: 4 }])
    expect(await openMember(shop, key)).toMatchObject({ ok: true, value: { key: 'r:7' } })
    // The register still says whose entry has the card: taken back, it leads there again.
    await till.time.advance(1_000)
    expect(shop.outbox.keysOfCode(shop.connection.id, 'CARD-HERE')).toEqual([key])
  })

  test('keeps both figures apart, and what waits for the other entry still goes to it', async () => {
    const { shop, till, key, offer } = await offered()
    till.fake.always(offline)
    const card = { kind: 'only' } as const
    const target = { kind: 'member', key } as const
    await addStamps(shop, { intent: intent(), target, card, amount: 2, again: false })
    await joined({ shop, offer })
    const view = await viewOf(shop, key)
    expect(view).toMatchObject({ key: 'r:7', cards: [{ stamps: 4, waiting: 0 }] })
    expect(view?.people?.entries).toMatchObject([{ row: { key, stamps: 0 }, remoteId: 'n1', waiting: 2 }])
    await addStamps(shop, { intent: intent(), target, card, amount: 3, again: false })
    till.fake.always(null)
    await till.time.advance(3_600_000)
    const balance = (id: string): unknown => till.fake.members.get(id)?.cards[0]?.stamps
    expect([balance('n1'), balance('7')]).toEqual([2, 7])
  })

  test('is two again when it is taken back, with each card leading to its own, and is not asked about', async () => {
    const { shop, key, offer, till, ...rest } = await offered()
    const id = await joined({ shop, offer }, key)
    // Known from the copy alone until it is scanned, and learned then for the entry that has it.
    expect(await scanCode(shop, 'CARD-7')).toMatchObject({ kind: 'member', member: { key } })
    await attachCard(shop, { intent: intent(), key: 'r:7', code: 'CARD-NEW' })
    await arrived({ shop, till, ...rest })
    expect((await undoMerge(shop, { id })).ok).toBe(true)
    const led = async (raw: string): Promise<unknown> => {
      const answer = await scanCode(shop, raw)
      return answer.kind === 'member' ? answer.member.key : answer.kind
    }
    expect([await led('CARD-7'), await led('CARD-HERE'), await led('CARD-NEW')]).toEqual(['r:7', key, key])
    expect(await openPairs(shop)).toEqual([])
    expect((await viewOf(shop, key))?.people?.words).toMatchObject([{ id, key: 'r:7', madeBy: null }])
    const { rows } = await searchMembers(shop, 'anna mueller')
    expect(rows.map((row) => row.key).toSorted()).toEqual([key, 'r:7'].toSorted())
  })

  test('stays one when the copy is read anew, and over a restart', async () => {
    const { shop, till, key, offer, opened, copied } = await offered()
    await joined({ shop, offer })
    await opened.reread()
    await copied()
    expect(await viewOf(shop, key)).toMatchObject({ key: 'r:7', people: { entries: [{ row: { key } }] } })
    await opened.close()
    till.restart()
    const again = await openCounter(till)
    expect(await viewOf(again.shop, key)).toMatchObject({
      key: 'r:7',
      people: { entries: [{ row: { key } }] },
    })
  })

  test('are asked about also behind many pairs of which nothing can be shown', async () => {
    const { shop, key } = await offered()
    const { people } = shop.outbox
    for (let n = 0; n < 45; n += 1) {
      const gone = { one: `r:a${String(n)}`, other: `r:b${String(n)}`, cause: 'phone', foundAt: n } as const
      people.suspect(shop.connection.id, gone)
    }
    expect(await pairs(shop)).toEqual([[key, 'r:7', 'email']])
  })

  test('has in its history whom each word was about, also a word of an entry that leads to it', async () => {
    const { shop, key, offer, till } = await offered()
    till.fake.add('9', { details: person({ firstName: 'Old', lastName: 'Nine', email: 'q@example.com' }) })
    expect((await openMember(shop, 'r:9')).ok).toBe(true)
    const id = await joined({ shop, offer: { ...offer, keys: [key, 'r:9'] } }, 'r:9')
    await undoMerge(shop, { id })
    await till.time.advance(1_000)
    await undoMerge(shop, { id: await joined({ shop, offer }) })
    await till.time.advance(1_000)
    await joined({ shop, offer })
    const words = (await viewOf(shop, 'r:7'))?.people?.words ?? []
    // Only of whom they are told apart from now it can be said that they are one after all.
    expect(words.map((word) => [word.key, word.name, word.undoneAt === null, word.again])).toEqual([
      [key, 'Anna Müller', true, false],
      [key, 'Anna Müller', false, false],
      ['r:9', 'Old Nine', false, true],
    ])
  })

  test('has its own rewards released when its panel is left, whoever it belongs to since', async () => {
    const { shop, till, key, offer } = await offered()
    till.fake.always(offline)
    const [gone, kept] = ['n1', '7'].map((id) => till.save(redeem(id, 10, { undoMs: 60_000 })))
    await joined({ shop, offer })
    leaveMember(shop, key)
    const states = [gone, kept].map((one) => (one === undefined ? null : till.state(one)))
    expect(states).toEqual(['queued', 'held'])
  })

  test('is given no more rewards without the network than anybody else, by either entry', async () => {
    const { shop, till, offer } = await offered()
    await goOffline(till)
    till.save(redeem('n1', 10, { provisional: true }))
    await joined({ shop, offer })
    const settings = () => ({ ...shop.settings(), offlineRewards: 1 })
    const asked = { intent: intent(), key: 'r:7', rewardId: 'w10', again: true } as const
    const card = { kind: 'held', cardId: 'card-7' } as const
    const cards = (shop.programme()?.cards ?? []).map((one) => ({
      ...one,
      rewards: one.rewards.map((reward) => ({ ...reward, stampsRequired: 4 })),
    }))
    const programme = () => ({ cards, fetchedAt: 1 })
    expect(await redeemReward({ ...shop, settings, programme }, { ...asked, card })).toEqual({
      ok: false,
      error: { kind: 'offline-redeem-limit', limit: 1 },
    })
  })

  test('was told apart from somebody with both entries: neither is asked about again', async () => {
    const { shop, till, offer, ...rest } = await offered()
    await joined({ shop, offer })
    const bert = person({ firstName: 'Bert', lastName: 'Xu', email: 'annamueller+b@gmail.com' })
    await enrol(shop, bert, { somebodyElse: ['r:7'] })
    await arrived({ shop, till, ...rest })
    await readAgain({ shop, till, ...rest })
    expect(await pairs(shop)).toEqual([])
  })

  test('that is two people stays two, and is not asked about again', async () => {
    const { shop, key, offer, ...rest } = await offered()
    const [one, other] = offer.keys
    expect(await answerPair(shop, { one, other, keep: null })).toEqual({ ok: true, value: null })
    await readAgain({ shop, ...rest })
    expect(await openPairs(shop)).toEqual([])
    expect((await viewOf(shop, key))?.key).toBe(key)
    expect((await viewOf(shop, key))?.people?.words).toMatchObject([{ id: null, key: 'r:7' }])
    // Said by mistake, it can be said otherwise.
    await answerPair(shop, { one: key, other: 'r:7', keep: 'r:7' })
    expect(await viewOf(shop, key)).toMatchObject({ key: 'r:7', people: { words: [{ key }] } })
  })
})

test('a row says on which day of the shop the member was last served, here or as told; of nobody it is made up', async () => {
  const { shop, till } = await begin({ 1: { email: 'a@example.com' }, 2: { email: 'b@example.com' } })
  till.save(stamps('1', 1))
  const { rows } = await searchMembers(shop, 'anna mueller')
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(till.time.now())
  expect(rows.map(({ key, lastVisit }) => [key, lastVisit]).toSorted()).toEqual([
    ['r:1', day],
    ['r:2', undefined],
  ])
})
