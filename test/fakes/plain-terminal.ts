import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ulid } from 'ulid'
import type { TerminalDependencies } from '../../electron/main/app/terminal.ts'
import { readConfig } from '../../electron/main/config.ts'
import type { Publisher } from '../../electron/main/ipc/publish.ts'
import { createLog } from '../../electron/main/log.ts'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { createSecretStore } from '../../electron/main/secrets/secret-store.ts'

const noKeychain: Parameters<typeof createSecretStore>[0]['safeStorage'] = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: () => Promise.reject(new Error('no keychain here')),
  decryptStringAsync: () => Promise.reject(new Error('no keychain here')),
  getSelectedStorageBackend: () => 'basic_text',
}

/** What a whole terminal is built from in plain Node: all of it real but the keychain and the page. */
export function plainDependencies(options: {
  readonly userData: string
  readonly env?: Readonly<Record<string, string>>
  readonly publisher: Publisher
  readonly onLine: (line: string) => void
}): TerminalDependencies {
  const { userData } = options
  return {
    config: readConfig({
      env: { STAMPWELL_PRACTICE_MEMBERS: '300', ...options.env },
      packaged: true,
      readText: (file) => readFileSync(file, 'utf8'),
    }),
    userData,
    version: '0.0.0',
    country: 'GB',
    clock: { now: Date.now },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms)
        return () => {
          clearTimeout(timer)
        }
      },
    },
    newId: ulid,
    random: (length) => new Uint8Array(randomBytes(length)),
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal === null ? {} : { signal }).catch(() => undefined)
    },
    log: createLog({ level: 'debug', now: Date.now, sinks: [options.onLine] }),
    secrets: createSecretStore({
      safeStorage: noKeychain,
      platform: 'linux',
      folder: path.join(userData, 'live', 'secrets'),
    }),
    transport: createTransport(),
    workerUrl: new URL('../../electron/main/directory/worker.ts', import.meta.url),
    publisher: options.publisher,
    quit: () => undefined,
    onClosing: () => undefined,
    machine: () => Promise.resolve(null),
    // Nobody chooses a file here.
    dialogs: {
      saveFile: () => Promise.resolve(null),
      openFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
    },
  }
}

/** Time that passes `times` as fast, from a moment in the past on. */
export function hurriedTime(times: number, from: number): Pick<TerminalDependencies, 'clock' | 'timers'> {
  const began = Date.now()
  return {
    clock: { now: () => from + (Date.now() - began) * times },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms / times)
        return () => {
          clearTimeout(timer)
        }
      },
    },
  }
}
