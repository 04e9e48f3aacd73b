import path from 'node:path'
import type { Connection, PracticeCondition } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { SampleCard } from '../../../shared/domain/views.ts'
import type { Blocked, RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { PracticeConfig } from '../config.ts'
import { isDiskFull } from '../db/failure.ts'
import type { Log } from '../log.ts'
import { createTransport } from '../outbound/fetch.ts'
import type { Transport } from '../outbound/transport.ts'
import { createPracticeBackend, practiceStoreName } from '../training/backend.ts'
import type { PracticeBackend } from '../training/backend.ts'
import {
  createPracticeTransport,
  inProcessTransport,
  practiceOrigin,
} from '../training/practice-transport.ts'
import { practiceAccount } from '../training/wire-customers.ts'

/** The practice provider as the terminal uses it. */
export interface Practice {
  readonly transport: Transport
  /** The key that it accepts. */
  readonly token: string
  readonly baseUrl: string
  condition(): PracticeCondition
  setCondition(condition: PracticeCondition): void
  sampleCards(): readonly SampleCard[]
  /** The shop as on its first day. A provider that runs elsewhere is not ours to reset. */
  reset(): Result<null, RequestFailure>
  close(): void
}

/** What the practice provider is opened with. */
export interface OpenPracticeOptions {
  readonly config: PracticeConfig
  readonly folder: string
  readonly token: string
  readonly clock: { now(): number }
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>
  readonly log: Log
}

/** Opens the practice provider inside this process, or the way to one that runs in another. */
export function openPractice(options: OpenPracticeOptions): Result<Practice, Blocked> {
  const { config, folder } = options
  const { remote } = config
  if (remote !== null) {
    const weather = createPracticeTransport({ transport: createTransport(), sleep: options.sleep })
    return ok({
      transport: weather.transport,
      condition: weather.condition,
      setCondition: weather.setCondition,
      token: remote.token ?? '',
      baseUrl: remote.url,
      sampleCards: () => cardsOfFirstDay(options),
      reset: () => err({ kind: 'not-offered' }),
      close: () => undefined,
    })
  }
  const file = path.join(folder, 'practice-backend.db')
  try {
    return ok(inThisProcess(options, file))
  } catch (error) {
    options.log.error('practice.not-opened', { error })
    return err(isDiskFull(error) ? { kind: 'disk-full' } : { kind: 'database-unreadable', file })
  }
}

function backend(options: OpenPracticeOptions, file: string): PracticeBackend {
  return createPracticeBackend({
    file,
    members: options.config.members,
    token: options.token,
    clock: options.clock,
    onFault: (error) => {
      options.log.error('practice.fault', { error })
    },
  })
}

function inThisProcess(options: OpenPracticeOptions, file: string): Practice {
  const shop = backend(options, file)
  if (shop.found === 'set-aside') options.log.warn('practice.set-aside')
  const weather = createPracticeTransport({
    transport: inProcessTransport(shop.handle),
    sleep: options.sleep,
  })
  return {
    transport: weather.transport,
    condition: weather.condition,
    setCondition: weather.setCondition,
    token: options.token,
    baseUrl: practiceOrigin,
    sampleCards: shop.sampleCards,
    reset: () => {
      shop.reset()
      return ok(null)
    },
    close: shop.close,
  }
}

/** The same seed makes the same members, so the cards of a provider elsewhere can be told without asking it. */
function cardsOfFirstDay(options: OpenPracticeOptions): readonly SampleCard[] {
  const copy = backend(options, ':memory:')
  try {
    return copy.sampleCards()
  } finally {
    copy.close()
  }
}

/** The practice shop. Single till and no lag: its dropped replies settle by themselves. */
export function practiceConnection(id: Ulid, config: PracticeConfig, practice: Practice): Connection {
  return {
    id,
    name: practiceStoreName,
    provider: 'leal',
    mode: 'practice',
    baseUrl: practice.baseUrl,
    store: String(practiceAccount),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    singleTill: config.singleTill,
    readLagMs: config.singleTill ? 0 : 30_000,
    lateBoundMs: config.singleTill ? 0 : 90_000,
  }
}
