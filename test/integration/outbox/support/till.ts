import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Ballast } from '../../../../electron/main/db/ballast.ts'
import { openDatabase } from '../../../../electron/main/db/open.ts'
import type { WriteDb } from '../../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox, OutboxDependencies } from '../../../../electron/main/outbox/types.ts'
import type { Capabilities } from '../../../../electron/main/providers/provider.ts'
import { redact } from '../../../../electron/main/redact.ts'
import type { Connection } from '../../../../shared/domain/connection.ts'
import type { MemberKey } from '../../../../shared/domain/ids.ts'
import type { OperationState, OperationView } from '../../../../shared/domain/operation.ts'
import { createFakeProvider, details } from './fake-provider.ts'
import type { FakeProvider } from './fake-provider.ts'
import { createFakeTime } from './fake-time.ts'
import type { FakeTime } from './fake-time.ts'

export const shop: Connection = {
  id: '01SHOP0000000000000000000A',
  name: 'Corner shop',
  provider: 'leal',
  mode: 'practice',
  baseUrl: 'https://loyalty.example',
  store: '7',
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

export interface Till {
  readonly time: FakeTime
  readonly fake: FakeProvider
  readonly file: string
  db: WriteDb
  outbox: Outbox
  readonly logged: string[]
  /** Kills the program and starts it again over the same file. */
  restart(tillId?: string): void
  /** Saves and answers what was saved; fails the test where nothing was. */
  save(operation: NewOperation): OperationView
  state(view: { readonly id: string }): OperationState | null
  /** The connection leads elsewhere from now on. */
  changeShop(changes: Partial<Connection>): void
  /** The shop is not among the connections any more. */
  forgetShop(): void
  /** Whether this version of the program has an adapter for the shop. */
  speaks(adapter: boolean): void
  close(): void
}

export interface TillOptions {
  readonly connection?: Partial<Connection>
  readonly capabilities?: Partial<Capabilities>
  readonly file?: string
  readonly start?: boolean
  readonly tillId?: string
  /** Another till of the same shop: one clock, one provider. */
  readonly beside?: Till
  /** What is known outside of the file. */
  readonly outside?: NonNullable<OutboxDependencies['outside']>
  /** How callbacks are run after what is ready now. */
  readonly soon?: (callback: () => void) => void
  /** Space kept aside on the disk; none where absent. */
  readonly ballast?: Ballast
  readonly random?: (length: number) => Uint8Array
  /** Who the copy of the list has under a contact. */
  readonly known?: NonNullable<OutboxDependencies['known']>
}

let boots = 0

/** Bytes as by chance, the same for the same number: a till without its own has those of how many were started before it. */
export function chances(number: number): (length: number) => Uint8Array {
  let seed = number * 7919
  return (length) =>
    Uint8Array.from({ length }, () => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
      return seed >>> 16
    })
}

/** A till over a real database file and a fake provider; a file in memory where nobody else has to read it. */
export function createTill(options: TillOptions = {}): Till {
  const time = options.beside?.time ?? createFakeTime()
  const fake = options.beside?.fake ?? createFakeProvider(() => time.now())
  if (options.capabilities !== undefined) {
    Object.assign(fake.provider, {
      capabilities: { ...fake.provider.capabilities, ...options.capabilities },
    })
  }
  const connection = { ...shop, ...options.connection }
  let connections: readonly Connection[] = [connection]
  let spoken = true
  const folder = mkdtempSync(path.join(tmpdir(), 'outbox-'))
  const file = options.file ?? path.join(folder, 'outbox.db')
  const logged: string[] = []
  const open = (): WriteDb => {
    const opened = openDatabase({ file, now: time.now(), ballastBytes: 0 })
    if (!opened.ok) throw new Error(`not opened: ${opened.error.kind}`)
    return options.ballast === undefined ? opened.value : { ...opened.value, ballast: options.ballast }
  }
  const build = (db: WriteDb, tillId: string): Outbox => {
    boots += 1
    const deps: OutboxDependencies = {
      clock: time,
      timers: time.timers,
      soon: options.soon ?? queueMicrotask,
      random: options.random ?? chances(boots),
      connections: () => connections,
      provider: () => (spoken ? fake.provider : null),
      bootId: `boot-${boots}`,
      tillId,
      ...(options.known === undefined ? {} : { known: options.known }),
      ...(options.outside === undefined ? {} : { outside: options.outside }),
      log: {
        info: (event) => logged.push(event),
        // As the real log writes them; what that would drop is shown all the same.
        warn: (event, fields = {}) =>
          logged.push(`${event} ${JSON.stringify({ ...fields, ...redact(fields) })}`),
      },
    }
    return createOutbox(db, deps)
  }
  const db = open()
  saveConnection(db, connection, time.now())
  const till: Till = {
    time,
    fake,
    file,
    db,
    outbox: build(db, options.tillId ?? 'till-A'),
    logged,
    restart: (tillId = options.tillId ?? 'till-A') => {
      time.forget()
      // What lies in memory is gone with its connection: the file is then the connection.
      if (file !== ':memory:') {
        till.db.close()
        till.db = open()
      }
      till.outbox = build(till.db, tillId)
      till.outbox.start()
    },
    save: (operation) => {
      const saved = till.outbox.enqueue(operation)
      if (!saved.ok) throw new Error(`not saved: ${saved.error.kind}`)
      return saved.value
    },
    state: (view) => till.outbox.view(view.id)?.state ?? null,
    changeShop: (changes) => {
      connections = connections.map((one) => ({ ...one, ...changes }))
      for (const one of connections) saveConnection(till.db, one, time.now())
    },
    forgetShop: () => {
      connections = []
    },
    speaks: (adapter) => {
      spoken = adapter
    },
    close: () => {
      till.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  if (options.start !== false) till.outbox.start()
  return till
}

let intents = 0
const common = (): Pick<NewOperation, 'connectionId' | 'intent' | 'by' | 'actor' | 'undoMs'> => ({
  connectionId: shop.id,
  intent: `intent-${(intents += 1)}`,
  by: 'Kim',
  actor: null,
  undoMs: 0,
})
const who = { name: 'Somebody' }

export function stamps(
  remoteId: string,
  amount = 1,
  more: { undoMs?: number; intent?: string } = {},
): NewOperation {
  return {
    ...common(),
    kind: 'stamps.add',
    target: { kind: 'member', key: `r:${remoteId}` },
    payload: { who, amount, card: { kind: 'held', cardId: `card-${remoteId}` } },
    ...more,
  }
}

export function stampsFor(key: MemberKey, amount = 1): NewOperation {
  return {
    ...common(),
    kind: 'stamps.add',
    target: { kind: 'member', key },
    payload: { who, amount, card: { kind: 'template', templateId: 'coffee' } },
  }
}

export function stampsOnCode(code: string, amount = 1, undoMs = 0): NewOperation {
  return {
    ...common(),
    kind: 'stamps.add',
    target: { kind: 'code', code },
    payload: { who: { name: '' }, amount, card: { kind: 'only' } },
    undoMs,
  }
}

export function redeem(
  remoteId: string,
  cost: number,
  more: { undoMs?: number; provisional?: boolean } = {},
): NewOperation {
  return {
    ...common(),
    kind: 'reward.redeem',
    target: { kind: 'member', key: `r:${remoteId}` },
    payload: {
      who,
      rewardId: `w${cost}`,
      rewardName: 'Free coffee',
      cost,
      card: { kind: 'held', cardId: `card-${remoteId}` },
      provisional: more.provisional ?? false,
    },
    undoMs: more.undoMs ?? 0,
  }
}

export function create(
  local: string,
  firstName: string,
  more: { email?: string; phone?: string; code?: string } = {},
): NewOperation {
  return {
    ...common(),
    kind: 'member.create',
    target: { kind: 'member', key: `l:${local}` },
    payload: {
      who: { name: firstName },
      details: details(firstName, { email: more.email ?? null, phone: more.phone ?? null }),
      code: more.code ?? null,
      templateId: 'coffee',
      welcome: 1,
      sendLinks: false,
    },
  }
}

export function attach(key: MemberKey, code: string): NewOperation {
  return { ...common(), kind: 'card.attach', target: { kind: 'member', key }, payload: { who, code } }
}

export function edit(
  key: MemberKey,
  base: ReturnType<typeof details>,
  changes: Partial<ReturnType<typeof details>>,
): NewOperation {
  return {
    ...common(),
    kind: 'member.edit',
    target: { kind: 'member', key },
    payload: { who, changes, base },
  }
}

export function adjust(
  remoteId: string,
  amount: number,
  more: { undoMs?: number; note?: string } = {},
): NewOperation {
  const { note = null, ...rest } = more
  return {
    ...common(),
    kind: 'balance.adjust',
    target: { kind: 'member', key: `r:${remoteId}` },
    payload: { who, amount, unit: points, card: { kind: 'held', cardId: `card-${remoteId}` }, note },
    ...rest,
  }
}

/** Takes back what `made` added. */
export function revert(remoteId: string, made: { id: string; amount: number }): NewOperation {
  return {
    ...common(),
    kind: 'balance.revert',
    target: { kind: 'member', key: `r:${remoteId}` },
    payload: {
      who,
      amount: made.amount,
      unit: points,
      card: { kind: 'held', cardId: `card-${remoteId}` },
      operationId: made.id,
      key: made.id,
    },
  }
}

const points = { kind: 'points', decimals: 0 } as const
