import { afterEach, describe, expect, test } from 'vitest'
import { patienceMs } from '../../../electron/main/outbox/transfer/move-out.ts'
import { offline } from './support/failures.ts'
import { createTill, shop, stamps } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let tills: Till[] = []
afterEach(() => {
  for (const till of tills) till.close()
  tills = []
})

function open(options: TillOptions = {}): Till {
  const till = createTill(options)
  tills.push(till)
  return till
}

/** A till that lost its adapter while work waited, and whose records then went on as a copy. */
async function copyWithoutAdapter(): Promise<{ readonly till: Till; readonly id: string }> {
  const till = open()
  till.fake.add('1', { stamps: 4 })
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
  const { id } = till.save(stamps('1', 2))
  till.speaks(false)
  await till.time.advance(60_000)
  expect(till.outbox.view(id)).toMatchObject({ reason: { kind: 'adapter-gone' }, lostAt: null })
  till.restart('till-B')
  expect(till.outbox.view(id)).toMatchObject({ reason: { kind: 'adapter-gone' } })
  till.fake.always(null)
  return { till, id }
}

describe('what could not be worked on, in a copy of the records', () => {
  test('is looked for when a program starts that can, and keeps nothing else from going', async () => {
    const { till, id } = await copyWithoutAdapter()
    till.speaks(true)
    till.restart('till-B')
    expect(till.logged.filter((line) => line.startsWith('outbox.not-recovered'))).toEqual([])
    expect(till.outbox.view(id)?.state).toBe('unknown')
    till.fake.add('2')
    const after = till.save(stamps('2', 1))
    await till.time.advance(60_000)
    expect(till.state(after)).toBe('done')
    expect(till.fake.applied.map((one) => one.remoteId)).toEqual(['2'])
    expect(till.outbox.view(id)?.reason).toEqual({ kind: 'restored', before: null, now: 4, adding: 2 })
  })

  test('is looked for when a person presses "try again"', async () => {
    const { till, id } = await copyWithoutAdapter()
    till.speaks(true)
    expect(till.outbox.answer(id, { kind: 'retry' }, null)).toMatchObject({ ok: true })
    expect(till.outbox.view(id)?.state).toBe('unknown')
  })
})

describe('what could not be looked for where it came from', () => {
  test.each([false, true])(
    'is looked for on the other till, never sent blindly (pressed: %s)',
    async (press) => {
      const a = open()
      a.fake.add('1', { stamps: 4 })
      a.fake.script('addStamps', 'lost-reply')
      const { id } = a.save(stamps('1', 2))
      await a.time.settle()
      expect(a.outbox.view(id)?.state).toBe('unknown')
      a.speaks(false)
      await a.time.advance(60_000)
      expect(a.outbox.view(id)).toMatchObject({ state: 'attention', reason: { kind: 'adapter-gone' } })
      const moving = a.outbox.transfer.moveOut(shop.id, null)
      await a.time.advance(patienceMs + 1_000)
      const moved = await moving
      if (!moved.ok || moved.value === null) throw new Error('nothing was moved')
      const b = open({ beside: a, tillId: 'till-B' })
      const read = b.outbox.transfer.read(a.outbox.transfer.fileOf(moved.value.id) ?? '')
      if (!read.ok) throw new Error(read.error)
      const taken = await b.outbox.transfer.takeIn(shop.id, read.value, null)
      expect(taken).toMatchObject({ ok: true, value: { asking: 1 } })
      const here = b.outbox.list(shop.id, 'needs-you', 1)[0]
      if (here === undefined) throw new Error('nothing asks')
      if (press) b.outbox.answer(here.id, { kind: 'retry' }, null)
      else b.restart('till-B')
      expect(b.outbox.view(here.id)?.state).toBe('unknown')
      await b.time.advance(600_000)
      expect(b.fake.count('addStamps')).toBe(1)
      expect(b.outbox.view(here.id)?.state).toBe('attention')
    },
  )
})
