import type { Query } from '../../../electron/main/db/handle.ts'
import type { OperationChange } from '../../../electron/main/outbox/types.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { OperationKind, OperationView } from '../../../shared/domain/operation.ts'
import type { Boot, Scene } from './scene.ts'

interface Waiting {
  readonly kind: OperationKind
  readonly payload: string
  readonly tag: string
  readonly attempts: number
}
const waitingOnLane: Query<Waiting> = {
  sql: `select kind, payload, tag, attempts from op where live = 1 and lane = ? and state in ('held', 'queued', 'sending')
    and kind in ('stamps.add', 'reward.redeem', 'balance.adjust')`,
}
const payloadOf: Query<{ readonly kind: string; readonly payload: string }> = {
  sql: 'select kind, payload from op where seq = ?',
}

/** What the till tells of an operation, as a screen hears it after the commit. */
export function hear(scene: Scene, boot: Boot, change: OperationChange): void {
  const { view, key } = change
  const known = scene.known.get(view.id)
  const lane = view.target.kind === 'member' ? view.target.key : `card:${view.target.code}`
  if (view.state === 'attention' && known?.state !== 'attention') scene.asked += 1
  scene.known.set(view.id, {
    id: view.id,
    seq: view.seq,
    lane: known?.lane ?? lane,
    state: view.state,
    madeAt: known?.madeAt ?? scene.time.steady(),
  })
  scene.notes.trace(
    `${scene.time.steady()} ${boot.id} operation ${view.seq} ${view.facts.kind} ${lane} ${view.state} ${view.proof ?? view.reason?.kind ?? ''}`,
  )
  if (view.state === 'done' && view.proof === 'natural-key') checkNatural(scene, view, lane)
  if (key !== null && (view.state === 'done' || view.state === 'queued')) checkBalance(scene, key)
}

/**
 * I13: what is laid over the provider's figure holds nothing that the provider has counted already. A member with
 * something on the wire is left out here as on the screen: a reading may or may not include it.
 */
function checkBalance(scene: Scene, key: MemberKey): void {
  const { outbox, connection, book, notes, plan } = scene
  if (outbox === null || plan.world.breaksBound || scene.tainted.has(key)) return
  const owed = outbox.owed(connection.id, key)
  if (owed.onTheWire) return
  const laid = owed.cards.reduce((sum, card) => sum + card.waiting, 0)
  const rows = scene.disk.own.all(waitingOnLane, key)
  const applied = rows.filter(({ tag }) => book.timesApplied(tag) > 0)
  if (applied.length === 0) return
  const open = sumOf(rows.filter((row) => !applied.includes(row)))
  // What was sent before may be shown apart, as being checked.
  const fresh = sumOf(rows.filter((row) => !applied.includes(row) && row.attempts === 0))
  if (laid !== open && laid !== fresh) {
    notes.violation(
      'I13',
      `${key}: ${laid} are shown as waiting, ${open} really are, the rest is applied already`,
    )
  }
}

function sumOf(rows: readonly Waiting[]): number {
  return rows.reduce((sum, { kind, payload }) => {
    const { amount, cost } = JSON.parse(payload) as { readonly amount?: number; readonly cost?: number }
    return sum + (kind === 'reward.redeem' ? -(cost ?? 0) : (amount ?? 0))
  }, 0)
}

/** I4 for what was found done without a mark of ours: the provider did show it. */
function checkNatural(scene: Scene, { id, seq }: OperationView, lane: string): void {
  const { book, disk, time, notes, connection, outbox, plan } = scene
  const row = disk.own.get(payloadOf, seq)
  const remoteId = lane.startsWith('card:')
    ? null
    : (outbox?.remoteIdOf(connection.id, lane as MemberKey) ?? null)
  if (row === undefined || remoteId === null) return
  const { changes, code } = JSON.parse(row.payload) as {
    readonly changes?: Partial<MemberDetails>
    readonly code?: string
  }
  const fits = (member: RemoteMember): boolean =>
    row.kind === 'card.attach'
      ? member.codes.includes(code ?? '')
      : Object.entries(changes ?? {}).every(
          ([field, value]) => member.details[field as keyof MemberDetails] === value,
        )
  // Who else changes the member may have taken away again what a read still showed; of our own we know the order.
  const others = plan.acts.some((act) => act.kind === 'elsewhere' && act.does === 'edit')
  const lag = others ? scene.connection.readLagMs + 60_000 : 0
  const since = (scene.known.get(id)?.madeAt ?? time.steady()) - lag
  if (!book.showedSince(remoteId, since, fits)) {
    notes.violation('I4', `operation ${seq} is done because it was there, and it was not`)
  }
}
