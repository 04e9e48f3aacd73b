import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type * as FileSystem from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SecretStoreOptions } from '../../../electron/main/secrets/secret-store.ts'
import { createSecretStore } from '../../../electron/main/secrets/secret-store.ts'

const disk = vi.hoisted((): { fault: string | null } => ({ fault: null }))
vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof FileSystem>()
  const open: typeof real.open = (...args) =>
    disk.fault === null
      ? real.open(...args)
      : Promise.reject(Object.assign(new Error('the disk refuses'), { code: disk.fault }))
  return { ...real, open }
})

const shop = '01J8ZQ4Y6M3K2N1P0R9S8T7V6W'
const other = '01J8ZQ4Y6M3K2N1P0R9S8T7V6X'
const key = 'sk_live_secret'

/** Base 64: enough to tell sealed from open. */
class FakeKeychain {
  available = true
  backend: ReturnType<SecretStoreOptions['safeStorage']['getSelectedStorageBackend']> = 'gnome_libsecret'
  rotated = false
  sealed = 0
  failSealing = false

  isAsyncEncryptionAvailable = async (): Promise<boolean> => this.available
  getSelectedStorageBackend = (): typeof this.backend => this.backend
  encryptStringAsync = async (text: string): Promise<Buffer> => {
    if (this.failSealing) throw new Error(`cannot encrypt ${text}`)
    this.sealed += 1
    return Buffer.from(`sealed:${btoa(text)}`)
  }
  decryptStringAsync = async (content: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> => {
    const text = content.toString()
    if (!text.startsWith('sealed:')) throw new Error('not mine')
    return { shouldReEncrypt: this.rotated, result: atob(text.slice(7)) }
  }
}

let parent = ''
let folder = ''
let keychain: FakeKeychain
const store = (platform: NodeJS.Platform = 'linux') =>
  createSecretStore({ safeStorage: keychain, platform, folder })

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'secrets-'))
  folder = path.join(parent, 'live/secrets')
  keychain = new FakeKeychain()
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

describe('the secret store', () => {
  test('keeps a key over a restart, one file per connection, and never in clear', async () => {
    expect(await store().put(shop, key)).toEqual({ ok: true, value: null })
    expect(await store().put(other, 'another')).toEqual({ ok: true, value: null })
    expect(await store().get(shop)).toEqual({ ok: true, value: key })
    expect(await store().get(other)).toEqual({ ok: true, value: 'another' })
    expect(readdirSync(folder).sort()).toEqual([`${shop}.key`, `${other}.key`])
    expect(readFileSync(path.join(folder, `${shop}.key`), 'utf8')).not.toContain(key)
  })

  test.skipIf(process.platform === 'win32')(
    'is readable by its user alone, whatever was there before',
    async () => {
      await store().put(shop, key)
      writeFileSync(path.join(folder, `${shop}.key.new`), 'left by a crash', { mode: 0o666 })
      chmodSync(path.join(folder, `${shop}.key`), 0o666)
      await store().put(shop, 'newer')
      expect(statSync(path.join(folder, `${shop}.key`)).mode & 0o777).toBe(0o600)
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      expect(readdirSync(folder)).toEqual([`${shop}.key`])
      expect(await store().get(shop)).toEqual({ ok: true, value: 'newer' })
    },
  )

  test.each<[string, NodeJS.Platform, Partial<FakeKeychain>]>([
    ['none at all', 'darwin', { available: false }],
    ['none at all', 'win32', { available: false }],
    ['only the password that everybody knows', 'linux', { backend: 'basic_text' }],
    ['one that is not known yet', 'linux', { backend: 'unknown' }],
    [
      'one that fails to say',
      'linux',
      { isAsyncEncryptionAvailable: () => Promise.reject(new Error('dbus')) },
    ],
  ])('writes nothing where the keychain is %s (%s)', async (_what, platform, change) => {
    Object.assign(keychain, change)
    const noKeychain = { ok: false, error: { kind: 'no-keychain' } }
    expect(await store(platform).keeps()).toBe(false)
    expect(await store(platform).put(shop, key)).toEqual(noKeychain)
    expect(await store(platform).get(shop)).toEqual(noKeychain)
    expect(existsSync(folder)).toBe(false)
  })

  test('asks for the backend on Linux only, where alone it exists', async () => {
    keychain.getSelectedStorageBackend = () => {
      throw new Error('not on this platform')
    }
    expect(await store('darwin').keeps()).toBe(true)
    expect(await store('win32').put(shop, key)).toEqual({ ok: true, value: null })
  })

  test('a keychain that refuses to seal is no keychain', async () => {
    keychain.failSealing = true
    expect(await store().put(shop, key)).toEqual({ ok: false, error: { kind: 'no-keychain' } })
    expect(existsSync(folder)).toBe(false)
  })

  test('tells a key that was never kept from one that cannot be opened', async () => {
    expect(await store().get(shop)).toEqual({ ok: false, error: { kind: 'missing' } })
    await store().put(shop, key)
    writeFileSync(path.join(folder, `${shop}.key`), 'sealed on another machine')
    expect(await store().get(shop)).toEqual({ ok: false, error: { kind: 'unreadable' } })
  })

  test('seals again when the system changed its own key', async () => {
    await store().put(shop, key)
    keychain.rotated = true
    expect(await store().get(shop)).toEqual({ ok: true, value: key })
    expect(keychain.sealed).toBe(2)
    expect(await store().get(shop)).toEqual({ ok: true, value: key })
  })

  test('forgets, and forgets twice', async () => {
    await store().put(shop, key)
    expect(await store().forget(shop)).toEqual({ ok: true, value: null })
    expect(await store().forget(shop)).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['is full', 'ENOSPC', 'disk-full'],
    ['is broken', 'EIO', 'io'],
  ])('a disk that %s leaves the old key whole, and the failure holds no key', async (_how, code, cause) => {
    await store().put(shop, key)
    disk.fault = code
    expect(await store().put(shop, 'sk_newer')).toEqual({ ok: false, error: { kind: 'not-written', cause } })
    disk.fault = null
    expect(readdirSync(folder)).toEqual([`${shop}.key`])
    expect(await store().get(shop)).toEqual({ ok: true, value: key })
  })

  test.each(['', '..', '../outside', `${shop}/../x`, shop.toLowerCase(), `${shop}\0`])(
    'never names a file after "%s"',
    async (id) => {
      await expect(store().put(id, key)).rejects.toThrow(TypeError)
      await expect(store().get(id)).rejects.toThrow(TypeError)
      expect(readdirSync(parent)).toEqual([])
    },
  )
})
