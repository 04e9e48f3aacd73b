import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SafeStorage } from 'electron'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { err, ok } from '../../../shared/ipc/result.ts'

/** Why a key is not kept, or not to be had. */
export type SecretFailure =
  /** The system has no safe place: keep the key in memory, for this run only. */
  | { readonly kind: 'no-keychain' }
  /** Nothing is kept for this connection. */
  | { readonly kind: 'missing' }
  /** What is kept cannot be opened: another user, another machine, or a keychain that was reset. */
  | { readonly kind: 'unreadable' }
  /** The disk refused. */
  | { readonly kind: 'not-written'; readonly cause: 'disk-full' | 'io' }

/** Keys of the connections, one encrypted file each. A key is never logged, and no failure holds one. */
export interface SecretStore {
  /** Kept, on disk and flushed, once this resolves. */
  put(connectionId: Ulid, key: string): Promise<Result<null, SecretFailure>>
  get(connectionId: Ulid): Promise<Result<string, SecretFailure>>
  /** Nothing is left afterwards; forgetting what was never kept is fine. */
  forget(connectionId: Ulid): Promise<Result<null, SecretFailure>>
  /** Whether keys survive a restart here. */
  keeps(): Promise<boolean>
}

export interface SecretStoreOptions {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >
  readonly platform: NodeJS.Platform
  /** Folder of the files; made when missing. */
  readonly folder: string
}

const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/

export function createSecretStore({ safeStorage, platform, folder }: SecretStoreOptions): SecretStore {
  /** A connection's id names a file: anything else must not. */
  const fileOf = (connectionId: Ulid): string => {
    if (!ulid.test(connectionId)) throw new TypeError('a connection id must be a ULID')
    return join(folder, `${connectionId}.key`)
  }

  const keeps = async (): Promise<boolean> => {
    if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return false
    // Chromium's `basic_text` encrypts with a password that everybody knows: that is hiding, not keeping.
    return (
      platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
    )
  }

  const write = async (file: string, key: string): Promise<Result<null, SecretFailure>> => {
    const sealed = await safeStorage.encryptStringAsync(key).catch(() => null)
    if (sealed === null) return err({ kind: 'no-keychain' })
    try {
      await replaceFile(file, sealed)
      return ok(null)
    } catch (error) {
      return err({ kind: 'not-written', cause: codeOf(error) === 'ENOSPC' ? 'disk-full' : 'io' })
    }
  }

  return {
    keeps,
    async put(connectionId, key) {
      const file = fileOf(connectionId)
      return (await keeps()) ? write(file, key) : err({ kind: 'no-keychain' })
    },
    async get(connectionId) {
      const file = fileOf(connectionId)
      if (!(await keeps())) return err({ kind: 'no-keychain' })
      const read = await readFile(file).catch((error: unknown) => codeOf(error))
      if (!Buffer.isBuffer(read)) return err({ kind: read === 'ENOENT' ? 'missing' : 'unreadable' })
      const opened = await safeStorage.decryptStringAsync(read).catch(() => null)
      if (opened === null) return err({ kind: 'unreadable' })
      // The system changed its own key. Failing to renew costs nothing: the old file still opens, and asks again.
      if (opened.shouldReEncrypt) await write(file, opened.result)
      return ok(opened.result)
    },
    async forget(connectionId) {
      try {
        await rm(fileOf(connectionId), { force: true })
        return ok(null)
      } catch {
        return err({ kind: 'not-written', cause: 'io' })
      }
    },
  }
}

/** After a crash or a power cut there is the old file or the new one, whole, and readable by the user alone. */
async function replaceFile(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.new`
  try {
    // A leftover of a crash may have been made with other rights: never write into it.
    await rm(fresh, { force: true })
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The rename itself must survive a power cut. Windows has no such call and journals it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
