import { expect, test } from 'vitest'
import { createKeyRing } from '../../../electron/main/app/key-ring.ts'
import type { SecretFailure, SecretStore } from '../../../electron/main/secrets/secret-store.ts'
import { memoryLog } from '../shell/memory-log.ts'

const shop = '01J8ZQ4Y6M3K2N1P0R9S8T7V6W'

/** Keys on a disk, with a system that refuses where it is told to. */
function store(refusal: SecretFailure | null = null): SecretStore & { readonly files: Map<string, string> } {
  const files = new Map<string, string>()
  return {
    files,
    put: async (id, key) => {
      if (refusal !== null) return { ok: false, error: refusal }
      files.set(id, key)
      return { ok: true, value: null }
    },
    get: async (id) => {
      const value = files.get(id)
      if (refusal !== null) return { ok: false, error: refusal }
      return value === undefined ? { ok: false, error: { kind: 'missing' } } : { ok: true, value }
    },
    forget: async (id) => {
      files.delete(id)
      return { ok: true, value: null }
    },
    keeps: async () => refusal === null,
  }
}

test('a key that was given is there at once, and is known after a restart once the system has it', async () => {
  const secrets = store()
  const ring = createKeyRing(secrets, memoryLog())
  const taken = ring.take(shop, 'new')
  expect([ring.keyOf(shop), ring.isKept(shop)]).toEqual(['new', false])
  await taken
  expect(ring.isKept(shop)).toBe(true)
  const after = createKeyRing(secrets, memoryLog())
  await after.load([shop])
  expect([after.keyOf(shop), after.isKept(shop)]).toEqual(['new', true])
})

test.each<SecretFailure>([{ kind: 'not-written', cause: 'disk-full' }, { kind: 'no-keychain' }])(
  'a key that is not kept ($kind) is told, works for this run, and the one before it does not come back',
  async (refusal) => {
    const secrets = store(refusal)
    secrets.files.set(shop, 'old')
    const log = memoryLog()
    const ring = createKeyRing(secrets, log)
    await ring.take(shop, 'new')
    expect([ring.keyOf(shop), ring.isKept(shop)]).toEqual(['new', false])
    expect(log.lines).toEqual([`warn key.not-kept {"connection":"${shop}","kind":"${refusal.kind}"}`])
    expect(secrets.files.size).toBe(0)
  },
)

test.each<SecretFailure>([{ kind: 'unreadable' }, { kind: 'missing' }, { kind: 'no-keychain' }])(
  'a key that is not to be had ($kind) is told by its kind, and does not count as kept',
  async (refusal) => {
    const log = memoryLog()
    const ring = createKeyRing(store(refusal), log)
    await ring.load([shop])
    expect([ring.keyOf(shop), ring.isKept(shop)]).toEqual([null, false])
    expect(log.lines).toEqual([`warn key.not-loaded {"connection":"${shop}","kind":"${refusal.kind}"}`])
  },
)

test('of two keys that are given while the system is locked the newer is kept', async () => {
  const secrets = store()
  let unlock: () => void = () => undefined
  const locked = new Promise<void>((resolve) => (unlock = resolve))
  const { put } = secrets
  const ring = createKeyRing(
    {
      ...secrets,
      put: async (id, key) => {
        await locked
        // The older one takes longer, and fails.
        if (key === 'new') return put(id, key)
        for (let turns = 0; turns < 50; turns += 1) await Promise.resolve()
        return { ok: false, error: { kind: 'not-written', cause: 'io' } }
      },
    },
    memoryLog(),
  )
  const older = ring.take(shop, 'old')
  await Promise.resolve()
  const newer = ring.take(shop, 'new')
  unlock()
  await Promise.all([older, newer])
  expect([ring.keyOf(shop), ring.isKept(shop), secrets.files.get(shop)]).toEqual(['new', true, 'new'])
})

test('a key that was given while an older one was read stays', async () => {
  const secrets = store()
  secrets.files.set(shop, 'old')
  const ring = createKeyRing(secrets, memoryLog())
  const loading = ring.load([shop])
  await ring.take(shop, 'new')
  await loading
  expect(ring.keyOf(shop)).toBe('new')
})
