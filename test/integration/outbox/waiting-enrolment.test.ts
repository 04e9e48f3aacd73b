import { afterEach, describe, expect, test } from 'vitest'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { adjust, attach, create, createTill, shop, stampsFor, stampsOnCode } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** A provider that makes no members and knows no codes. */
function begin(options: TillOptions = {}): Till {
  till = createTill({
    ...options,
    capabilities: {
      enrol: 'waits',
      codes: 'till',
      adjust: { unit: { kind: 'points', decimals: 0 }, most: 100, mostTaken: 100, quick: [], noteLength: 0 },
      ...options.capabilities,
    },
  })
  return till
}
const walkIn = (more: { email?: string; phone?: string } = { email: 'ada@example.com' }) =>
  create('ada', 'Ada', { code: 'CARD-1', ...more })

describe('a walk-in at a provider that enrols nobody', () => {
  test('waits, unsent, however long; the card opens them meanwhile', async () => {
    begin()
    const made = till.save(walkIn())
    await till.time.advance(4 * 3_600_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(till.fake.count('create')).toBe(0)
    expect(till.outbox.keysOfCode(shop.id, 'CARD-1')).toEqual(['l:ada'])
    expect(till.outbox.link(shop.id).kind).toBe('online')
  })

  test('is asked for ever more rarely, at most every ten minutes', async () => {
    begin()
    till.save(walkIn())
    await till.time.advance(4 * 3_600_000)
    expect(till.fake.count('findByContact')).toBeLessThanOrEqual(30)
    expect(till.fake.count('findByContact')).toBeGreaterThanOrEqual(20)
  })

  test('grows no file while it waits: that it does is told once, and holds over a start', async () => {
    begin()
    const made = till.save(walkIn())
    await till.time.advance(4 * 3_600_000)
    const events = till.db.all({ sql: 'select event from op_event order by n' })
    expect(events).toEqual([{ event: 'made' }, { event: 'postpone' }])
    expect(verifyChain(till.db)).toEqual({ intact: true, rows: 2 })
    const asked = till.fake.count('findByContact')
    const { changedAt } = till.outbox.view(made.id) ?? {}
    till.restart()
    await till.time.advance(60_000)
    expect(till.fake.count('findByContact')).toBeLessThanOrEqual(asked + 1)
    await till.time.advance(600_000)
    expect(till.fake.count('findByContact')).toBeGreaterThan(asked)
    expect(till.outbox.view(made.id)?.changedAt).toBe(changedAt)
  })

  test('is the one who appears with the e-mail: the card is theirs, and what waited goes', async () => {
    begin()
    const made = till.save(walkIn())
    const points = till.save({
      ...adjust('x', 5),
      target: { kind: 'member', key: 'l:ada' },
      payload: {
        who: { name: 'Ada' },
        amount: 5,
        unit: { kind: 'points', decimals: 0 },
        card: { kind: 'only' },
        note: null,
      },
    } as Parameters<Till['save']>[0])
    await till.time.advance(60_000)
    till.fake.add('77', { details: details('A.', { email: 'ada@example.com' }) })
    await till.time.advance(600_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'natural-key', attempts: 0 })
    expect(till.outbox.view(points.id)).toMatchObject({ state: 'done' })
    expect(till.fake.applied).toEqual([{ method: 'adjust', remoteId: '77', amount: 5 }])
    expect(till.outbox.remoteIdOf(shop.id, 'l:ada')).toBe('77')
    expect(
      till.outbox.keysOfCode(shop.id, 'CARD-1').map((key) => till.outbox.remoteIdOf(shop.id, key)),
    ).toEqual(['77'])
  })

  test('is found in the copy of the list where the provider cannot look', async () => {
    const asked: unknown[] = []
    begin({
      known: (connectionId, contact) => {
        asked.push([connectionId, contact])
        return Promise.resolve(['77'])
      },
    })
    till.fake.add('77', { details: details('Ada', { phone: '+491711234567' }) })
    till.fake.script('findByContact', ...Array.from({ length: 9 }, () => ({ kind: 'not-found' }) as const))
    const made = till.save(walkIn({ phone: '+491711234567' }))
    await till.time.advance(1_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done' })
    expect(asked).toEqual([[shop.id, { email: null, phone: '+491711234567' }]])
  })

  test('with a phone that somebody of another first name has is a question', async () => {
    begin()
    till.fake.add('77', { details: details('Bert', { phone: '+491711234567' }) })
    const made = till.save(walkIn({ phone: '+491711234567' }))
    await till.time.advance(1_000)
    expect(till.outbox.view(made.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'contact-taken', field: 'phone', other: { key: 'r:77', name: 'Bert' } },
    })
    expect(till.outbox.answer(made.id, { kind: 'use-member', key: 'r:77', card: null }, null).ok).toBe(true)
    await till.time.advance(1_000)
    expect(till.outbox.remoteIdOf(shop.id, 'l:ada')).toBe('77')
  })

  test('who is given up takes the cards that were for them along; what else waits is asked about', async () => {
    begin({ capabilities: { stamps: { min: 1, max: 5 } } })
    const made = till.save(walkIn())
    const card = till.save(attach('l:ada', 'CARD-2'))
    const stamp = till.save(stampsFor('l:ada'))
    await till.time.advance(60_000)
    till.outbox.answer(made.id, { kind: 'drop', reason: 'left the shop' }, 'Kim')
    await till.time.advance(60_000)
    expect([made, card].map(till.state)).toEqual(['cancelled', 'cancelled'])
    expect(till.outbox.view(stamp.id)?.reason).toMatchObject({ kind: 'member-gone' })
    expect(['CARD-1', 'CARD-2'].flatMap((code) => till.outbox.keysOfCode(shop.id, code))).toEqual([])
  })

  test('with an e-mail that two have is a question', async () => {
    begin()
    till.fake.add('77', { details: details('Ada', { email: 'ada@example.com' }) })
    till.fake.add('78', { details: details('Ada', { email: 'ada@example.com' }) })
    const made = till.save(walkIn())
    await till.time.advance(1_000)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'contact-taken', field: 'email' })
  })

  test('offline waits behind the gate, and asks nobody', async () => {
    begin()
    till.fake.always(offline)
    const made = till.save(walkIn())
    await till.time.advance(600_000)
    expect(till.state(made)).toBe('queued')
  })
})

describe('a card at a provider that knows no codes', () => {
  test('is this till’s to give: nothing is sent', async () => {
    begin()
    till.fake.add('1')
    const made = till.save(attach('r:1', 'CARD-1'))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', attempts: 0 })
    expect(till.fake.count('attachCode')).toBe(0)
    expect(till.outbox.keysOfCode(shop.id, 'CARD-1')).toEqual(['r:1'])
  })

  test('that is somebody else’s here is a question that names them', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2')
    till.outbox.learnCode(shop.id, 'CARD-1', 'r:1')
    const made = till.save(attach('r:2', 'CARD-1'))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toEqual({
      kind: 'code-taken',
      other: { key: 'r:1', name: 'Ada' },
    })
  })

  test('leads what waits on it to its member by the register, and to a question where it leads nowhere', async () => {
    begin({ capabilities: { stamps: { min: 1, max: 5 } } })
    till.fake.add('1')
    till.outbox.learnCode(shop.id, 'CARD-1', 'r:1')
    const known = till.save(stampsOnCode('CARD-1'))
    const unknown = till.save(stampsOnCode('CARD-9'))
    await till.time.advance(1_000)
    expect(till.outbox.view(known.id)).toMatchObject({ state: 'done' })
    expect(till.outbox.view(unknown.id)?.reason).toEqual({ kind: 'code-unknown' })
    expect(till.fake.count('findByCode')).toBe(0)
  })
})
