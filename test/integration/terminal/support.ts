import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ulid } from 'ulid'
import { createTerminal } from '../../../electron/main/app/terminal.ts'
import type { Terminal, TerminalDependencies } from '../../../electron/main/app/terminal.ts'
import { readConfig } from '../../../electron/main/config.ts'
import { createHandlers } from '../../../electron/main/ipc/handlers/handlers.ts'
import type { Handlers } from '../../../electron/main/ipc/handlers/desk.ts'
import { createPublisher } from '../../../electron/main/ipc/publish.ts'
import { createLog } from '../../../electron/main/log.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { createSecretStore } from '../../../electron/main/secrets/secret-store.ts'
import type { EventName, RequestName } from '../../../shared/ipc/channels.ts'
import { events } from '../../../shared/ipc/channels.ts'
import type { EventMap, RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { expect } from 'vitest'

/** One event, as the page heard it. */
export type Told = { readonly [E in EventName]: { readonly name: E; readonly value: EventMap[E] } }[EventName]

/** A terminal without Electron, driven as its page drives it. */
export interface Rig {
  readonly terminal: Terminal
  readonly userData: string
  readonly lines: readonly string[]
  readonly told: readonly Told[]
  /** Asks and expects a good answer. */
  ask<N extends RequestName>(name: N, args: RequestArgs<N>): Promise<RequestMap[N]['value']>
  /** Asks and expects a failure. */
  refused<N extends RequestName>(name: N, args: RequestArgs<N>): Promise<RequestFailure>
  /** Waits until `test` answers something, or fails after `ms`. */
  until<T>(what: string, test: () => Promise<T | null | undefined | false>, ms?: number): Promise<T>
  close(): Promise<void>
}

const noKeychain: Parameters<typeof createSecretStore>[0]['safeStorage'] = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: () => Promise.reject(new Error('no keychain here')),
  decryptStringAsync: () => Promise.reject(new Error('no keychain here')),
  getSelectedStorageBackend: () => 'basic_text',
}

/** A folder of its own, and the call that removes it. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-terminal-'))
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Starts a terminal on a folder. */
export async function startTerminal(
  userData: string,
  env: Readonly<Record<string, string>> = {},
  more: Partial<TerminalDependencies> = {},
): Promise<Rig> {
  const lines: string[] = []
  const told: Told[] = []
  const names = new Map<string, EventName>(
    (Object.keys(events) as EventName[]).map((name) => [events[name], name]),
  )
  const publisher = createPublisher()
  publisher.attach({
    isDestroyed: () => false,
    send: (channel, value) => {
      const name = names.get(channel)
      if (name !== undefined) told.push({ name, value: structuredClone(value) } as Told)
    },
  })
  publisher.ready()
  const terminal = createTerminal({
    config: readConfig({
      env: { STAMPWELL_PRACTICE_MEMBERS: '300', ...env },
      packaged: true,
      readText: () => {
        throw new Error('nothing to read')
      },
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
    log: createLog({ level: 'debug', now: Date.now, sinks: [(line) => lines.push(line)] }),
    secrets: createSecretStore({
      safeStorage: noKeychain,
      platform: 'linux',
      folder: path.join(userData, 'live', 'secrets'),
    }),
    transport: createTransport(),
    workerUrl: new URL('../../../electron/main/directory/worker.ts', import.meta.url),
    publisher,
    quit: () => undefined,
    onClosing: () => undefined,
    ...more,
  })
  await terminal.started
  const handlers: Handlers = createHandlers(terminal.desk)
  const answer = async <N extends RequestName>(name: N, args: RequestArgs<N>) =>
    structuredClone(await handlers[name](args))
  return {
    terminal,
    userData,
    lines,
    told,
    async ask(name, args) {
      const result = await answer(name, args)
      if (!result.ok) expect.fail(`${name} was refused: ${JSON.stringify(result.error)}`)
      return result.value
    },
    async refused(name, args) {
      const result = await answer(name, args)
      if (result.ok) expect.fail(`${name} was not refused`)
      return result.error
    },
    async until(what, test, ms = 10_000) {
      const end = Date.now() + ms
      for (;;) {
        const found = await test()
        if (found !== null && found !== undefined && found !== false) return found
        if (Date.now() > end) expect.fail(`never: ${what}`)
        await delay(15)
      }
    },
    close: () => terminal.close(),
  }
}
