import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTerminal } from '../../../electron/main/app/terminal.ts'
import type { Terminal, TerminalDependencies } from '../../../electron/main/app/terminal.ts'
import { createHandlers } from '../../../electron/main/ipc/handlers/handlers.ts'
import type { Handlers } from '../../../electron/main/ipc/handlers/desk.ts'
import { createPublisher } from '../../../electron/main/ipc/publish.ts'
import type { EventName, RequestName } from '../../../shared/ipc/channels.ts'
import { events } from '../../../shared/ipc/channels.ts'
import type { EventMap, RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { expect } from 'vitest'
import { noCustomers } from '../../fakes/no-customers.ts'
import { noScanners } from '../../fakes/no-scanners.ts'
import { plainDependencies } from '../../fakes/plain-terminal.ts'

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
    ...plainDependencies({ userData, env, publisher, onLine: (line) => lines.push(line) }),
    ...more,
  })
  await terminal.started
  const handlers: Handlers = createHandlers(terminal.desk, noScanners, noCustomers)
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
