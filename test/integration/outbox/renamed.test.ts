import { afterEach, describe, expect, test } from 'vitest'
import { details } from './support/fake-provider.ts'
import { create, createTill, edit, shop, stamps, stampsFor } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())

/** Holds the next call of a method back until it is let go. */
function holdBack(method: string): { go: () => void } {
  const held = { go: (): void => undefined }
  let waits = true
  till.fake.arrive = (called) => {
    if (called !== method || !waits) return undefined
    waits = false
    return new Promise((resolve) => {
      held.go = () => resolve()
    })
  }
  return held
}

describe('a member that becomes another one meanwhile', () => {
  test('gets what was being resolved for the old one: nothing leaves for the old one any more', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2', { details: details('Ada') })
    till.fake.script('member', { kind: 'not-found' })
    const change = till.save(edit('r:1', details('Ada'), { phone: '+491' }))
    await till.time.advance(10)
    expect(till.outbox.view(change.id)?.reason).toMatchObject({ kind: 'member-gone' })
    // A stamp may pass the edit; it is being looked up when the cashier names the member.
    const read = holdBack('member')
    const stamp = till.save(stampsFor('r:1', 2))
    await till.time.advance(10)
    till.outbox.answer(change.id, { kind: 'use-member', key: 'r:2', card: null }, 'Kim')
    await till.time.advance(10)
    expect(till.state(change)).toBe('done')
    read.go()
    await till.time.advance(1_000)
    expect(till.state(stamp)).toBe('done')
    expect(till.fake.applied.map((one) => one.remoteId)).toEqual(['2', '2'])
  })

  test('and what was on the wire keeps its outcome, told under the key that the till has now', async () => {
    begin({ connection: { singleTill: false } })
    till.fake.script('create', 'lost-reply')
    const enrolment = till.save(create('L1', 'Ada'))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('unknown')
    // Somebody found the new member at the provider before the till did.
    const sent = holdBack('addStamps')
    const stamp = till.save(stamps('n1', 2))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('sending')
    await till.time.advance(1_000)
    expect(till.state(enrolment)).toBe('done')
    const told: (string | null)[] = []
    till.outbox.onOperation(({ key, view }) => {
      if (view.id === stamp.id) told.push(key)
    })
    sent.go()
    await till.time.advance(10)
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 1 })
    expect(told).toEqual(['l:L1'])
    expect(till.outbox.owed(shop.id, 'l:L1').cards).toEqual([])
  })
})
