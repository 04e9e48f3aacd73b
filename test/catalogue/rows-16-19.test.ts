import { afterEach, expect, test } from 'vitest'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { details } from '../integration/outbox/support/fake-provider.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { create, createTill, shop, stamps, stampsFor } from '../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../integration/outbox/support/till.ts'

let till: Till | null = null
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => {
  till?.close()
  till = null
})

const severalTills = { connection: { singleTill: false } }
const slow = { readLagMs: 30_000, lateBoundMs: 90_000 }
const taken = (field: 'email' | 'phone') =>
  ({ kind: 'refused', status: 422, fields: { [field]: ['taken'] } }) as const

function tagOf(one: Till): string {
  return one.db.get<{ readonly tag: string }>({ sql: 'select tag from op order by seq' })?.tag ?? ''
}

/** While `isBlind` says so, searches by mark, code and contact find nobody: the index is behind. */
function blind(one: Till, isBlind: () => boolean): void {
  const { findByTag, findByCode, findByContact } = one.fake.provider
  const evidence = { http: 200, requestId: null, startedAt: 0, ms: 1, serverDate: null }
  const over: Partial<Provider> = {
    findByTag: async (...args) =>
      isBlind() ? { ok: true, value: null, evidence } : await findByTag(...args),
    findByCode: async (...args) =>
      isBlind() ? { ok: true, value: [], evidence } : await findByCode(...args),
    findByContact: async (...args) =>
      isBlind() ? { ok: true, value: [], evidence } : await findByContact(...args),
  }
  Object.assign(one.fake.provider, over)
}

test('row 16: an enrolment refused because it is there already is recognised by our mark', async () => {
  const one = begin(severalTills)
  one.fake.always(offline)
  const enrolment = one.save(create('L1', 'Ada', { email: 'a@x.example' }))
  // Another word of this very enrolment got through: the provider has it, and refuses the repeat.
  one.fake.add('n9', { details: details('Ada', { email: 'a@x.example' }), tags: [tagOf(one)] })
  one.fake.always(null)
  one.fake.script('create', taken('email'))
  await one.time.advance(31_000)
  expect(one.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag' })
  expect(one.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('n9')
  expect(one.fake.members.size).toBe(1)
})

test('row 16: an e-mail that is another member’s is a question that names them, and "use that one" moves all', async () => {
  const one = begin(severalTills)
  one.fake.add('7', { details: details('Ada', { email: 'a@x.example' }), stamps: 1 })
  const enrolment = one.save(create('L1', 'Ada', { email: 'a@x.example' }))
  const stamp = one.save(stampsFor('l:L1', 2))
  await one.time.advance(10)
  expect(one.outbox.view(enrolment.id)).toMatchObject({
    state: 'attention',
    reason: { kind: 'contact-taken', field: 'email', other: { key: 'r:7', name: 'Ada' } },
  })
  expect(one.state(stamp)).toBe('queued')
  one.outbox.answer(enrolment.id, { kind: 'use-member', key: 'r:7', card: null }, 'Kim')
  await one.time.advance(10)
  expect([one.state(enrolment), one.state(stamp)]).toEqual(['done', 'done'])
  expect(one.fake.applied).toEqual([{ method: 'addStamps', remoteId: '7', amount: 2 }])
})

test('row 16: a phone number that is somebody’s whom nobody can see is a question all the same', async () => {
  const one = begin(severalTills)
  one.fake.script('create', taken('phone'))
  const enrolment = one.save(create('L1', 'Ada'))
  await one.time.advance(10)
  expect(one.outbox.view(enrolment.id)?.reason).toEqual({
    kind: 'contact-taken',
    field: 'phone',
    other: null,
  })
  expect(one.fake.members.size).toBe(0)
})

test('row 16: a bare "409, there already" is asked about with who it is, where the provider can tell', async () => {
  const one = begin(severalTills)
  one.fake.add('7', { details: details('Ada', { email: 'a@x.example' }) })
  const conflict = { kind: 'refused', status: 409, fields: {} } as const
  one.fake.script('create', conflict, conflict)
  const known = one.save(create('L1', 'Ada', { email: 'a@x.example' }))
  const unknown = one.save(create('L2', 'Bo', { email: 'b@x.example' }))
  await one.time.advance(10)
  expect(one.outbox.view(known.id)?.reason).toEqual({
    kind: 'contact-taken',
    field: 'email',
    other: { key: 'r:7', name: 'Ada' },
  })
  expect(one.outbox.view(unknown.id)?.reason).toEqual({ kind: 'refused', status: 409 })
})

test('row 17: an enrolment of unknown outcome that the index shows too late is adopted, not made twice', async () => {
  const one = begin({ connection: { ...slow, singleTill: false } })
  let sees = false
  blind(one, () => !sees)
  one.fake.script('create', 'lost-reply', taken('email'))
  const enrolment = one.save(create('L1', 'Ada', { email: 'a@x.example' }))
  // Nothing is shown for longer than the settle time; the uniqueness of the e-mail holds.
  one.fake.arrive = (method) => {
    if (method === 'create' && one.fake.count('create') === 2) sees = true
  }
  await one.time.advance(200_000)
  expect(one.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag', attempts: 2 })
  expect(one.fake.members.size).toBe(1)
  expect(one.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('n1')
})

test('row 17: before an enrolment is repeated its mark is looked for once more', async () => {
  const one = begin(severalTills)
  let looks = 0
  blind(one, () => (looks += 1) <= 6)
  const { findByTag } = one.fake.provider
  one.fake.script('create', 'lost-reply')
  const enrolment = one.save(create('L1', 'Ada'))
  await one.time.advance(10)
  looks = 0
  // Every look after the silence finds nothing; the one right before the repeat does.
  Object.assign(one.fake.provider, {
    findByTag: async (...args: Parameters<typeof findByTag>) => {
      looks = one.state(enrolment) === 'queued' ? 100 : 0
      return await findByTag(...args)
    },
  })
  await one.time.advance(60_000)
  expect(one.outbox.view(enrolment.id)).toMatchObject({ state: 'done', proof: 'tag' })
  expect(one.fake.count('create')).toBe(1)
})

test('row 17: where nothing unique can be read back an enrolment goes out once, and a person is asked', async () => {
  const { unanswered } = (till = createTill()).fake.provider.capabilities
  till.close()
  const one = begin({
    ...severalTills,
    capabilities: { unanswered: { ...unanswered, create: 'ask-a-person' } },
  })
  one.fake.script('create', 'lost-request')
  const enrolment = one.save(create('L1', 'Ada'))
  await one.time.advance(300_000)
  expect(one.outbox.view(enrolment.id)).toMatchObject({ state: 'attention', reason: { kind: 'undecided' } })
  expect(one.fake.count('create')).toBe(1)
})

test('row 18: what is saved for a member enrolled offline waits for the provider’s id and goes with it', async () => {
  const one = begin()
  one.fake.always(offline)
  const enrolment = one.save(create('L1', 'Ada'))
  const stamp = one.save(stampsFor('l:L1', 3))
  await one.time.advance(60_000)
  one.restart()
  one.fake.always(null)
  await one.time.advance(61_000)
  expect([one.state(enrolment), one.state(stamp)]).toEqual(['done', 'done'])
  expect(one.fake.applied).toEqual([
    { method: 'create', remoteId: 'n1', amount: 0 },
    { method: 'addStamps', remoteId: 'n1', amount: 3 },
  ])
  // The provider never hears our own name for a member.
  expect(JSON.stringify(one.fake.calls)).not.toContain('L1')
})

test('row 18: an enrolment is done together with its id, or not at all', async () => {
  const one = begin()
  one.db.exec("create trigger refused before insert on id_map begin select raise(abort, 'no'); end")
  const enrolment = one.save(create('L1', 'Ada'))
  const stamp = one.save(stampsFor('l:L1', 3))
  await one.time.advance(60_000)
  expect(one.state(enrolment)).not.toBe('done')
  expect(one.outbox.remoteIdOf(shop.id, 'l:L1')).toBeNull()
  expect(one.state(stamp)).toBe('queued')
  one.db.exec('drop trigger refused')
  await one.time.advance(600_000)
  expect([one.state(enrolment), one.state(stamp)]).toEqual(['done', 'done'])
  expect(one.fake.count('create')).toBe(1)
})

test('row 18: stamps that were saved under the provider’s own id join the member’s lane with the id', async () => {
  const one = begin()
  one.fake.script('create', 'lost-reply')
  one.save(create('L1', 'Ada'))
  await one.time.advance(10)
  const first = one.save(stampsFor('l:L1', 1))
  // The member list shows the new member before the enrolment is settled.
  const late = one.save(stamps('n1', 2, { undoMs: 8_000 }))
  one.fake.script('addStamps', 'lost-request')
  await one.time.advance(9_000)
  // The first is being checked: the second waits, whatever name it was saved under.
  expect([one.state(first), one.state(late)]).toEqual(['unknown', 'queued'])
  await one.time.advance(60_000)
  expect(one.fake.applied.map((each) => each.amount)).toEqual([0, 1, 2])
})

test('row 19: a member that was enrolled seconds ago and is not shown yet is waited for, not asked about', async () => {
  const one = begin()
  const enrolment = one.save(create('L1', 'Ada'))
  await one.time.advance(10)
  expect(one.state(enrolment)).toBe('done')
  one.fake.script('member', { kind: 'not-found' }, { kind: 'not-found' })
  const stamp = one.save(stampsFor('l:L1', 2))
  await one.time.advance(10)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', plain: 'saved', attempts: 0 })
  await one.time.advance(25_000)
  expect(one.state(stamp)).toBe('done')
})

test('row 19: a stamp that is refused with 404 right after the enrolment waits too', async () => {
  const one = begin()
  one.save(create('L1', 'Ada'))
  await one.time.advance(10)
  one.fake.script('addStamps', { kind: 'not-found' })
  const stamp = one.save(stampsFor('l:L1', 2))
  await one.time.advance(10)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
  await one.time.advance(25_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'done', attempts: 1 })
})

test('row 19: once the settle time of the enrolment is over, a 404 is a question', async () => {
  const one = begin({ connection: slow })
  one.save(create('L1', 'Ada'))
  await one.time.advance(125_000)
  one.fake.script('member', { kind: 'not-found' })
  const stamp = one.save(stampsFor('l:L1', 2))
  await one.time.advance(1_000)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'attention', reason: { kind: 'member-gone' } })
})
