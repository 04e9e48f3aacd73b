import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile } from '../../../electron/main/app/profile.ts'
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
  const opened = openProfile({
    mode: 'practice',
    userData,
    tillId: 'till-A',
    bootId: 'run-1',
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
  const profile = opened.value
  saveConnection(profile.db, shop, time.now())
  await profile.start(Promise.resolve('this machine'))
  return { profile, fake, backups: path.join(userData, 'practice', 'backups') }
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
