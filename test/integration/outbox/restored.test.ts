import { afterEach, describe, expect, test } from 'vitest'
import { eventsOf } from '../../../electron/main/db/tables/events.ts'
import type { Here, Mark } from '../../../electron/main/outbox/pure/suspicion.ts'
import type { Unanswered } from '../../../electron/main/providers/provider.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { defaultCapabilities, details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import {
  attach,
  create,
  createTill,
  edit,
  redeem,
  shop,
  stamps,
  stampsFor,
  stampsOnCode,
} from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** A till whose work could not leave, as it stands in the copy that another machine opens. */
async function offlineTill(options: TillOptions = {}): Promise<void> {
  till = createTill(options)
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
}

/** The copy is opened on another till, and the network is there. */
async function openElsewhere(ms = 60_000): Promise<void> {
  till.fake.always(null)
  till.restart('till-B')
  await till.time.advance(ms)
}

const reason = (view: OperationView): unknown => till.outbox.view(view.id)?.reason
const countingBy = (stamping: Unanswered): TillOptions => ({
  capabilities: { unanswered: { ...defaultCapabilities.unanswered, stamps: stamping, redeem: stamping } },
})

describe('in a copy of the records', () => {
  test('what waited is checked, held work too, and nothing of it is sent before', async () => {
    await offlineTill()
    till.fake.add('1')
    const queued = till.save(stamps('1'))
    const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
    till.restart('till-B')
    expect([till.state(queued), till.state(held)]).toEqual(['unknown', 'unknown'])
    expect(
      till.db.all<{ n: number }>({
        sql: "select count(*) as n from op_event where event = 'suspect' group by op_seq",
      }),
    ).toEqual([{ n: 1 }, { n: 1 }])
    expect(till.outbox.summary(shop.id)).toMatchObject({ waiting: 2, checking: 2 })
    expect(till.fake.applied).toEqual([])
  })

  test('a stamp that only a counter could tell of asks a person, with what the card shows now', async () => {
    await offlineTill()
    till.fake.add('1', { stamps: 6 })
    const stamp = till.save(stamps('1', 2))
    const reward = till.save(redeem('1', 5))
    await openElsewhere()
    expect(reason(stamp)).toEqual({ kind: 'restored', before: null, now: 6, adding: 2 })
    expect(reason(reward)).toEqual({ kind: 'restored', before: null, now: 6, adding: -5 })
    expect(till.fake.applied).toEqual([])
  })

  test('a figure from before the copy was made proves nothing, also for a single till', async () => {
    till = createTill()
    till.fake.add('1', { stamps: 4 })
    till.fake.script('addStamps', 'lost-request')
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('unknown')
    // The other copy's next stamp makes the figures look as if this one had arrived.
    till.fake.add('1', { stamps: 6 })
    await openElsewhere()
    expect(reason(stamp)).toEqual({ kind: 'restored', before: 4, now: 6, adding: 2 })
  })

  test('an enrolment is found by its mark, or sent where it certainly is not there', async () => {
    await offlineTill()
    const there = till.save(create('A', 'Ada'))
    const absent = till.save(create('B', 'Ben'))
    const tag = till.db.get<{ tag: string }>({ sql: 'select tag from op where id = ?' }, there.id)?.tag ?? ''
    till.fake.add('9', { details: details('Ada'), tags: [tag] })
    await openElsewhere()
    expect([till.state(there), till.state(absent)]).toEqual(['done', 'done'])
    expect(till.outbox.view(there.id)?.proof).toBe('tag')
    expect(till.fake.applied.map((one) => one.method)).toEqual(['create'])
  })

  test('stamps behind an enrolment that never arrived cannot have been sent: they go after it', async () => {
    await offlineTill()
    till.save(create('B', 'Ben'))
    const stamp = till.save(stampsFor('l:B', 3))
    const change = till.save(edit('l:B', details('Ben'), { phone: '+491' }))
    await openElsewhere()
    expect([till.state(stamp), till.state(change)]).toEqual(['done', 'done'])
    expect(till.fake.applied.map((one) => one.method)).toEqual(['create', 'addStamps', 'edit'])
  })

  test('stamps behind an enrolment that is there ask', async () => {
    await offlineTill()
    const enrolment = till.save(create('B', 'Ben'))
    const stamp = till.save(stampsFor('l:B', 3))
    const tag =
      till.db.get<{ tag: string }>({ sql: 'select tag from op where id = ?' }, enrolment.id)?.tag ?? ''
    till.fake.add('9', { details: details('Ben'), tags: [tag], stamps: 3 })
    await openElsewhere()
    expect(till.state(enrolment)).toBe('done')
    expect(reason(stamp)).toEqual({ kind: 'restored', before: null, now: 3, adding: 3 })
  })

  test('what is the same done twice goes: a change of details and a card', async () => {
    await offlineTill()
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2', { codes: ['C2'] })
    const change = till.save(edit('r:1', details('Ada'), { phone: '+491' }))
    const card = till.save(attach('r:2', 'C2'))
    await openElsewhere()
    expect([till.state(change), till.state(card)]).toEqual(['done', 'done'])
    expect(till.outbox.view(card.id)?.proof).toBe('natural-key')
    expect(till.fake.applied.map((one) => one.method)).toEqual(['edit'])
  })

  test('what the provider itself does not do twice keeps its place and is sent', async () => {
    await offlineTill(countingBy('keyed'))
    till.fake.add('1')
    const stamp = till.save(stamps('1', 2))
    till.restart('till-B')
    expect(till.state(stamp)).toBe('queued')
    await openElsewhere()
    expect(till.state(stamp)).toBe('done')
  })

  test('what may have left from the copy is neither undone nor taken into a later edit', async () => {
    const { unanswered } = defaultCapabilities
    await offlineTill({
      capabilities: { unanswered: { ...unanswered, stamps: 'keyed', edit: 'keyed' } },
    })
    till.fake.add('1', { details: details('Ada') })
    const held = till.save(stamps('2', 1, { undoMs: 8_000 }))
    const change = till.save(edit('r:1', details('Ada'), { phone: '+491' }))
    till.restart('till-B')
    expect(till.outbox.undo(held.id, 'Kim').ok).toBe(false)
    expect(till.outbox.changeAmount(held.id, 3, 'Kim').ok).toBe(false)
    expect(till.outbox.answer(held.id, { kind: 'drop', reason: 'not wanted' }, 'Kim').ok).toBe(false)
    const later = till.save(edit('r:1', details('Ada'), { email: 'a@x.example' }))
    expect([held, change, later].map((one) => till.state(one))).toEqual(['queued', 'queued', 'queued'])
    await openElsewhere()
    expect(till.fake.count('edit')).toBe(2)
  })

  test('what was asked about and is dropped before it was sent is given up, never called undone', async () => {
    await offlineTill()
    till.fake.add('1', { stamps: 6 })
    const stamp = till.save(stamps('1', 2))
    await openElsewhere()
    expect(reason(stamp)).toMatchObject({ kind: 'restored' })
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    till.outbox.answer(stamp.id, { kind: 'retry' }, 'Kim')
    till.outbox.answer(stamp.id, { kind: 'drop', reason: 'it was there' }, 'Kim')
    expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'discarded', attempts: 0 })
    expect(JSON.parse(eventsOf(till.db, stamp.seq).at(-1)?.evidence ?? '')).toMatchObject({
      mayBeApplied: true,
    })
  })

  test('where the provider shows nothing a person is asked', async () => {
    await offlineTill(countingBy('ask-a-person'))
    till.fake.add('1', { stamps: 1 })
    const stamp = till.save(stamps('1', 2))
    await openElsewhere()
    expect(reason(stamp)).toMatchObject({ kind: 'restored', adding: 2 })
  })

  test('the settle time counts from the moment the copy was opened', async () => {
    await offlineTill({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
    till.fake.add('1', { stamps: 1 })
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(3_600_000)
    await openElsewhere(100_000)
    expect(till.state(stamp)).toBe('unknown')
    await till.time.advance(60_000)
    expect(reason(stamp)).toMatchObject({ kind: 'restored', now: 1 })
  })

  test('a person who sends it again is obeyed once', async () => {
    await offlineTill()
    till.fake.add('1', { stamps: 6 })
    const stamp = till.save(stamps('1', 2))
    await openElsewhere()
    till.outbox.answer(stamp.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('done')
    expect(till.fake.members.get('1')?.cards[0]?.stamps).toBe(8)
  })

  test('a question of the copy is looked at before its answer sends anything', async () => {
    await offlineTill()
    till.fake.add('1', { stamps: 1, codes: ['C'] })
    till.fake.always(null)
    till.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
    const stamp = till.save(stamps('1', 2))
    await till.time.advance(60_000)
    expect(reason(stamp)).toEqual({ kind: 'refused', status: 422 })
    await openElsewhere()
    till.outbox.answer(stamp.id, { kind: 'retry' }, 'Kim')
    expect(till.state(stamp)).toBe('unknown')
    await till.time.advance(60_000)
    expect(reason(stamp)).toMatchObject({ kind: 'restored', now: 1, adding: 2 })
    expect(till.fake.applied).toEqual([])
  })

  test('stamps on a card that asks do not follow the card to its member by themselves', async () => {
    await offlineTill()
    const stamp = till.save(stampsOnCode('C', 2))
    await openElsewhere()
    expect(reason(stamp)).toMatchObject({ kind: 'restored', now: null, adding: 2 })
    const enrolment = till.save(create('B', 'Ben', { code: 'C' }))
    await till.time.advance(1_000)
    // The card's own order: the enrolment that takes it waits for the answer.
    expect([till.state(stamp), till.state(enrolment)]).toEqual(['attention', 'queued'])
    till.outbox.answer(stamp.id, { kind: 'drop', reason: 'was there' }, 'Kim')
    await till.time.advance(1_000)
    expect(till.fake.applied.map((one) => one.method)).toEqual(['create'])
  })
})

describe('a copy is noticed', () => {
  const mark = (): Mark => {
    const now = till.outbox.transfer.mark()
    if (now === null) throw new Error('no mark')
    return now
  }
  let outside: Pick<Here, 'machine' | 'marks'>
  const begin = async (): Promise<OperationView> => {
    outside = { machine: 'm1', marks: [] }
    await offlineTill({ outside: () => outside })
    return till.save(stamps('1'))
  }
  const restart = (tillId?: string): void => {
    till.restart(tillId)
  }

  test.each([
    ['nothing changed', (): void => undefined, 'queued'],
    [
      'the file went on after the mark was written, as after a crash',
      (): void => void till.save(stamps('2')),
      'queued',
    ],
    [
      'the machine does not tell its id',
      (): void => void (outside = { ...outside, machine: null }),
      'queued',
    ],
    ['another machine opened it', (): void => void (outside = { ...outside, machine: 'm2' }), 'unknown'],
    [
      'the file had come further',
      (): void =>
        void (outside = { ...outside, marks: outside.marks.map((one) => ({ ...one, n: one.n + 1 })) }),
      'unknown',
    ],
    [
      'the file went another way',
      (): void => void (outside = { ...outside, marks: outside.marks.map((one) => ({ ...one, hash: 'x' })) }),
      'unknown',
    ],
    [
      'another file was here',
      (): void =>
        void (outside = { ...outside, marks: outside.marks.map((one) => ({ ...one, fileId: 'x' })) }),
      'unknown',
    ],
    [
      'the copy beside agrees and the one in the second folder had come further',
      (): void =>
        void (outside = {
          ...outside,
          marks: [...outside.marks, ...outside.marks.map((one) => ({ ...one, n: 99 }))],
        }),
      'unknown',
    ],
  ])('when %s', async (_name, happens, state) => {
    const stamp = await begin()
    outside = { ...outside, marks: [mark()] }
    happens()
    restart()
    expect(till.state(stamp)).toBe(state)
  })

  test('a till that only lost its own small file goes on as before', async () => {
    const stamp = await begin()
    outside = { ...outside, marks: [mark()] }
    restart('till-B')
    expect(till.state(stamp)).toBe('queued')
    restart('till-B')
    expect(till.state(stamp)).toBe('queued')
  })

  test('once, and from then on the copy goes its own way under an id of its own', async () => {
    const stamp = await begin()
    const before = mark()
    outside = { ...outside, marks: [before], machine: 'm2' }
    restart()
    expect(till.state(stamp)).toBe('unknown')
    expect(mark().fileId).not.toBe(before.fileId)
    const later = till.save(stamps('2'))
    outside = { ...outside, marks: [mark()] }
    restart()
    expect(till.state(later)).toBe('queued')
  })

  test('a new file beside an old mark is no copy: nothing in it can have been sent', async () => {
    outside = { machine: 'm1', marks: [{ fileId: 'gone', n: 7, hash: 'x' }] }
    await offlineTill({ outside: () => outside })
    expect(till.logged.some((line) => line.startsWith('outbox.suspected'))).toBe(false)
  })
})
