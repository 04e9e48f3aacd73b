import { describe, expect, test } from 'vitest'
import { addStamps, changeStamps } from '../../../electron/main/services/add-stamps.ts'
import { adjustBalance } from '../../../electron/main/services/adjust-balance.ts'
import { editMember } from '../../../electron/main/services/edit-member.ts'
import { enrolMember } from '../../../electron/main/services/enrol-member.ts'
import { hitRow, shownRows } from '../../../electron/main/services/member-rows.ts'
import { viewOf } from '../../../electron/main/services/open-member.ts'
import { shopDay } from '../../../electron/main/services/shop.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import { lastAction, takeBack } from '../../../electron/main/services/take-back.ts'
import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { Saved } from '../../../shared/domain/views.ts'
import type { LastAction } from '../../../shared/ipc/counter-contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { offline } from '../outbox/support/failures.ts'
import { defaultCapabilities } from '../outbox/support/fake-provider.ts'
import { stampsFor } from '../outbox/support/till.ts'
import { openLight } from './light-shop.ts'
import type { LightShop } from './light-shop.ts'
import { person } from './support.ts'

let intents = 0
const intent = (): string => `01J${String((intents += 1)).padStart(23, '0')}`
const key = 'r:1'
/** Other tills stamp here too: no counter proves anything. */
const several = { connection: { singleTill: false, lateBoundMs: 90_000 } } as const
const cap = (dayCap: 0 | 5) => ({ counter: { ...usualCounter, dayCap } })

function done(result: Result<Saved, RequestFailure>): OperationView {
  if (!result.ok) throw new Error(`not saved: ${result.error.kind}`)
  return result.value.operation
}
const failure = (result: Result<unknown, RequestFailure>): RequestFailure['kind'] | 'saved' =>
  result.ok ? 'saved' : result.error.kind

function give(shop: Shop, amount: number, more: { again?: boolean; overCap?: true; intent?: string } = {}) {
  const target = { kind: 'member', key } as const
  return addStamps(shop, { intent: intent(), target, card: { kind: 'only' }, amount, again: true, ...more })
}

async function last(shop: Shop): Promise<LastAction | null> {
  const answer = await lastAction(shop)
  if (!answer.ok) throw new Error(answer.error.kind)
  return answer.value
}

describe('the cap of a member and day', () => {
  test('asks with what was given today, waiting or arrived, and gives when that is meant', async () => {
    const { till, shop, settle } = openLight({ '1': { firstName: 'Ana' } })
    settle(cap(5))
    done(await give(shop, 3))
    await till.time.advance(60_000)
    till.fake.always(offline)
    done(await give(shop, 2))
    expect(await give(shop, 1)).toEqual({ ok: false, error: { kind: 'day-cap', given: 5, cap: 5 } })
    expect(failure(await give(shop, 1, { overCap: true }))).toBe('saved')
  })

  test('counts neither what was undone, nor the press that is repeated, nor another day', async () => {
    const { till, shop, settle } = openLight({ '1': { firstName: 'Ana' } })
    settle(cap(5))
    const same = intent()
    const undone = done(await give(shop, 5, { intent: same }))
    expect(failure(await give(shop, 5, { intent: same }))).toBe('saved')
    expect(till.outbox.undo(undone.id, 'Kim').ok).toBe(true)
    done(await give(shop, 5))
    expect(failure(await give(shop, 1))).toBe('day-cap')
    await till.time.advance(24 * 3_600_000)
    expect(failure(await give(shop, 1))).toBe('saved')
  })

  test('asks before a higher number, never before a lower one, and is no question where it is off', async () => {
    const { shop, settle } = openLight({ '1': { firstName: 'Ana' } })
    const { id } = done(await give(shop, 4))
    done(await give(shop, 3))
    settle(cap(5))
    expect(await changeStamps(shop, { id, amount: 5 })).toMatchObject({
      error: { kind: 'day-cap', given: 3 },
    })
    expect(failure(await changeStamps(shop, { id, amount: 3 }))).toBe('saved')
    expect(failure(await changeStamps(shop, { id, amount: 5, overCap: true }))).toBe('saved')
    settle(cap(0))
    expect(failure(await give(shop, 5))).toBe('saved')
  })

  test('counts the stamps on a card that only now is known to be theirs', async () => {
    const { till, shop, settle } = openLight({ '1': { firstName: 'Ana', codes: ['CARD-1'] } })
    settle(cap(5))
    till.fake.always(offline)
    const target = { kind: 'code', code: 'CARD-1' } as const
    done(await addStamps(shop, { intent: intent(), target, card: { kind: 'only' }, amount: 4, again: false }))
    till.outbox.learnCode(shop.connection.id, 'CARD-1', key)
    expect(await give(shop, 2)).toMatchObject({ error: { kind: 'day-cap', given: 4 } })
  })
})

describe('the time to undo', () => {
  test('is the one that is set when something is saved, and nothing is sent before it is over', async () => {
    const { till, shop, settle } = openLight({ '1': { firstName: 'Ana' } })
    const usual = done(await give(shop, 1))
    expect(usual.undoUntil).toBe(till.time.now() + 8_000)
    settle({ counter: { ...usualCounter, undoSeconds: 80 } })
    const longer = done(await give(shop, 2))
    expect(longer.undoUntil).toBe(till.time.now() + 80_000)
    await till.time.advance(79_000)
    expect([usual.id, longer.id].map((id) => till.outbox.view(id)?.plain)).toEqual(['sent', 'saved'])
    await till.time.advance(10_000)
    expect(till.outbox.view(longer.id)?.plain).toBe('sent')
  })
})

/** A shop that counts points, and reads what is on a card from the provider. */
function pointsShop(revert: boolean): LightShop {
  const unit = { kind: 'points', decimals: 0 } as const
  const adjust = { unit, most: 1_000, mostTaken: 500, quick: [], noteLength: 0 }
  const capabilities = { ...defaultCapabilities, stamps: null, adjust, revert }
  return openLight({ '1': { firstName: 'Ana', stamps: 100 } }, { capabilities })
}

/** The provider's newest word of the member. */
function read({ till, shop }: LightShop): void {
  const { cards = [], ...rest } = till.fake.members.get('1') as unknown as Partial<RemoteMember>
  const member = {
    ...rest,
    remoteId: '1',
    cards,
    cardsKnown: true,
    tags: [],
    updatedAt: null,
  } as RemoteMember
  shop.fresh.put({ ...member, codes: [] }, till.time.now())
}

function points(shop: Shop, amount: number) {
  const card = { kind: 'only' } as const
  return adjustBalance(shop, { intent: intent(), key, card, amount, note: null, again: true })
}

describe('the last action of the cashier at the till', () => {
  test('that never left is not sent at all, within the window and long after it', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana' } })
    till.fake.always(offline)
    const early = done(await give(shop, 1))
    await till.time.advance(60_000)
    const late = done(await give(shop, 2))
    for (const expected of [late, early]) {
      expect(await last(shop)).toMatchObject({ operation: { id: expected.id }, way: { kind: 'unsent' } })
      const gone = done(await takeBack(shop, { intent: intent(), id: expected.id }))
      expect([gone.id, gone.plain]).toEqual([expected.id, 'undone'])
    }
    expect(await last(shop)).toBeNull()
    till.fake.always(null)
    await till.time.advance(3_600_000)
    expect(till.fake.applied).toEqual([])
  })

  test('is nobody else’s, and none of yesterday', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana' } })
    const made = done(await give(shop, 1))
    const other: Shop = { ...shop, cashier: () => ({ id: '01OTHER0000000000000000000', name: 'Lea' }) }
    expect(await last(other)).toBeNull()
    expect(failure(await takeBack(other, { intent: intent(), id: made.id }))).toBe('too-late')
    expect(till.state(made)).toBe('held')
    const nobody: Shop = { ...shop, cashier: () => null }
    expect(failure(await lastAction(nobody))).toBe('nobody-at-the-till')
    await till.time.advance(24 * 3_600_000)
    expect(await last(shop)).toBeNull()
  })

  test('of stamps that arrived where the system takes none back says so, and changes nothing', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana' } })
    const made = done(await give(shop, 1))
    await till.time.advance(60_000)
    expect(await last(shop)).toMatchObject({ way: { kind: 'none', why: 'system' } })
    expect(failure(await takeBack(shop, { intent: intent(), id: made.id }))).toBe('too-late')
    expect(till.fake.applied).toHaveLength(1)
  })

  test.each([true, false])('of points that arrived is reversed once (by its mark: %s)', async (revert) => {
    const light = pointsShop(revert)
    const { till, shop } = light
    read(light)
    const made = done(await points(shop, 50))
    await till.time.advance(60_000)
    read(light)
    expect(await last(shop)).toMatchObject({ operation: { id: made.id }, way: { kind: 'reversal' } })
    done(await takeBack(shop, { intent: intent(), id: made.id }))
    expect(failure(await takeBack(shop, { intent: intent(), id: made.id }))).toBe('too-late')
    await till.time.advance(60_000)
    expect(await last(shop)).toBeNull()
    expect(failure(await takeBack(shop, { intent: intent(), id: made.id }))).toBe('too-late')
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(100)
  })

  test('law: asked for twice at once it is reversed once, and by nobody who came meanwhile', async () => {
    const light = pointsShop(false)
    const { till, shop } = light
    read(light)
    const made = done(await points(shop, 50))
    await till.time.advance(60_000)
    read(light)
    let at: 'Kim' | 'Lea' = 'Kim'
    const changing: Shop = {
      ...shop,
      cashier: () => (at === 'Kim' ? shop.cashier() : { id: '01OTHER0000000000000000000', name: 'Lea' }),
    }
    const meanwhile = takeBack(changing, { intent: intent(), id: made.id })
    at = 'Lea'
    expect(failure(await meanwhile)).toBe('too-late')
    const both = [
      takeBack(shop, { intent: intent(), id: made.id }),
      takeBack(shop, { intent: intent(), id: made.id }),
    ]
    expect((await Promise.all(both)).map(failure).toSorted()).toEqual(['saved', 'too-late'])
    await till.time.advance(60_000)
    read(light)
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(100)
  })

  test('law: what takes something back is the last action as long as its strip offers to undo it', async () => {
    const light = pointsShop(false)
    const { till, shop } = light
    read(light)
    done(await points(shop, 5))
    await till.time.advance(60_000)
    const made = done(await points(shop, 50))
    await till.time.advance(60_000)
    read(light)
    const back = done(await takeBack(shop, { intent: intent(), id: made.id }))
    expect(await last(shop)).toMatchObject({ operation: { id: back.id }, way: { kind: 'unsent' } })
    done(await takeBack(shop, { intent: intent(), id: back.id }))
    expect(await last(shop)).toMatchObject({ operation: { id: made.id }, way: { kind: 'reversal' } })
  })

  test('law: an unsent change that it took in, another cashier’s perhaps, stays', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana', phone: '+491712340001', email: 'a@b.de' } })
    till.fake.always(offline)
    const base = person({ firstName: 'Ana', phone: '+491712340001', email: 'a@b.de' })
    const lea: Shop = { ...shop, cashier: () => ({ id: '01OTHER0000000000000000000', name: 'Lea' }) }
    const first = { ...base, phone: '+491712340002' }
    done(await editMember(lea, { intent: intent(), key, base, details: first }))
    const second = { ...first, email: 'c@d.de' }
    const made = done(await editMember(shop, { intent: intent(), key, base: first, details: second }))
    expect((await last(shop))?.way).toEqual({ kind: 'unsent' })
    done(await takeBack(shop, { intent: intent(), id: made.id }))
    till.fake.always(null)
    await till.time.advance(3_600_000)
    expect(till.fake.members.get('1')?.details).toMatchObject({ phone: '+491712340002', email: 'a@b.de' })
  })

  test('of points that are spent, or offline, says why not', async () => {
    const light = pointsShop(false)
    const { till, shop } = light
    read(light)
    done(await points(shop, 400))
    await till.time.advance(60_000)
    till.fake.members.get('1')?.cards.splice(0, 1, { ...till.fake.members.get('1')!.cards[0]!, stamps: 399 })
    read(light)
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'spent' })
    till.fake.always(offline)
    done(await points(shop, 5))
    expect((await last(shop))?.way).toEqual({ kind: 'unsent' })
    done(await takeBack(shop, { intent: intent(), id: (await last(shop))!.operation.id }))
    await till.time.advance(60_000)
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'offline' })
  })

  test('of details is set back to what they were, unless somebody changed them since', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana', phone: '+491712340001' } })
    const base = person({ firstName: 'Ana', phone: '+491712340001' })
    const change = (from: typeof base, phone: string) =>
      editMember(shop, { intent: intent(), key, base: from, details: { ...from, phone } })
    const made = done(await change(base, '+491712340002'))
    await till.time.advance(60_000)
    expect((await last(shop))?.way).toEqual({ kind: 'reversal' })
    done(await takeBack(shop, { intent: intent(), id: made.id }))
    await till.time.advance(60_000)
    expect(till.fake.members.get('1')?.details.phone).toBe('+491712340001')
    done(await change(base, '+491712340003'))
    await till.time.advance(60_000)
    const elsewhere: Shop = { ...shop, cashier: () => ({ id: '01OTHER0000000000000000000', name: 'Lea' }) }
    const now = { ...base, phone: '+491712340003' }
    done(
      await editMember(elsewhere, {
        ...{ intent: intent(), key, base: now },
        details: { ...now, phone: '+491712340004' },
      }),
    )
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'changed' })
  })

  test('that somebody else built upon is not pulled away from under it', async () => {
    const { till, shop } = openLight()
    till.fake.always(offline)
    const made = done(
      await enrolMember(shop, {
        ...{ intent: intent(), details: person({ firstName: 'Ada', phone: '+491712340009' }) },
        ...{ code: null, templateId: null, sendLinks: false },
      }),
    )
    const theirs = made.target.kind === 'member' ? made.target.key : expect.fail('no member')
    till.save(stampsFor(theirs))
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'changed' })
    expect(failure(await takeBack(shop, { intent: intent(), id: made.id }))).toBe('too-late')
  })

  test('whose answer was lost is left to the till’s own looking, and then to a person', async () => {
    const { till, shop } = openLight({ '1': { firstName: 'Ana', stamps: 4 } }, several)
    till.fake.script('addStamps', 'lost-reply')
    const made = done(await give(shop, 1))
    await till.time.advance(8_100)
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'checking' })
    await till.time.advance(3_600_000)
    expect((await last(shop))?.way).toEqual({ kind: 'none', why: 'needs-you' })
    expect(failure(await takeBack(shop, { intent: intent(), id: made.id }))).toBe('too-late')
    expect(till.fake.applied).toHaveLength(1)
  })
})

test('the panel tells when somebody was last served here, and rows whose birthday is near', async () => {
  const { till, shop } = openLight({ '1': { firstName: 'Ana', birthday: '1990-01-02' } })
  expect((await viewOf(shop, key))?.lastVisit).toBeUndefined()
  done(await give(shop, 1))
  const today = shopDay(shop.connection.zone, till.time.now())
  await till.time.advance(3 * 24 * 3_600_000)
  expect((await viewOf(shop, key))?.lastVisit).toBe(today)
  const now = shopDay(shop.connection.zone, till.time.now())
  const born = `1990${now.slice(4)}`
  const hit = {
    remoteId: '1',
    details: person({ firstName: 'Ana', birthday: born }),
    stamps: null,
    codes: [],
  }
  expect(shownRows(shop, [hitRow(shop, key, hit)])).toMatchObject([{ birthday: 'today', lastVisit: today }])
  expect(JSON.stringify(shownRows(shop, [hitRow(shop, key, hit)]))).not.toContain(born)
})
