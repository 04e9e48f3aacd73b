import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { attemptsOf } from '../../../electron/main/db/tables/attempts.ts'
import { eventsOf } from '../../../electron/main/db/tables/events.ts'
import { offline } from './support/failures.ts'
import { attach, create, createTill, edit, redeem, shop, stamps, stampsFor } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'
import { details } from './support/fake-provider.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())

describe('sending', () => {
  test('what is saved arrives once and is done with the provider answer', async () => {
    begin()
    till.fake.add('1', { stamps: 4 })
    const changes: string[] = []
    till.outbox.onOperation(({ view, key, brought }) => {
      changes.push(`${view.state} ${key ?? ''} ${brought === null ? '' : JSON.stringify(brought)}`)
    })
    const saved = till.save(stamps('1', 2))
    expect(saved.state).toBe('queued')
    await till.time.advance(10)
    expect(till.outbox.view(saved.id)).toMatchObject({
      state: 'done',
      plain: 'sent',
      proof: 'response',
      attempts: 1,
    })
    expect(till.fake.applied).toEqual([{ method: 'addStamps', remoteId: '1', amount: 2 }])
    expect(changes.map((change) => change.split(' ')[0])).toEqual(['queued', 'sending', 'done'])
    expect(changes[2]).toContain('"stamps":6')
    expect(eventsOf(till.db, saved.seq).map((row) => row.event)).toEqual(['made', 'claim', 'applied'])
  })

  test('"sending" is committed before the provider hears anything', async () => {
    begin()
    till.fake.add('1')
    const other = new Database(till.file, { readonly: true })
    const seen: unknown[] = []
    till.fake.arrive = (method) => {
      if (method !== 'addStamps') return
      seen.push(
        other
          .prepare(
            'select o.state, o.attempts, a.n, a.ended_at, a.base from op o join attempt a on a.op_seq = o.seq',
          )
          .get(),
      )
    }
    till.save(stamps('1'))
    await till.time.advance(10)
    other.close()
    expect(seen).toEqual([{ state: 'sending', attempts: 1, n: 1, ended_at: null, base: 0 }])
  })

  test('operations of a member arrive in the order in which they were made', async () => {
    begin()
    till.fake.add('1', { stamps: 9 })
    till.save(stamps('1', 1))
    till.save(redeem('1', 10))
    till.save(stamps('1', 3))
    await till.time.advance(10)
    expect(till.fake.applied.map((one) => one.amount)).toEqual([1, -10, 3])
  })

  test('a blocked lane never delays another', async () => {
    begin()
    till.fake.add('2')
    till.fake.script('addStamps', { kind: 'refused', status: 422, fields: {} })
    till.fake.add('1')
    const bad = till.save(stamps('1'))
    const behind = till.save(stamps('1', 2))
    await till.time.advance(10)
    const good = till.save(stamps('2'))
    await till.time.advance(10)
    expect(till.outbox.view(bad.id)).toMatchObject({
      state: 'attention',
      plain: 'needs-you',
      reason: { kind: 'refused', status: 422 },
    })
    expect(till.state(behind)).toBe('queued')
    expect(till.state(good)).toBe('done')
  })

  test('few lanes at first, more while all goes well, and few again after a failure', async () => {
    begin()
    const inside = new Set<() => void>()
    till.fake.arrive = async (method) => {
      if (method !== 'addStamps') return
      await new Promise<void>((resolve) => inside.add(resolve))
    }
    /** Lets everybody through who is inside; answers how many there were. */
    const round = async (): Promise<number> => {
      await till.time.advance(1)
      const all = [...inside]
      inside.clear()
      for (const go of all) go()
      return all.length
    }
    for (let i = 1; i <= 120; i += 1) {
      till.fake.add(String(i))
      till.save(stamps(String(i)))
    }
    const rounds: number[] = []
    for (let i = 0; i < 8; i += 1) rounds.push(await round())
    expect(rounds[0]).toBe(4)
    expect(rounds).toEqual(rounds.toSorted((one, other) => one - other))
    expect(rounds.at(-1)).toBe(16)
    // One answer is lost; those beside it arrive first.
    till.fake.script('addStamps', 'lost-reply')
    await round()
    expect(await round()).toBeLessThanOrEqual(8)
    for (let i = 0; i < 20; i += 1) await round()
    await till.time.advance(1_000)
    expect(till.fake.applied).toHaveLength(120)
    expect(till.outbox.summary(shop.id).waiting).toBe(0)
  })

  test('the stamps of a member enrolled offline wait for the enrolment and use its new id', async () => {
    begin()
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const enrolment = till.save(create('L1', 'Ada', { code: '2900001' }))
    const stamp = till.save(stampsFor('l:L1', 3))
    await till.time.advance(60_000)
    expect([till.state(enrolment), till.state(stamp)]).toEqual(['queued', 'queued'])
    expect(till.outbox.owed(shop.id, 'l:L1')).toMatchObject({
      creation: { operationId: enrolment.id },
      codes: ['2900001'],
      cards: [{ templateId: 'coffee', waiting: 3, checking: 0 }],
    })
    till.fake.always(null)
    await till.time.advance(31_000)
    expect([till.state(enrolment), till.state(stamp)]).toEqual(['done', 'done'])
    expect(till.fake.applied).toEqual([
      { method: 'create', remoteId: 'n1', amount: 0 },
      { method: 'addStamps', remoteId: 'n1', amount: 3 },
    ])
    expect(till.outbox.remoteIdOf(shop.id, 'l:L1')).toBe('n1')
    expect(till.outbox.keyOf(shop.id, 'n1')).toBe('l:L1')
    expect(till.outbox.keysOfCode(shop.id, '2900001')).toEqual(['l:L1'])
    expect(till.outbox.history(shop.id, 'r:n1', 10)).toHaveLength(2)
  })

  test('an edit sends only what differs, and a change made elsewhere is a question', async () => {
    begin()
    const member = till.fake.add('1', { details: details('Ada', { email: 'a@x.example', phone: '+491' }) })
    const base = member.details
    member.details = { ...base, phone: '+492' }
    const fine = till.save(edit('r:1', base, { email: 'b@x.example' }))
    await till.time.advance(10)
    expect(till.state(fine)).toBe('done')
    expect(till.fake.calls.at(-1)?.args).toEqual(['1', { email: 'b@x.example' }])
    const conflict = till.save(edit('r:1', base, { phone: '+493' }))
    await till.time.advance(10)
    expect(till.outbox.view(conflict.id)?.reason).toEqual({ kind: 'edit-conflict', fields: ['phone'] })
    expect(till.fake.members.get('1')?.details.phone).toBe('+492')
    till.outbox.answer(conflict.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(10)
    expect(till.fake.members.get('1')?.details.phone).toBe('+493')
  })

  test('"ours" is asked once, and said of no other field: a later edit waits behind it', async () => {
    begin()
    const member = till.fake.add('1', { details: details('Ada', { email: 'a@x.example', phone: '+491' }) })
    const base = member.details
    member.details = { ...base, phone: '+492' }
    const conflict = till.save(edit('r:1', base, { phone: '+493' }))
    await till.time.advance(10)
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    till.outbox.answer(conflict.id, { kind: 'retry' }, 'Kim')
    // Meanwhile somebody else changes what the later edit changes as well.
    member.details = { ...member.details, email: 'c@x.example' }
    const later = till.save(edit('r:1', { ...base, phone: '+493' }, { email: 'b@x.example' }))
    till.fake.always(null)
    await till.outbox.probe(shop.id)
    await till.time.advance(100)
    expect(till.state(conflict)).toBe('done')
    expect(till.outbox.view(later.id)?.reason).toEqual({ kind: 'edit-conflict', fields: ['email'] })
    expect(till.fake.members.get('1')?.details).toEqual({ ...base, email: 'c@x.example', phone: '+493' })
  })

  test('two unsent edits become one that keeps what was seen first', async () => {
    begin()
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const base = details('Ada', { email: 'a@x.example' })
    till.fake.add('1', { details: base })
    const first = till.save(edit('r:1', base, { email: 'b@x.example' }))
    const second = till.save(
      edit('r:1', { ...base, email: 'b@x.example' }, { email: 'c@x.example', phone: '+491' }),
    )
    expect(till.outbox.list(shop.id, 'open', 10).map((view) => view.id)).toEqual([second.id])
    expect(till.outbox.view(first.id)?.id).toBe(second.id)
    till.fake.always(null)
    await till.time.advance(31_000)
    expect(till.fake.applied.filter((one) => one.method === 'edit')).toHaveLength(1)
    expect(till.fake.members.get('1')?.details).toMatchObject({ email: 'c@x.example', phone: '+491' })
  })

  test('a code that is somebody else’s is never attached', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2', { details: details('Bo'), codes: ['X1'] })
    const attachment = till.save(attach('r:1', 'X1'))
    await till.time.advance(10)
    expect(till.outbox.view(attachment.id)?.reason).toEqual({
      kind: 'code-taken',
      other: { key: 'r:2', name: 'Bo' },
    })
    expect(till.fake.count('attachCode')).toBe(0)
  })

  test('an enrolment with somebody else’s e-mail asks, and "use that one" moves everything there', async () => {
    begin()
    till.fake.add('7', { details: details('Ada', { email: 'a@x.example' }), stamps: 1 })
    const enrolment = till.save(create('L1', 'Ada', { email: 'a@x.example', code: 'C9' }))
    const stamp = till.save(stampsFor('l:L1', 2))
    await till.time.advance(10)
    expect(till.outbox.view(enrolment.id)?.reason).toEqual({
      kind: 'contact-taken',
      field: 'email',
      other: { key: 'r:7', name: 'Ada' },
    })
    expect(till.state(stamp)).toBe('queued')
    const answered = till.outbox.answer(enrolment.id, { kind: 'use-member', key: 'r:7', card: null }, 'Kim')
    expect(answered).toMatchObject({ ok: true, value: { state: 'done', proof: 'person' } })
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('done')
    expect(till.fake.members.get('7')).toMatchObject({ codes: ['C9'], cards: [{ stamps: 3 }] })
    expect(till.outbox.keyOf(shop.id, '7')).toBe('l:L1')
  })

  test('a refused enrolment can be corrected and sent again; the earlier wording is kept', async () => {
    begin()
    till.fake.add('7', { details: details('Ada', { email: 'a@x.example' }) })
    const enrolment = till.save(create('L1', 'Ada', { email: 'a@x.example' }))
    await till.time.advance(10)
    till.outbox.answer(enrolment.id, { kind: 'fix-details', details: { email: 'ada@x.example' } }, null)
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('done')
    expect(till.fake.members.get('n1')?.details.email).toBe('ada@x.example')
    const kept = till.db.all<{ rev: number; payload: string }>({
      sql: 'select rev, payload from op_revision',
    })
    expect(kept).toHaveLength(1)
    expect(kept[0]?.payload).toContain('a@x.example')
  })

  test('a refused redemption says what the balance was', async () => {
    begin()
    till.fake.add('1', { stamps: 3 })
    const taken = till.save(redeem('1', 10, { provisional: true }))
    await till.time.advance(10)
    expect(till.outbox.view(taken.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'not-enough-stamps', balance: 3, cost: 10 },
      choices: { retry: true, drop: true, confirm: false },
    })
    expect(till.outbox.provisional(shop.id, 'r:1')).toEqual({ sinceOutage: 1 })
    const silent = till.outbox.answer(taken.id, { kind: 'drop', reason: '  ' }, null)
    expect(silent).toEqual({ ok: false, error: { kind: 'reason-missing' } })
    till.outbox.answer(taken.id, { kind: 'drop', reason: 'given, our loss' }, null)
    expect(till.state(taken)).toBe('discarded')
  })

  test('a member that is gone, a card that is gone and a reward that is gone are told apart', async () => {
    begin()
    till.fake.add('2', { cards: [] })
    const [gone, cardless] = [till.save(stamps('404')), till.save(stamps('2'))]
    await till.time.advance(10)
    expect(till.outbox.view(gone.id)?.reason).toEqual({ kind: 'member-gone' })
    expect(till.outbox.view(cardless.id)?.reason).toEqual({ kind: 'card-gone' })
    till.fake.add('3', { stamps: 20 })
    till.fake.script('redeem', { kind: 'not-found' })
    const reward = till.save(redeem('3', 5))
    await till.time.advance(10)
    expect(till.outbox.view(reward.id)?.reason).toEqual({ kind: 'reward-unavailable' })
  })

  test('what the provider answers with errors for too long is given to a person, never dropped', async () => {
    begin({ capabilities: { neverApplied: [503] } })
    till.fake.add('1')
    const busy = { kind: 'server-error', status: 503 } as const
    till.fake.script('addStamps', ...Array.from({ length: 25 }, () => busy))
    const stamp = till.save(stamps('1'))
    await till.time.advance(4 * 3_600_000)
    expect(till.outbox.view(stamp.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'given-up', answers: 20 },
      attempts: 0,
    })
    expect(attemptsOf(till.db, stamp.seq)).toHaveLength(20)
  })

  test('a payload of another version, or a damaged one, needs a person and harms nobody else', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2')
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const [newer, damaged] = [till.save(stamps('1')), till.save(stamps('2'))]
    till.db.exec(`update op set v = 9 where seq = ${newer.seq}`)
    till.db.exec(`update op set payload = '{' where seq = ${damaged.seq}`)
    till.fake.add('3')
    const fine = till.save(stamps('3'))
    till.fake.always(null)
    await till.time.advance(31_000)
    expect(till.outbox.view(newer.id)?.reason).toEqual({ kind: 'newer-version' })
    expect(till.outbox.view(damaged.id)?.reason).toEqual({ kind: 'unreadable' })
    expect(till.state(fine)).toBe('done')
  })
})
