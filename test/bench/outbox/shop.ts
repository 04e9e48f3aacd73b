import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { ulid } from 'ulid'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import { createLealProvider } from '../../../electron/main/providers/leal/leal-provider.ts'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'

/** The till that made every file of the bench. */
export const tillId = 'bench'

/** The one shop of the bench. Where its provider listens is told to the adapter alone: a file fits every run. */
export const shop: Connection = {
  id: '01BENCH000000000000000000A',
  name: 'Bench',
  provider: 'leal',
  mode: 'practice',
  baseUrl: 'https://loyalty.example',
  store: '1',
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

/** One stamp for a member who is a regular: the card is known. */
export function stamp(member: number, undoMs = 0): NewOperation {
  const id = String(member)
  return {
    kind: 'stamps.add',
    connectionId: shop.id,
    intent: ulid(),
    target: { kind: 'member', key: remoteKey(id) },
    payload: { who: { name: 'Nora Ashdown' }, amount: 1, card: { kind: 'held', cardId: id } },
    undoMs,
    by: 'Robin',
    actor: null,
  }
}

/** The real adapter over our own fetch, as the terminal builds it for a live shop without a proxy. */
export function lealAt(baseUrl: string): Provider {
  return createLealProvider(
    { ...shop, baseUrl },
    {
      transport: createTransport(),
      key: () => 'bench-key',
      clock: { now: Date.now },
      sleep: (ms, signal) => delay(ms, undefined, signal === null ? {} : { signal }).catch(() => undefined),
    },
  )
}

/** The outbox file as the terminal opens it, with its ballast. */
export function openFile(file: string): WriteDb {
  const opened = openDatabase({ file, now: Date.now() })
  if (!opened.ok) throw new Error(`the outbox was not opened: ${opened.error.kind}`)
  return opened.value
}

/** The outbox as the terminal builds it; it sends nothing before it is started. */
export function outboxOver(db: WriteDb, provider: Provider | null): Outbox {
  saveConnection(db, shop, Date.now())
  return createOutbox(db, {
    clock: { now: Date.now },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms)
        return () => {
          clearTimeout(timer)
        }
      },
    },
    random: (length) => new Uint8Array(randomBytes(length)),
    connections: () => [shop],
    provider: () => provider,
    bootId: ulid(),
    tillId,
    log: { info: () => undefined, warn: () => undefined },
  })
}
