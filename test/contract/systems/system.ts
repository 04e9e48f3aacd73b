import type { Connection, ProviderId } from '../../../shared/domain/connection.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../../electron/main/outbound/transport.ts'
import type {
  Answer,
  CallOptions,
  Capabilities,
  LedgerVerdict,
  Provider,
} from '../../../electron/main/providers/provider.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import type { Fault, Struck } from '../../fakes/faults.ts'
import { contractTools, practiceConnection } from '../provider-contract.ts'

/** The kinds of changes that an adapter declares the meaning of silence for. */
export type ChangeKind = keyof Capabilities['unanswered']

/** How a change is sent. */
export interface Sending extends Partial<CallOptions> {
  /** To somebody else than whom it was begun for. */
  readonly to?: string
}

/** One change, which may be sent more than once: each time the very same. */
export interface Begun {
  send(provider: Provider, how?: Sending): Promise<Answer<unknown>>
  /** How often it counts, by the server's own books. */
  times(): number | Promise<number>
  /** Sends what takes it back; absent where nothing does, or that is a change of its own. */
  takeBack?(provider: Provider): Promise<Answer<unknown>>
  /** What can be read of it afterwards; absent where a repeat needs no look. */
  look?(provider: Provider): Promise<LedgerVerdict>
}

/** Reads that a provider may have to ask its system for. */
export type ReadName =
  | 'ping'
  | 'programme'
  | 'members'
  | 'member'
  | 'search'
  | 'findByCode'
  | 'findByContact'
  | 'findByTag'
  | 'readBack'
  | 'ledger'
  | 'lists'
  | 'tiers'
  | 'candidate'
  | 'wallet'

/** A provider's variations for a test. */
export interface Opening {
  readonly key?: string
  readonly store?: string
  readonly origin?: string
  readonly transport?: Transport
}

/** One loyalty system behind a real socket. */
export interface ContractSystem {
  readonly id: ProviderId
  readonly origin: string
  readonly key: string
  readonly members: number
  /** Somebody with a card or a balance, and a contact. */
  readonly somebody: string
  /** Their card, or the card that their balance is. */
  readonly card: string
  /** Their e-mail address. */
  readonly email: string
  /** A code that is theirs, where the system keeps any. */
  readonly code: string
  readonly unknown: string
  readonly wrongKey: string
  /** A shop that is not there; null where the key names the shop. */
  readonly lostStore: string | null
  /** A provider with tools of its own: one test's refusals never hold up the next. */
  open(over?: Opening): Provider
  requests(): readonly {
    readonly method: string
    readonly authorized: boolean
    readonly connection: string | null
  }[]
  fault(on: Struck, ...faults: readonly Fault[]): void
  applyLate(): Promise<void>
  /** Reads are answered from this moment until they are fresh again. */
  stale(on: boolean): Promise<void> | void
  /** Ends every token; null where the key itself goes with each request. */
  readonly endTokens: (() => void) | null
  /** The only statuses under which each may have gone well; any of 2xx where it is not here. */
  readonly succeeds: Partial<Readonly<Record<ChangeKind | 'read', readonly number[]>>>
  /** Whether the answer to a change of a balance tells the balance after it. */
  readonly tellsBalance: boolean
  /** A change of each kind that is offered, with all that must be there before it. */
  readonly changes: Partial<Readonly<Record<ChangeKind, () => Promise<Begun>>>>
  close(): Promise<void>
}

export const quietly = { priority: 'background' } as const
let serial = 0

/** A number that no other change of this run has. */
export function next(): number {
  serial += 1
  return serial
}

/** A change's own marks: an operation's id and its tag. */
export function marks(number = next()) {
  return {
    ...quietly,
    tag: `T1AB-${String(number).padStart(8, '0')}`,
    operation: `01JD${String(number).padStart(22, '0')}`,
  }
}

/** Opens providers of one system. */
export function opening(id: ProviderId, usual: Required<Omit<Opening, 'transport'>>): ContractSystem['open'] {
  return (over = {}) => {
    const { key, store, origin, transport = createTransport() } = { ...usual, ...over }
    const connection: Connection = {
      ...practiceConnection(origin),
      ...{ provider: id, mode: 'live', store, singleTill: false },
    }
    const made = createProvider(connection, contractTools(transport, key))
    if (made === null) throw new Error(`${id} is not spoken`)
    return made
  }
}

/** A look as a verdict: whether what was read shows the change. */
export function verdictOf(answer: Answer<unknown>, shows: boolean): LedgerVerdict {
  if (!answer.ok) throw new Error(`the look failed: ${JSON.stringify(answer.failure)}`)
  return shows ? 'there' : 'absent'
}

/** What a facet answers, or a failing test where the provider has none. */
export function facet<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new Error('no such facet')
  return found
}

/** A change of a balance: its ledger is read back where the system has one. */
export function adjusting(
  somebody: string,
  amount: number,
  countOf: (mine: ReturnType<typeof marks>) => number,
): Begun {
  const mine = marks()
  return {
    send: (provider, { to = somebody, ...how } = {}) =>
      facet(provider.balance).adjust(to, { amount, note: 'broken cup' }, { ...mine, ...how }),
    times: () => countOf(mine),
    look: async (provider) => {
      const answer = await facet(provider.balance?.readBack)(somebody, { tag: mine.tag, amount }, quietly)
      if (!answer.ok) throw new Error(`the look failed: ${JSON.stringify(answer.failure)}`)
      return answer.value
    },
  }
}
