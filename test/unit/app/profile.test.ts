import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile } from '../../../electron/main/app/profile.ts'
import { appendEvent } from '../../../electron/main/db/tables/events.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createFakeProvider } from '../../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import { offline } from '../../integration/outbox/support/failures.ts'
import { shop, stamps } from '../../integration/outbox/support/till.ts'
import { memoryLog } from '../shell/memory-log.ts'

async function home() {
  const userData = mkdtempSync(path.join(tmpdir(), 'profile-'))
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }))
  const time = createFakeTime()
  const fake = createFakeProvider(() => time.now())
  let drawn = 0
  let told = 0
  const log = memoryLog()
  const opened = openProfile({
    mode: 'practice',
    userData,
    till: () => ({ id: 'till-A', name: null }),
    bootId: 'run-1',
    country: 'GB',
    newId: () => `id-${(drawn += 1)}`,
    random: (length) => Uint8Array.from({ length }, () => Math.imul((drawn += 1), 2_654_435_761) >>> 13),
    provider: () => fake.provider,
    known: () => Promise.resolve([]),
    onCopies: () => (told += 1),
    clock: time,
    timers: time.timers,
    log,
  })
  if (!opened.ok) expect.fail(opened.error.kind)
  const profile = opened.value
  saveConnection(profile.db, shop, time.now())
  await profile.start(Promise.resolve('this machine'))
  return { profile, time, log, told: () => told, fake, backups: path.join(userData, 'practice', 'backups') }
}

test('what was moved out and is in no file yet is copied like what waits', async () => {
  const { profile, fake, backups } = await home()
  fake.always(offline)
  await profile.outbox.probe(shop.id)
  expect(profile.outbox.enqueue(stamps('1')).ok).toBe(true)
  expect(await profile.outbox.transfer.moveOut(shop.id, 'Kim')).toMatchObject({ ok: true })
  expect(profile.outbox.summary(shop.id).waiting).toBe(0)
  await profile.close(0)
  expect(readdirSync(backups)).toHaveLength(1)
})

test('a profile that cannot be closed in order lets go of its file all the same', async () => {
  const { profile } = await home()
  Object.assign(profile.outbox, { stop: () => Promise.reject(new Error('a defect')) })
  await expect(profile.close(0)).rejects.toThrow('a defect')
  expect(() => profile.connections()).toThrow(/not open/)
})

/** A till with 600 rows more in its audit, which nothing else adds to. */
async function withLongAudit() {
  const made = await home()
  const { profile } = made
  expect(profile.outbox.enqueue(stamps('1')).ok).toBe(true)
  await profile.outbox.stop(0)
  const about = { op_seq: 1, boot: 'run-1', actor: null, from_state: null, to_state: 'queued', rev: 0 }
  profile.db.transaction(() => {
    for (let at = 0; at < 600; at += 1)
      appendEvent(profile.db, { ...about, at, event: 'look-again', payload_hash: null, evidence: {} })
  })
  const change = (): void => {
    profile.db.exec('drop trigger op_event_update; update op_event set at = at + 1 where n = 555')
  }
  return { ...made, change }
}

test('a row of the audit that was changed from outside is found while the till works, and told once', async () => {
  const { profile, time, told, change } = await withLongAudit()
  change()
  await time.advance(20_000)
  expect([profile.audit.brokenAt(), told()]).toEqual([555, 1])
  await profile.close(0)
})

test('an audit that fitted is looked through again a day later; nothing is looked at after the end', async () => {
  const { profile, time, log, change } = await withLongAudit()
  await time.advance(20_000)
  expect(log.lines.filter((line) => line.includes('audit.intact'))).toEqual([
    expect.stringMatching(/"rows":60[1-9]/),
  ])
  change()
  await time.advance(23 * 3_600_000)
  expect(profile.audit.brokenAt()).toBe(null)
  await time.advance(3_600_000)
  expect(profile.audit.brokenAt()).toBe(555)
  await profile.close(0)
  expect(time.pending()).toBe(0)
})
