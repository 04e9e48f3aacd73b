import { describe, expect, it } from 'vitest'
import { creditBody, enrolBody } from '../../../electron/main/providers/inveterate/inveterate-bodies.ts'
import { searchLedger } from '../../../electron/main/providers/inveterate/inveterate-ledger.ts'
import type { LedgerEntry } from '../../../electron/main/providers/inveterate/inveterate-normalize.ts'
import { memberOf } from '../../../electron/main/providers/inveterate/inveterate-normalize.ts'
import { memberSchema } from '../../../electron/main/providers/inveterate/inveterate-schemas.ts'
import { checkUpdate, planUpdate } from '../../../electron/main/providers/inveterate/inveterate-update.ts'

describe('bodies', () => {
  const enrolment = {
    ...{ customerId: '7', wasReferred: false, segmentId: 's', overrideSpendThreshold: false },
    ...{ keepInSpendBasedTier: false, credits: 100, birthday: '2000-02-29' },
  }
  it('an enrolment outside of the documented limits is not built, and says which field', () => {
    const wrong = (over: object): unknown => {
      const built = enrolBody({ ...enrolment, ...over }, 'current')
      return built.ok ? null : built.fields
    }
    expect(wrong({})).toBeNull()
    for (const credits of [99, 0, -100, 10_000_001])
      expect(wrong({ credits })).toEqual({ credits: ['limit'] })
    for (const credits of [100.5, Number.NaN, Infinity])
      expect(wrong({ credits })).toEqual({ credits: ['invalid'] })
    expect(wrong({ birthday: null })).toEqual({ birthday: ['missing'] })
    for (const birthday of ['', '2001-02-29', '29.02.2000', '2000-02-29T00:00', '2000-13-01']) {
      expect(wrong({ birthday })).toEqual({ birthday: ['invalid'] })
    }
    expect(wrong({ customerId: 'gid://shopify/Customer/7', segmentId: '' })).toEqual({
      customerId: ['invalid'],
      segmentId: ['missing'],
    })
    expect(enrolBody({ ...enrolment, birthday: null }, 'older')).toMatchObject({ ok: true })
  })

  it('a note always begins with its tag, on one line, within its length', () => {
    const change = { amount: -1, tag: 'T1-000001', note: null, force: false }
    expect(creditBody(change)).toEqual({ ok: true, body: { amount: -0.01, note: 'T1-000001' } })
    const long = creditBody({ ...change, note: `a\n\tb ${'😀'.repeat(200)}`, force: true })
    if (!long.ok) throw new Error('built')
    expect(long.body.note.startsWith('T1-000001 a b 😀')).toBe(true)
    expect(long.body.note.length).toBeLessThanOrEqual(255)
    expect(long.body.note.isWellFormed()).toBe(true)
    expect(long.body.force).toBe(true)
    for (const over of [
      { amount: 0 },
      { amount: 0.5 },
      { tag: '' },
      { tag: 'a b c d e f' },
      { amount: 5, force: true },
    ]) {
      expect(creditBody({ ...change, ...over })).toMatchObject({ ok: false })
    }
  })
})

describe('a full update from three sides', () => {
  const whole = {
    customerId: 1,
    firstName: 'Ada',
    lastName: 'L',
    notes: '',
    phoneNumber: '+49 30 1',
    birthday: '1990-02-28',
  }
  const fresh = (over: object = {}) => memberOf(memberSchema.parse({ ...whole, ...over }))

  it('sends back what was read, an empty text too, and only the change is new', () => {
    expect(planUpdate(fresh(), { firstName: 'Ada' }, { firstName: 'Eve' }, 'current')).toEqual({
      kind: 'ready',
      body: { firstName: 'Eve', lastName: 'L', notes: '', phoneNumber: '+49 30 1', birthday: '1990-02-28' },
    })
  })

  it('nothing is sent for what the vendor already has, whatever else is unknown', () => {
    expect(
      planUpdate(fresh({ notes: undefined }), {}, { phoneNumber: '+49301', firstName: ' Ada ' }, 'current')
        .kind,
    ).toBe('unchanged')
  })

  it('what is absent is asked about; an answer settles it', () => {
    const member = fresh({ lastName: null, notes: undefined })
    expect(planUpdate(member, {}, { firstName: 'Eve' }, 'current')).toEqual({
      kind: 'ask',
      questions: [{ field: 'notes', kind: 'absent' }],
    })
    expect(planUpdate(member, {}, { firstName: 'Eve', lastName: '', notes: '' }, 'current')).toMatchObject({
      kind: 'ready',
      body: { firstName: 'Eve', lastName: '', notes: '' },
    })
  })

  it('what is told as null is known to be empty and stays so, but for a first name and a birthday', () => {
    const empty = fresh({ lastName: null, notes: null, phoneNumber: null })
    expect(planUpdate(empty, {}, { firstName: 'Eve' }, 'current')).toMatchObject({
      kind: 'ready',
      body: { firstName: 'Eve', lastName: '', notes: '', phoneNumber: '' },
    })
    const nameless = fresh({ firstName: null, birthday: null })
    expect(planUpdate(nameless, {}, { lastName: 'Milbanke' }, 'current')).toEqual({
      kind: 'ask',
      questions: [
        { field: 'firstName', kind: 'empty' },
        { field: 'birthday', kind: 'empty' },
      ],
    })
  })

  it('a change on both sides is a question; on one side, or to the same, it is not', () => {
    const now = fresh({ firstName: 'Augusta' })
    expect(planUpdate(now, { firstName: 'Ada' }, { firstName: 'Eve' }, 'current')).toEqual({
      kind: 'ask',
      questions: [{ field: 'firstName', kind: 'conflict', seen: 'Ada', now: 'Augusta', ours: 'Eve' }],
    })
    expect(planUpdate(now, { firstName: 'Augusta' }, { firstName: 'Eve' }, 'current').kind).toBe('ready')
    expect(planUpdate(now, { firstName: 'Ada' }, { firstName: 'Augusta' }, 'current').kind).toBe('unchanged')
    // Their change to another field is kept.
    expect(planUpdate(now, { firstName: 'Ada', lastName: 'L' }, { lastName: 'M' }, 'current')).toMatchObject({
      body: { firstName: 'Augusta', lastName: 'M' },
    })
  })

  it('a birthday is a date or a question, and no part of the older form', () => {
    const asked = { kind: 'ask', questions: [{ field: 'birthday', kind: 'invalid' }] }
    expect(planUpdate(fresh(), {}, { birthday: '' }, 'current')).toEqual(asked)
    expect(planUpdate(fresh({ birthday: '28/02/1990' }), {}, { lastName: 'M' }, 'current')).toEqual(asked)
    expect(planUpdate(fresh(), {}, { birthday: '1990-03-01' }, 'older')).toEqual(asked)
    expect(planUpdate(fresh({ birthday: undefined }), {}, { lastName: 'M' }, 'older')).toMatchObject({
      kind: 'ready',
    })
    const body = { firstName: 'a', lastName: 'b', notes: 'c', phoneNumber: 'd' }
    expect(checkUpdate(body, 'current')).toEqual({ birthday: ['missing'] })
    expect(checkUpdate(body, 'older')).toBeNull()
    expect(checkUpdate({ ...body, birthday: '1990-03-01' }, 'older')).toEqual({ birthday: ['other'] })
  })
})

describe('the ledger', () => {
  const sought = { amount: 150, tag: 'T1-000001' }
  const line = (over: Partial<LedgerEntry>): LedgerEntry => ({
    ...{
      amount: { hundredths: 150, exact: true },
      balanceAfter: null,
      at: { at: 1_000_000_000_000, zoned: true },
    },
    ...{ expiresAt: null, reason: 'MANUAL', note: null, ...over },
  })
  it('a tag is a whole word, with the amount that was sent', () => {
    expect(searchLedger([line({ note: 'x (T1-000001), y' })], sought)).toEqual({ kind: 'found', times: 1 })
    expect(searchLedger([line({ reason: 'T1-000001' }), line({ note: 'T1-000001' })], sought)).toEqual({
      kind: 'found',
      times: 2,
    })
    expect(searchLedger([line({ note: 'T1-0000012' })], sought)).toEqual({ kind: 'absent' })
    expect(
      searchLedger([line({ note: 'T1-000001', amount: { hundredths: 15, exact: true } })], sought),
    ).toEqual({ kind: 'unclear' })
  })
  it('absence needs a ledger that shows notes, and no line without one of this amount', () => {
    const other = line({ note: 'T1-000002 tea', amount: { hundredths: 300, exact: true } })
    expect(searchLedger([], sought)).toEqual({ kind: 'absent' })
    expect(searchLedger([other], sought)).toEqual({ kind: 'absent' })
    expect(searchLedger([other, line({ amount: { hundredths: 70, exact: true } })], sought)).toEqual({
      kind: 'absent',
    })
    // Whenever it was made by whichever clock, and whatever sign it is written with.
    for (const at of [null, { at: 1, zoned: false }, { at: 1, zoned: true }]) {
      expect(searchLedger([other, line({ at })], sought)).toEqual({ kind: 'unclear' })
    }
    const unsigned = line({ amount: { hundredths: -150, exact: true } })
    expect(searchLedger([other, unsigned], sought)).toEqual({ kind: 'unclear' })
    // A ledger that never shows notes proves nothing but its emptiness.
    expect(searchLedger([line({ amount: { hundredths: 70, exact: true } })], sought)).toEqual({
      kind: 'unclear',
    })
  })
})
