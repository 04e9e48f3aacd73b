import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { markFile, readMark } from '../../electron/main/app/marks.ts'
import { openProfile } from '../../electron/main/app/profile.ts'
import type { Profile } from '../../electron/main/app/profile.ts'
import { saveConnection } from '../../electron/main/db/tables/connections.ts'
import { createFakeProvider, details } from '../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../integration/outbox/support/fake-time.ts'
import { offline } from '../integration/outbox/support/failures.ts'
import { create, edit, shop } from '../integration/outbox/support/till.ts'
import { startTerminal, temporaryFolder } from '../integration/terminal/support.ts'
import { memoryLog } from '../unit/shell/memory-log.ts'

/** A till's folder, in which one run of the program follows another. */
function home() {
  const userData = mkdtempSync(path.join(tmpdir(), 'catalogue-home-'))
  onTestFinished(() => {
    rmSync(userData, { recursive: true, force: true })
  })
  const time = createFakeTime()
  const fake = createFakeProvider(() => time.now())
  const folder = path.join(userData, 'practice')
  let runs = 0
  const run = async (
    machine = 'this machine',
    onSuspected: (cause: string) => void = () => undefined,
  ): Promise<Profile> => {
    runs += 1
    let drawn = runs * 1_000
    const opened = openProfile({
      mode: 'practice',
      userData,
      till: () => ({ id: 'till-A', name: null }),
      bootId: `run-${runs}`,
      country: 'GB',
      newId: () => `id-${(drawn += 1)}`,
      random: (length) => Uint8Array.from({ length }, () => Math.imul((drawn += 1), 2_654_435_761) >>> 13),
      provider: () => fake.provider,
      known: () => Promise.resolve([]),
      onCopies: () => undefined,
      clock: time,
      timers: time.timers,
      log: memoryLog(),
    })
    if (!opened.ok) expect.fail(opened.error.kind)
    saveConnection(opened.value.db, shop, time.now())
    opened.value.outbox.onSuspected(({ cause }) => {
      onSuspected(cause)
    })
    await opened.value.start(Promise.resolve(machine))
    return opened.value
  }
  /** The folder as it is now, without the space that is kept aside. */
  const copy = (from: string, to: string): void => {
    cpSync(from, to, { recursive: true, filter: (name) => !name.endsWith('.ballast') })
  }
  return {
    time,
    fake,
    run,
    mark: () => readMark(markFile(userData, 'practice')),
    keep: () => copy(folder, path.join(userData, 'kept')),
    /** What is left of the folder where somebody else deletes logs: the file alone, as it lies there now. */
    loseTheLog: (running: Profile) => {
      const file = path.join(userData, 'outbox.db')
      copyFileSync(path.join(folder, 'outbox.db'), file)
      running.db.close()
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
      copyFileSync(file, path.join(folder, 'outbox.db'))
    },
    putBack: () => {
      rmSync(folder, { recursive: true, force: true })
      copy(path.join(userData, 'kept'), folder)
    },
  }
}

test('row 34: an older folder that was put back is noticed by the mark beside it', async () => {
  const { time, fake, run, keep, putBack } = home()
  fake.add('1', { details: details('Ada') })
  fake.always(offline)
  const first = await run()
  await first.outbox.probe(shop.id)
  const saved = [create('L1', 'Bo'), edit('r:1', details('Ada'), { phone: '+4411' })].map((operation) => {
    const answer = first.outbox.enqueue(operation)
    return answer.ok ? answer.value.id : expect.fail('not saved')
  })
  await first.close(0)
  keep()
  fake.always(null)
  const second = await run()
  await second.outbox.probe(shop.id)
  await time.advance(1_000)
  expect(saved.map((id) => second.outbox.view(id)?.state)).toEqual(['done', 'done'])
  await second.close(0)
  putBack()
  const third = await run()
  expect(saved.map((id) => third.outbox.view(id)?.state)).toEqual(['unknown', 'unknown'])
  await time.advance(60_000)
  expect(saved.map((id) => third.outbox.view(id))).toMatchObject([
    { state: 'done', proof: 'tag' },
    { state: 'done', proof: 'natural-key' },
  ])
  expect(fake.applied).toHaveLength(2)
  await third.close(0)
})

test.each([
  { machine: 'this machine', state: 'queued' },
  { machine: 'a clone', state: 'unknown' },
])('row 34: a start on $machine finds what waited $state', async ({ machine, state }) => {
  const { fake, run } = home()
  fake.always(offline)
  const first = await run()
  await first.outbox.probe(shop.id)
  const saved = first.outbox.enqueue(create('L1', 'Bo'))
  if (!saved.ok) expect.fail('not saved')
  await first.close(0)
  const next = await run(machine)
  expect(next.outbox.view(saved.value.id)?.state).toBe(state)
  await next.close(0)
})

test('row 34: older records are told of also where nothing waits in them: what was saved since is missing', async () => {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  const records = path.join(folder, 'practice', 'outbox.db')
  const kept = path.join(folder, 'kept.db')
  const first = await startTerminal(folder)
  await first.ask('addCashier', { name: 'Kim' })
  await first.close()
  copyFileSync(records, kept)
  const second = await startTerminal(folder)
  await second.ask('practiceCondition', { condition: 'offline' })
  const [card] = await second.ask('sampleCards', undefined)
  const stamped = { intent: 'intent', target: { kind: 'code', code: card?.code ?? '' } } as const
  await second.ask('addStamps', { ...stamped, card: { kind: 'only' }, amount: 1, again: true })
  await second.close()
  copyFileSync(kept, records)
  const third = await startTerminal(folder)
  const told = third.told.flatMap((one) => (one.name === 'suspected' ? [one.value] : []))
  expect(told).toEqual([{ count: 0, older: true }])
  await third.close()
  // Said once: from now on these are the records.
  const fourth = await startTerminal(folder)
  expect(fourth.told.some((one) => one.name === 'suspected')).toBe(false)
  await fourth.close()
})

test('row 35: a log that somebody deleted under the till is noticed at the next start', async () => {
  const { time, fake, run, mark, loseTheLog } = home()
  fake.always(offline)
  const first = await run()
  await first.outbox.probe(shop.id)
  const merged = first.outbox.enqueue(create('L1', 'Bo'))
  await first.close(0)
  const second = await run()
  const inTheLog = second.outbox.enqueue(create('L2', 'Cleo'))
  if (!merged.ok || !inTheLog.ok) expect.fail('not saved')
  // A few seconds later the mark says how far the file had come; then the till loses its power and its log.
  const reached = second.outbox.transfer.mark()
  await time.advance(6_000)
  await expect.poll(mark).toEqual(reached)
  loseTheLog(second)
  time.forget()
  const told: string[] = []
  const third = await run('this machine', (cause) => told.push(cause))
  expect(third.outbox.view(inTheLog.value.id)).toBeNull()
  expect(told).toEqual(['older-copy'])
  expect(third.outbox.view(merged.value.id)?.state).toBe('unknown')
  await third.close(0)
})
