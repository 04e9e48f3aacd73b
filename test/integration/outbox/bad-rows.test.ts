import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import type { Upcast } from '../../../electron/main/outbox/pure/upcast.ts'
import { create, createTill, shop, stamps, stampsOnCode } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let folder: string
let tills: Till[]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bad-rows-'))
  tills = []
})
afterEach(() => {
  for (const till of tills) till.close()
  rmSync(folder, { recursive: true, force: true })
  vi.doUnmock('../../../electron/main/outbox/payloads/upcasts.ts')
  vi.resetModules()
})

function open(options: TillOptions = {}): Till {
  const till = createTill({ file: path.join(folder, 'outbox.db'), ...options })
  tills.push(till)
  return till
}

/** A later version of the program over the same file: today's source with more steps between payloads. */
async function openNewer(steps: readonly Upcast[]): Promise<Till> {
  vi.resetModules()
  vi.doMock('../../../electron/main/outbox/payloads/upcasts.ts', () => ({ upcasts: steps }))
  const newer = await import('./support/till.ts')
  const till = newer.createTill({ file: path.join(folder, 'outbox.db'), start: false })
  tills.push(till)
  return till
}

// Made up: version 1 called it `stamps`. What today's program knows as its own shape is this chain's version 2.
const rename: Upcast = (kind, payload) => {
  if (kind !== 'stamps.add') return payload
  const { stamps: amount, ...rest } = payload as { stamps: number }
  return { ...rest, amount }
}

function damage(db: WriteDb, seq: number, column: string, value: string | number): void {
  db.run({ sql: `update op set ${column} = ? where seq = ?` }, value, seq)
}

describe('what a newer version saved', () => {
  test('asks, is asked again by every "try again" and no oftener, and never left', async () => {
    const till = open()
    till.fake.add('1')
    till.fake.always({ kind: 'not-sent', cause: 'refused' })
    const saved = till.save(stamps('1', 2))
    damage(till.db, saved.seq, 'v', 2)
    till.fake.always(null)
    const questions = (): number =>
      till.db.all({ sql: "select n from op_event where to_state = 'attention'" }).length
    await till.time.advance(600_000)
    expect(till.outbox.view(saved.id)).toMatchObject({
      state: 'attention',
      reason: { kind: 'newer-version' },
      choices: { retry: true, drop: true, confirm: false, fix: false },
    })
    expect(questions()).toBe(1)
    expect(till.outbox.answer(saved.id, { kind: 'retry' }, null).ok).toBe(true)
    await till.time.advance(600_000)
    expect(till.outbox.view(saved.id)?.reason).toEqual({ kind: 'newer-version' })
    expect(questions()).toBe(2)
    till.restart()
    await till.time.advance(600_000)
    expect(questions()).toBe(2)
    expect(till.fake.count('addStamps')).toBe(0)
  })

  test('goes by itself, once, when the newer version starts; older payloads go too', async () => {
    const today = open()
    today.fake.always({ kind: 'not-sent', cause: 'refused' })
    const newer = today.save(stamps('1', 2))
    const older = today.save(stamps('2', 3))
    damage(today.db, newer.seq, 'v', 2)
    today.fake.always(null)
    await today.time.advance(31_000)
    expect(today.state(newer)).toBe('attention')
    await today.outbox.stop(0)
    const oldShape = { who: { name: 'A' }, stamps: 3, card: { kind: 'held', cardId: 'card-2' } }
    damage(today.db, older.seq, 'payload', JSON.stringify(oldShape))

    const later = await openNewer([rename])
    later.fake.add('1')
    later.fake.add('2')
    later.outbox.start()
    await later.time.advance(60_000)
    expect([later.state(newer), later.state(older)]).toEqual(['done', 'attention'])
    expect(later.outbox.view(older.id)?.facts).toEqual({ kind: 'stamps.add', amount: 3 })
    // Today's program could not read the older shape, and said so; a person sends it with the newer one.
    later.outbox.answer(older.id, { kind: 'retry' }, null)
    await later.time.advance(60_000)
    expect(later.fake.applied.map(({ remoteId, amount }) => [remoteId, amount])).toEqual([
      ['1', 2],
      ['2', 3],
    ])
  })

  test('of unknown outcome is looked for first, never sent blindly, whoever presses "try again"', async () => {
    for (const press of [false, true]) {
      const file = path.join(folder, `${press}.db`)
      const today = open({ file })
      today.fake.add('1', { stamps: 4 })
      today.fake.script('addStamps', 'lost-reply')
      const saved = today.save(stamps('1', 2))
      await today.time.settle()
      expect(today.state(saved)).toBe('unknown')
      damage(today.db, saved.seq, 'v', 2)
      await today.time.advance(60_000)
      expect(today.outbox.view(saved.id)).toMatchObject({
        reason: { kind: 'newer-version' },
        choices: { confirm: true },
      })
      if (press) {
        today.outbox.answer(saved.id, { kind: 'retry' }, null)
        await today.time.advance(60_000)
        expect(today.state(saved)).toBe('attention')
      }
      // The same program can read it again: as the newer one would.
      damage(today.db, saved.seq, 'v', 1)
      if (press) today.outbox.answer(saved.id, { kind: 'retry' }, null)
      else today.restart()
      expect(today.state(saved)).toBe('unknown')
      await today.time.advance(60_000)
      expect(today.outbox.view(saved.id)).toMatchObject({ state: 'done', proof: 'counter' })
      expect(today.fake.count('addStamps')).toBe(1)
    }
  })

  test('of a kind that has no name here asks, is shown, and holds up its own lane alone', async () => {
    const till = open()
    till.fake.add('1')
    till.fake.add('2')
    till.fake.always({ kind: 'not-sent', cause: 'refused' })
    const odd = till.save(stamps('1'))
    const behind = till.save(stamps('1'))
    const beside = till.save(stamps('2'))
    till.db.exec('drop trigger op_identity_stays')
    damage(till.db, odd.seq, 'kind', 'points.add')
    till.restart()
    till.fake.always(null)
    await till.time.advance(60_000)
    expect(till.outbox.view(odd.id)).toMatchObject({
      facts: { kind: 'unknown' },
      reason: { kind: 'newer-version' },
    })
    expect([till.state(behind), till.state(beside)]).toEqual(['queued', 'done'])
  })

  test('moves to its member as it is when the card is enrolled, and keeps nobody from being enrolled', async () => {
    const till = open()
    till.fake.always({ kind: 'not-sent', cause: 'refused' })
    const newer = till.save(stampsOnCode('47', 2))
    const damaged = till.save(stampsOnCode('47', 3))
    const fine = till.save(stampsOnCode('47', 4))
    damage(till.db, newer.seq, 'v', 2)
    damage(till.db, damaged.seq, 'payload', '{"who"')
    const enrolled = till.save(create('01A', 'Ada', { code: '47' }))
    till.fake.always(null)
    await till.time.advance(60_000)
    expect(till.state(enrolled)).toBe('done')
    expect(till.outbox.view(newer.id)).toMatchObject({
      target: { key: 'l:01A' },
      reason: { kind: 'newer-version' },
    })
    const payloadOf = (id: string): unknown =>
      till.db.get({ sql: 'select v, payload from op where id = ?' }, till.outbox.view(id)?.id ?? null)
    expect(payloadOf(newer.id)).toMatchObject({ v: 2 })
    expect(payloadOf(damaged.id)).toEqual({ v: 1, payload: '{"who"' })
    // The lane is strict: what is good goes when a person has settled what is not.
    for (const bad of [newer, damaged]) {
      till.outbox.answer(bad.id, { kind: 'drop', reason: 'damaged' }, null)
      await till.time.advance(1_000)
    }
    await till.time.advance(60_000)
    expect(till.state(fine)).toBe('done')
    expect(till.fake.applied.map(({ amount }) => amount)).toEqual([0, 4])
  })
})

describe('an adapter that is gone', () => {
  test('asks about everything, sends nothing, and all goes on when it is back', async () => {
    const till = open()
    till.fake.add('1', { stamps: 4 })
    till.fake.add('2')
    till.fake.script('addStamps', 'lost-reply')
    const lost = till.save(stamps('1', 2))
    await till.time.settle()
    till.speaks(false)
    const waiting = till.save(stamps('2', 3))
    const held = till.save(stamps('2', 1, { undoMs: 60_000 }))
    till.restart()
    await till.time.advance(31_000)
    const reasons = [lost, waiting].map(({ id }) => till.outbox.view(id)?.reason)
    expect(reasons).toEqual([{ kind: 'adapter-gone' }, { kind: 'adapter-gone' }])
    expect(till.state(held)).toBe('held')
    expect(till.outbox.view(waiting.id)?.choices).toMatchObject({ confirm: false, retry: true, drop: true })
    await till.time.advance(1_800_000)
    const asked = till.db.all({ sql: "select n from op_event where to_state = 'attention'" })
    expect(asked).toHaveLength(3)
    expect(till.fake.count('addStamps')).toBe(1)

    till.speaks(true)
    till.restart()
    await till.time.advance(120_000)
    expect([lost, waiting, held].map((view) => till.outbox.view(view.id)?.proof)).toEqual([
      'counter',
      'response',
      'response',
    ])
    expect(till.fake.applied.map(({ amount }) => amount)).toEqual([2, 3, 1])
    expect(verifyChain(till.db)).toMatchObject({ intact: true })
  })

  test('"try again" without it asks once more and nothing else', async () => {
    const till = open()
    till.speaks(false)
    till.restart()
    const saved = till.save(stamps('1'))
    await till.time.advance(31_000)
    till.outbox.answer(saved.id, { kind: 'retry' }, null)
    expect(till.state(saved)).toBe('queued')
    await till.time.advance(31_000)
    expect(till.outbox.view(saved.id)?.reason).toEqual({ kind: 'adapter-gone' })
    expect(till.outbox.summary(shop.id)).toMatchObject({ waiting: 1, needsYou: 1 })
  })
})

test('what this version writes over an older payload has today’s number', async () => {
  const till = open()
  till.fake.always({ kind: 'not-sent', cause: 'refused' })
  const saved = till.save(stamps('1', 1, { undoMs: 60_000 }))
  till.time.forget()
  const later = await openNewer([(_, payload) => payload])
  later.outbox.changeAmount(saved.id, 2, null)
  expect(later.db.get({ sql: 'select v from op where id = ?' }, saved.id)).toEqual({ v: 2 })
})
