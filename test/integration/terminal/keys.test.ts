import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SecretStore } from '../../../electron/main/secrets/secret-store.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

/** A shop that cannot be reached: with a key it is offline, without one signed out. */
const provision = {
  name: 'Corner Café',
  provider: 'leal',
  baseUrl: 'http://127.0.0.1:9',
  store: '7',
  key: 'leal_made_up',
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

/** A system whose keys are locked until somebody gives its password. */
function lockable() {
  const kept = new Map<string, string>()
  let locked = false
  let unlock: () => void = () => undefined
  let opening: Promise<void> = Promise.resolve()
  const secrets: SecretStore = {
    put: async (id, key) => {
      await opening
      kept.set(id, key)
      return { ok: true, value: null }
    },
    get: async (id) => {
      await opening
      const value = kept.get(id)
      return value === undefined ? { ok: false, error: { kind: 'missing' } } : { ok: true, value }
    },
    forget: async () => ({ ok: true, value: null }),
    keeps: async () => {
      await opening
      return true
    },
  }
  return {
    secrets,
    lock: () => {
      locked = true
      opening = new Promise((resolve) => (unlock = resolve))
    },
    unlock: () => {
      if (locked) unlock()
      locked = false
    },
  }
}

test('a till whose keys are locked opens without them, takes stamps, and goes online once they are unlocked', async () => {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  const file = path.join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provision))
  const keychain = lockable()
  const hurried = { secrets: keychain.secrets, ...hurriedTime(20, Date.now()) }
  const first = await startTerminal(folder, { STAMPWELL_PROVISION: file }, hurried)
  const before = await first.ask('start', undefined)
  if ('blocked' in before) expect.fail(before.blocked.kind)
  const live = before.connections.find(({ mode }) => mode === 'live')?.id ?? ''
  await first.ask('switchConnection', { id: live })
  expect(await first.ask('start', undefined)).toMatchObject({ mode: 'live', keysNotKept: false })
  await first.close()

  keychain.lock()
  const rig = await startTerminal(folder, {}, hurried)
  expect(await rig.ask('start', undefined)).toMatchObject({ mode: 'live', keysNotKept: true })
  const link = async () => {
    const start = await rig.ask('start', undefined)
    return 'blocked' in start ? 'blocked' : start.link.kind
  }
  await rig.until('signed out', async () => (await link()) === 'signed-out')
  await rig.ask('addCashier', { name: 'Kim' })
  const saved = await rig.ask('addStamps', {
    intent: '01J8ZQ4Y6M3K2N1P0R9S8T7V6W',
    target: { kind: 'code', code: 'GIFT-1' },
    card: { kind: 'only' },
    amount: 1,
    again: false,
  })
  expect(['held', 'queued']).toContain(saved.operation.state)
  keychain.unlock()
  await rig.until('the key is used', async () => (await link()) === 'offline')
  expect(await rig.ask('start', undefined)).toMatchObject({ keysNotKept: false })
  await rig.close()
}, 30_000)
