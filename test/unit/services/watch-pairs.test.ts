import { expect, test } from 'vitest'
import type { Pair } from '../../../electron/main/outbox/pure/people.ts'
import { watchPairs } from '../../../electron/main/services/watch-pairs.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'

const nothing = { firstName: '', lastName: null, email: null, phone: null, birthday: null }
const member = (
  remoteId: string,
  details: Partial<MemberDetails>,
  codes: readonly string[] = [],
): RemoteMember => {
  const more = { cards: [], cardsKnown: true, tags: [], updatedAt: null }
  return { remoteId, details: { ...nothing, ...details }, codes, ...more }
}
const anna = member('here', {
  firstName: 'Anna',
  lastName: 'Müller',
  email: 'anna.mueller@gmail.com',
  phone: '+442079460142',
  birthday: '1990-02-28',
})

/** A watch over Anna, who was enrolled here. */
async function watching() {
  const suspected: Pair[] = []
  const copy = new Map([['here', anna]])
  const cachedOf = (id: string) => {
    const one = copy.get(id)
    return one === undefined ? [] : [{ member: one, fetchedAt: 1 }]
  }
  const waits: (() => void)[] = []
  const shop = {
    connection: { id: 's' },
    clock: { now: () => 5 },
    log: { info: () => undefined, warn: () => undefined },
    fresh: { over: (_: string, cached: unknown) => cached },
    directory: {
      member: (id: string) => Promise.resolve(cachedOf(id)[0] ?? null),
      members: (ids: readonly string[]) => Promise.resolve(ids.flatMap(cachedOf)),
      byCode: (code: string) =>
        Promise.resolve(
          [...copy.values()]
            .filter((one) => one.codes.includes(code))
            .flatMap((one) => cachedOf(one.remoteId)),
        ),
      duplicates: () => Promise.resolve([]),
    },
    outbox: {
      remoteIdOf: () => 'here',
      people: {
        enrolledSince: () => [
          { key: 'l:x', remoteId: 'here' },
          { key: 'l:y', remoteId: 'forgotten' },
        ],
        suspect: (_: string, pair: Pair) => suspected.push(pair) < 0,
      },
    },
  } as unknown as Shop
  const watch = watchPairs(shop, {
    set: (callback) => {
      waits.push(callback)
      return () => undefined
    },
  })
  const begun = watch.begin()
  const rest = async (): Promise<void> => {
    await expect.poll(() => waits.length).toBe(1)
    waits.splice(0).forEach((go) => go())
  }
  await rest()
  return { watch, begun, rest, copy, causes: () => suspected.map(({ other, cause }) => `${other} ${cause}`) }
}

test('whoever is read with the phone, mailbox or card of somebody enrolled here, or the name and the day, is a pair', async () => {
  const { watch, causes } = await watching()
  watch.sighted([
    anna,
    member('phone', { firstName: 'Bob', phone: '+442079460142' }),
    member('mail', { firstName: 'Bob', email: 'AnnaMueller+x@googlemail.com' }),
    member('day', { firstName: 'Ana', lastName: 'Muller', birthday: '1990-02-28' }),
    member('other day', { firstName: 'Anna', lastName: 'Müller', birthday: '1990-03-28' }),
    member('other name', { firstName: 'Zoë', lastName: 'Ward', birthday: '1990-02-28' }),
    member('name', { firstName: 'Anna', lastName: 'Müller' }),
  ])()
  expect(causes()).toEqual(['r:phone phone', 'r:mail email', 'r:day name-and-birthday'])
})

test('what is read of somebody enrolled here counts from then on; nothing is kept of who is gone', async () => {
  const { watch, causes } = await watching()
  watch.sighted([member('here', { ...anna.details, phone: '+442079460777' }, ['CARD'])])()
  watch.sighted([
    member('old phone', { phone: '+442079460142' }),
    member('new phone', { phone: '+442079460777' }),
    member('card', {}, ['CARD']),
  ])()
  expect(causes()).toEqual(['r:new phone phone', 'r:card code'])
  watch.gone('here')
  watch.sighted([member('new phone', { phone: '+442079460777' })])()
  expect(causes()).toHaveLength(2)
})

test('whoever was enrolled here is compared by each of their cards', async () => {
  const { watch, copy, causes } = await watching()
  copy.set('here', { ...anna, codes: ['FIRST', 'SECOND'] })
  copy.set('other', member('other', {}, ['SECOND']))
  await watch.enrolled('l:x')
  expect(causes()).toEqual(['r:other code'])
})

test('whoever was taken out of the copy is nobody to compare with, and is again once they are read again', async () => {
  const { watch, copy, causes } = await watching()
  const bob = member('bob', { firstName: 'Bob', phone: '+442079460142' })
  copy.clear()
  watch.thinned()
  await new Promise(setImmediate)
  watch.sighted([bob])()
  expect(causes()).toEqual([])
  copy.set('here', anna)
  watch.sighted([anna])()
  watch.sighted([bob])()
  expect(causes()).toEqual(['r:bob phone'])
})

test('the opening of a shop compares one now and then, and no more once it is closing', async () => {
  const { watch, begun, rest } = await watching()
  watch.stop()
  await rest()
  await begun
})
