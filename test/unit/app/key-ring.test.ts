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

/** A store whose `get` waits until somebody unlocks the system, and then writes back what it has read. */
function locked(refusal: SecretFailure | null = null) {
  const secrets = store()
  secrets.files.set(shop, 'old')
  let unlock: () => void = () => undefined
  const unlocked = new Promise<void>((resolve) => (unlock = resolve))
  const behind: SecretStore = {
    ...secrets,
    get: async (id) => {
      const read = await secrets.get(id)
      await unlocked
      if (read.ok) secrets.files.set(id, read.value)
      return read
    },
    put: (id, key) =>
      refusal === null ? secrets.put(id, key) : Promise.resolve({ ok: false, error: refusal }),
  }
  return { ring: createKeyRing(behind, memoryLog()), files: secrets.files, unlock: () => unlock() }
}

test('a key that was given while an older one was read stays, and is what a restart finds', async () => {
  const { ring, files, unlock } = locked()
  const loading = ring.load([shop])
  const taking = ring.take(shop, 'new')
  expect([ring.keyOf(shop), ring.isKept(shop)]).toEqual(['new', false])
  unlock()
  await Promise.all([loading, taking])
  // The store wrote the older one back, encrypted anew, before the newer one's turn.
  expect([ring.keyOf(shop), ring.isKept(shop), files.get(shop)]).toEqual(['new', true, 'new'])
})

test('a key that is refused while an older one was read is not taken for kept', async () => {
  const { ring, files, unlock } = locked({ kind: 'not-written', cause: 'disk-full' })
  const loading = ring.load([shop])
  const taking = ring.take(shop, 'new')
  unlock()
  await Promise.all([loading, taking])
  expect([ring.keyOf(shop), ring.isKept(shop), files.size]).toEqual(['new', false, 0])
})

test('a shop whose key the system keeps locked holds up no other shop’s', async () => {
  const other = '01J8ZQ4Y6M3K2N1P0R9S8T7V6X'
  const { ring, unlock } = locked()
  const loading = ring.load([shop])
  await ring.take(other, 'theirs')
  expect([ring.keyOf(other), ring.isKept(other), ring.keyOf(shop)]).toEqual(['theirs', true, null])
  unlock()
  await loading
  expect(ring.keyOf(shop)).toBe('old')
})
