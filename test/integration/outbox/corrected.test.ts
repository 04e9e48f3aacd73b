import { afterEach, describe, expect, test } from 'vitest'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { details } from './support/fake-provider.ts'
import { create, createTill, edit, shop } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const day = 24 * 3_600_000
const wrong = { email: 'ada@exmaple.org' }
const right = { email: 'ada@example.org', phone: '+4930123456' }

/** An enrolment that has arrived, unknown to the till, about which a person is asked. */
async function askedAbout(): Promise<OperationView> {
  till = createTill()
  const { findByTag } = till.fake.provider
  Object.assign(till.fake.provider, {
    findByTag: () => Promise.resolve({ ok: false, failure: { kind: 'no-answer', cause: 'reset' } }),
  })
  till.fake.script('create', 'lost-reply')
  const enrolment = till.save(create('L1', 'Ada', wrong))
  await till.time.advance(day + 700_000)
  Object.assign(till.fake.provider, { findByTag })
  expect(till.state(enrolment)).toBe('attention')
  return enrolment
}
const fix = (enrolment: OperationView): void => {
  till.outbox.answer(enrolment.id, { kind: 'fix-details', details: right }, 'Kim')
}
const atProvider = (): unknown => till.fake.members.get('n1')?.details

describe('an enrolment that was corrected', () => {
  test('has the right details also where the first try had arrived', async () => {
    const enrolment = await askedAbout()
    fix(enrolment)
    // Seen at once with the rest of the lane: what the panel shows is what was corrected.
    await till.time.advance(1_000)
    expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag' })
    expect(atProvider()).toEqual(details('Ada', right))
    expect([till.fake.count('create'), till.fake.count('edit')]).toEqual([1, 1])
    expect(till.outbox.list(shop.id, 'open', 9)).toEqual([])
  })

  test('and where only a look after the second try finds the first', async () => {
    const enrolment = await askedAbout()
    const member = till.fake.members.get('n1')
    till.fake.members.clear()
    till.fake.script('create', 'lost-request')
    fix(enrolment)
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('unknown')
    if (member !== undefined) till.fake.members.set('n1', member)
    await till.time.advance(1_000)
    expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag' })
    expect(atProvider()).toEqual(details('Ada', right))
  })

  test('yields to what was changed since', async () => {
    const enrolment = await askedAbout()
    const later = till.save(edit('l:L1', details('Ada', wrong), { email: 'ada@elsewhere.org' }))
    fix(enrolment)
    await till.time.advance(1_000)
    expect(till.outbox.view(later.id)?.state).toBe('done')
    expect(atProvider()).toEqual(details('Ada', { ...right, email: 'ada@elsewhere.org' }))
  })

  test('asks for nothing more where it arrived as it should be', async () => {
    const enrolment = await askedAbout()
    till.fake.members.clear()
    fix(enrolment)
    await till.time.advance(1_000)
    expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'response' })
    expect(till.outbox.list(shop.id, 'recent', 9).map((one) => one.id)).toEqual([enrolment.id])
  })

  test('changes nobody who was there before it', async () => {
    till = createTill({ capabilities: { enrol: 'waits' } })
    for (const id of ['1', '2']) till.fake.add(id, { details: details('Ben', { email: wrong.email }) })
    till.fake.add('3', { details: details('Adela', { email: right.email }) })
    const enrolment = till.save(create('L1', 'Ada', wrong))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('attention')
    fix(enrolment)
    await till.time.advance(1_000)
    expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
    expect(till.fake.count('edit')).toBe(0)
  })
})
