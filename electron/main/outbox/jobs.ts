import type { Connection } from '../../../shared/domain/connection.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import { lastWrite } from '../db/tables/attempts.ts'
import { canonicalKey, codesOfKey, enrolledAt, remoteIdOf } from '../db/tables/members.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Provider } from '../providers/provider.ts'
import type { Core } from './core.ts'
import { asItIsFor } from './keys.ts'
import { workOf } from './kinds/work.ts'
import type { Work } from './kinds/work.ts'
import type { ParsedPayload } from './pure/payload.ts'
import { settleMs } from './settle.ts'
import { holdersOfCard } from './take-card.ts'
import { targetOf } from './views.ts'

/** After an enrolment a read may not show the member at once, whatever the provider promises. */
const freshMs = 30_000

/** Under what a counter of our own last write is kept. */
export function counterKey(connectionId: string, cardId: string): string {
  return `${connectionId} ${cardId}`
}

/** The address that an operation was made for; a connection that points elsewhere never gets it. */
export function storeOf(connection: Connection): string {
  return `${connection.baseUrl}|${connection.store}`
}

/** Whether a read now shows all that this till ever wrote for the member. Times in the file may be a wrong clock's. */
function isQuiet(core: Core, row: OpRow, remoteId: string | null, readLagMs: number): boolean {
  const since = remoteId === null ? null : core.sinceWrite(row.connection_id, remoteId)
  if (since !== null) return since > readLagMs
  return core.sinceStart() > readLagMs || lastWrite(core.db, row) === null
}

/** An operation with everything around it that its kind may ask for. */
export function jobFor(
  core: Core,
  args: {
    readonly row: OpRow
    readonly parsed: ParsedPayload
    readonly connection: Connection
    readonly provider: Provider
    /** A redemption waits behind it. */
    readonly urgent: boolean
  },
): Work {
  const { row, parsed, connection, urgent } = args
  const provider = asItIsFor(core, row, args.provider)
  const target = targetOf(row)
  const now = core.now()
  const remoteId = target.kind === 'member' ? remoteIdOf(core.db, connection.id, target.key) : null
  const enrolled = target.kind === 'member' ? enrolledAt(core.db, connection.id, target.key) : null
  return workOf(parsed, {
    connection,
    provider,
    // Somebody stands at the counter and waits for the reward; the rest goes behind look-ups.
    options: {
      priority: urgent || row.kind === 'reward.redeem' ? 'cashier' : 'background',
      tag: row.tag,
      // An operation that came from another till keeps the key that it was made with.
      operation: row.origin ?? row.id,
    },
    code: target.kind === 'code' ? target.code : null,
    remoteId,
    // A clock that was ahead then and is right now must not make "a short while" one of months.
    freshlyEnrolled: enrolled !== null && Math.abs(now - enrolled) < Math.max(freshMs, settleMs(connection)),
    sentBefore: row.attempts > 0 || row.suspect === 1,
    insist: row.insist === 1,
    counterOf: (cardId) => core.counters.get(counterKey(connection.id, cardId)) ?? null,
    readsAreFresh: connection.readLagMs === 0 || isQuiet(core, row, remoteId, connection.readLagMs),
    keyOf: (remoteId) => canonicalKey(core.db, connection.id, remoteKey(remoteId)),
    known: (contact) => core.deps.known?.(connection.id, contact) ?? Promise.resolve([]),
    holders: (code) => holdersOfCard(core.db, connection.id, code),
    codes: () => (target.kind === 'member' ? codesOfKey(core.db, connection.id, target.key) : []),
  })
}
