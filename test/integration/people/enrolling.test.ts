import { describe, expect, onTestFinished, test } from 'vitest'
import { addStamps } from '../../../electron/main/services/add-stamps.ts'
import { editMember } from '../../../electron/main/services/edit-member.ts'
import { findDuplicates } from '../../../electron/main/services/find-duplicates.ts'
import { viewOf } from '../../../electron/main/services/open-member.ts'
import { newDetails, samePerson } from '../../../electron/main/services/same-person.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { offline } from '../outbox/support/failures.ts'
import { enrol, intent, openTill, person } from './support.ts'

const known = {
  email: 'Anna.Mueller+shop@gmail.com',
  phone: '+442079460142',
  birthday: '1990-02-28',
}

/** What is typed, what it has in common with Anna, and whether a second one would be refused. */
const rule: readonly {
  readonly name: string
  readonly typed: MemberDetails
  readonly code?: string
  readonly cause: string | null
  readonly certain?: boolean
}[] = [
  {
    name: 'her phone as it is dialled at home, under another name',
    typed: person({ firstName: 'Bob', lastName: 'Low', phone: '020 7946 0142' }),
    cause: 'phone',
    certain: true,
  },
  {
    name: 'her e-mail in other case',
    typed: person({ firstName: 'Bob', lastName: 'Low', email: 'anna.mueller+SHOP@GMAIL.com' }),
    cause: 'email',
    certain: true,
  },
  {
    name: 'her mailbox without its dot and its tag',
    typed: person({ firstName: 'Bob', lastName: 'Low', email: 'annamueller@googlemail.com' }),
    cause: 'email',
    certain: false,
  },
  {
    name: 'her card',
    typed: person({ firstName: 'Bob', lastName: 'Low', phone: '+442079460199' }),
    code: 'CARD-A',
    cause: 'code',
    certain: true,
  },
  {
    name: 'her birthday, and her name with a letter missing and its words swapped',
    typed: person({ firstName: 'Muller', lastName: 'Ana', phone: '+442079460199', birthday: '1990-02-28' }),
    cause: 'name-and-birthday',
    certain: false,
  },
  {
    name: 'her birthday and her name with a letter missing',
    typed: person({ firstName: 'Anna', lastName: 'Muler', phone: '+442079460199', birthday: '1990-02-28' }),
    cause: 'name-and-birthday',
    certain: false,
  },
  {
    name: 'her name and another birthday',
    typed: person({ phone: '+442079460199', birthday: '1991-02-28' }),
    cause: null,
  },
  {
    name: 'her name alone',
    typed: person({ phone: '+442079460199' }),
    cause: 'similar-name',
    certain: false,
  },
  { name: 'nothing of hers', typed: person({ firstName: 'Bob', lastName: 'Low' }), cause: null },
]

async function asked(shop: Shop, one: (typeof rule)[number]): Promise<readonly unknown[]> {
  const rows = await findDuplicates(shop, { details: one.typed, code: one.code ?? null, except: null })
  return rows.map(({ row, cause, certain }) => [row.key, cause, certain])
}
const expected = (key: MemberKey, { cause, certain }: (typeof rule)[number]): readonly unknown[] =>
  cause === null ? [] : [[key, cause, certain]]

describe('who may be the same person is one rule', () => {
  test('for a member of the copy, for one who only waits here, and for one whose change waits', async () => {
    const onCopy = await openTill({ 1: { ...known, codes: ['CARD-A'] } })
    const waiting = await openTill({})
    const edited = await openTill({ 1: { email: 'old@example.com', codes: ['CARD-A'] } })
    onTestFinished(() => [onCopy, waiting, edited].forEach(({ till }) => till.close()))
    for (const { till } of [onCopy, waiting, edited]) till.fake.always(offline)
    const local = await enrol(waiting.shop, person(known), { code: 'CARD-A' })
    const base = person({ email: 'old@example.com' })
    await editMember(edited.shop, { intent: intent(), key: 'r:1', base, details: person(known) })
    for (const one of rule) {
      expect(await asked(onCopy.shop, one), `${one.name}, on the copy`).toEqual(expected('r:1', one))
      expect(await asked(waiting.shop, one), `${one.name}, waiting`).toEqual(expected(local, one))
      expect(await asked(edited.shop, one), `${one.name}, edited`).toEqual(expected('r:1', one))
    }
  })

  test('the surest first, each person once; where names are not looked up, no name is a reason', async () => {
    const { shop, till } = await openTill({
      1: { phone: '+442079460142' },
      2: { birthday: '1990-02-28' },
      3: { firstName: 'Bob', lastName: 'Low', email: 'annamueller@gmail.com' },
    })
    onTestFinished(() => till.close())
    till.fake.always(offline)
    const details = person({
      phone: '+442079460142',
      email: 'anna.mueller@gmail.com',
      birthday: '1990-02-28',
    })
    const question = { details, code: null, except: null }
    const causes = async (of: Shop): Promise<readonly string[]> =>
      (await findDuplicates(of, question)).map(({ row, cause }) => `${row.key} ${cause}`)
    expect(await causes(shop)).toEqual(['r:1 phone', 'r:3 email', 'r:2 name-and-birthday'])
    const blind = { ...shop, settings: () => ({ ...shop.settings(), nameLookUp: false }) }
    expect(await causes(blind)).toEqual(['r:1 phone', 'r:3 email'])
    expect(await findDuplicates(shop, { ...question, except: 'r:1' })).toHaveLength(2)
  })
})

describe('what a form has that a member has not', () => {
  const anna = person({ phone: '+442079460142', email: 'anna.mueller@gmail.com' })
  const fields = (
    typed: Partial<MemberDetails>,
    of = anna,
  ): readonly [readonly string[], readonly string[]] => {
    const { missing, changes } = newDetails(of, typed)
    return [Object.keys(missing), changes.map(({ field }) => field)]
  }

  test.each<readonly [string, Partial<MemberDetails>, readonly string[], readonly string[]]>([
    ['the same in another spelling', { firstName: 'anna', lastName: 'MUELLER' }, [], []],
    ['the same without an umlaut', { firstName: 'Anna', lastName: 'Muller' }, [], []],
    ['a mailbox in another spelling', { email: 'Annamueller@googlemail.com' }, [], []],
    ['what she lacks', { birthday: '1990-02-28' }, ['birthday'], []],
    [
      'another name, phone and e-mail',
      { firstName: 'Anne', phone: '+442079460199' },
      [],
      ['firstName', 'phone'],
    ],
  ])('%s', (_, typed, missing, changes) => {
    expect(fields(typed)).toEqual([missing, changes])
  })

  test('a name that stands in one field of the system is not new in two', () => {
    const whole = { ...anna, firstName: 'Anna Müller', lastName: null }
    expect(fields({ firstName: 'Anna', lastName: 'Müller' }, whole)).toEqual([[], []])
    expect(fields({ lastName: 'Müller' }, { ...anna, lastName: null })).toEqual([['lastName'], []])
  })
})

describe('the same person at an enrolment', () => {
  const same = (
    shop: Shop,
    details: MemberDetails,
    more: { code?: string; take?: readonly MemberField[] } = {},
  ) => {
    const { code = null, take = null } = more
    return samePerson(shop, { editIntent: intent(), attachIntent: intent(), key: 'r:1', details, code, take })
  }

  test('gets what is missing, the card and what waits on it, with one press', async () => {
    const { shop, till } = await openTill({ 1: { phone: '+442079460142' } })
    onTestFinished(() => till.close())
    till.fake.always(offline)
    const target = { kind: 'code', code: 'NEW-CARD' } as const
    await addStamps(shop, { intent: intent(), target, card: { kind: 'only' }, amount: 3, again: false })
    const details = person({ phone: '020 7946 0142', email: 'anna@example.com', birthday: '1990-02-28' })
    const saved = await same(shop, details, { code: 'NEW-CARD' })
    expect(saved).toMatchObject({
      ok: true,
      value: { kind: 'saved', fields: ['email', 'birthday'], card: true, left: [] },
    })
    expect((await viewOf(shop, 'r:1'))?.cards[0]).toMatchObject({ waiting: 3 })
    till.fake.always(null)
    await till.time.advance(3_600_000)
    expect(till.fake.members.get('1')).toMatchObject({
      details: { email: 'anna@example.com', birthday: '1990-02-28', phone: '+442079460142' },
      codes: ['NEW-CARD'],
      cards: [{ stamps: 3 }],
    })
    expect(till.fake.count('create')).toBe(0)
  })

  test('loses nothing without a word: what differs is asked first, and what was not chosen stays', async () => {
    const { shop, till } = await openTill({ 1: { phone: '+442079460142', email: 'old@example.com' } })
    onTestFinished(() => till.close())
    const details = person({ phone: '+442079460199', email: 'new@example.com', birthday: '1990-02-28' })
    const first = await same(shop, details, { code: 'NEW-CARD' })
    // What differs, and nothing else of them.
    expect(first).toEqual({
      ok: true,
      value: {
        kind: 'ask',
        changes: [
          { field: 'email', was: 'old@example.com', now: 'new@example.com' },
          { field: 'phone', was: '+442079460142', now: '+442079460199' },
        ],
      },
    })
    expect(shop.outbox.summary(shop.connection.id).waiting).toBe(0)
    await same(shop, details, { take: ['phone'] })
    await till.time.advance(3_600_000)
    expect(till.fake.members.get('1')?.details).toMatchObject({
      phone: '+442079460199',
      email: 'old@example.com',
      birthday: '1990-02-28',
    })
  })

  test('is told what the system does not let a till change; nothing else is asked', async () => {
    const { shop, till } = await openTill({ 1: {} })
    onTestFinished(() => till.close())
    Object.assign(till.fake.provider.capabilities, { edit: [], attachCode: false })
    const saved = await same(shop, person({ firstName: 'Anne', phone: '+442079460199' }), {
      code: 'NEW-CARD',
    })
    expect(saved).toMatchObject({
      ok: true,
      value: { kind: 'saved', operations: [], fields: [], card: false, left: ['firstName', 'phone'] },
    })
  })

  test('with a form that cannot be read saves nothing', async () => {
    const { shop, till } = await openTill({ 1: {} })
    onTestFinished(() => till.close())
    const refused = await same(shop, person({ phone: '12', birthday: '1990-02-28' }))
    expect(refused).toEqual({ ok: false, error: { kind: 'invalid', fields: { phone: 'not-a-phone' } } })
    expect(shop.outbox.summary(shop.connection.id).waiting).toBe(0)
  })
})
