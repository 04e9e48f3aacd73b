import type { Query } from '../../../electron/main/db/handle.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { next } from '../../../electron/main/outbox/op-state.ts'
import type { OpEvent } from '../../../electron/main/outbox/op-state.ts'
import type { OperationKind, OperationState } from '../../../shared/domain/operation.ts'
import { cashier } from './disk.ts'
import type { Scene } from './scene.ts'

/** An operation as the file has it in the end. */
export interface Final {
  readonly seq: number
  readonly id: string
  readonly kind: OperationKind
  readonly lane: string
  readonly lane2: string | null
  readonly tag: string
  readonly state: OperationState
  readonly live: number
  readonly proof: string | null
  readonly attempts: number
}
interface Event {
  readonly op_seq: number
  readonly event: string
  readonly from_state: OperationState | null
  readonly to_state: OperationState
  readonly actor: string | null
  readonly evidence: string
}

const finals: Query<Final> = {
  sql: 'select seq, id, kind, lane, lane2, tag, state, live, proof, attempts from op order by seq',
}
const events: Query<Event> = {
  sql: 'select op_seq, event, from_state, to_state, actor, evidence from op_event order by n',
}
const attempts: Query<{ readonly op_seq: number; readonly n: number; readonly outcome: string | null }> = {
  sql: 'select op_seq, n, outcome from attempt order by op_seq, n',
}
const lastHash: Query<{ readonly hash: string }> = {
  sql: 'select hash from op_event order by n desc limit 1',
}

/** Figures of one schedule. */
export interface Tally {
  operations: number
  doubles: number
  lost: number
  reordered: number
  falseDone: number
}

/** Kinds that have no harm in being done twice. */
/** What may go past an edit that is stuck. */
const passes: ReadonlySet<OperationKind> = new Set(['stamps.add', 'balance.adjust'])

function isRepeatable(kind: OperationKind): boolean {
  return kind === 'member.edit' || kind === 'card.attach'
}

/** I1 to I6, I12 and I17 over the whole file, once nothing moves any more. Answers what the run adds to the figures. */
export function checkEnd(scene: Scene): Tally {
  const { disk, notes, acknowledged, plan } = scene
  const rows = disk.own.all(finals)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const tally: Tally = { operations: rows.length, doubles: 0, lost: 0, reordered: 0, falseDone: 0 }
  for (const id of acknowledged.keys()) {
    if (byId.has(id)) continue
    tally.lost += 1
    notes.violation('I1', `an operation that was called saved is gone: ${id}`)
  }
  checkAudit(scene, rows)
  // Late beyond the promise no client can be right: counted, and told apart.
  const told = plan.world.breaksBound ? (): void => undefined : notes.violation
  for (const row of rows) {
    const times = scene.book.timesApplied(row.tag)
    const guessed = scene.tainted.has(row.lane)
    if (!isRepeatable(row.kind) && times > 1 && !guessed) {
      tally.doubles += 1
      told('I3', `operation ${row.seq} (${row.kind}) took effect ${times} times`)
    }
    if (row.state === 'cancelled' && times > 0) {
      notes.violation('I5', `operation ${row.seq} is cancelled and took effect`)
    }
    const byOther = row.proof === 'person' || row.proof === 'natural-key'
    if (row.state === 'done' && times === 0 && !byOther && !guessed) {
      tally.falseDone += 1
      told(
        'I4',
        `operation ${row.seq} (${row.kind}) is done by ${row.proof ?? 'nothing'} and never took effect`,
      )
    }
  }
  tally.reordered = checkOrder(scene, rows, told)
  checkAttempts(scene, rows)
  notes.trace(disk.own.get(lastHash)?.hash ?? '')
  return tally
}

/** I2: every operation has its whole story, told by the chain; what is settled has a proof or a person. */
function checkAudit(scene: Scene, rows: readonly Final[]): void {
  const { disk, notes } = scene
  const chain = verifyChain(disk.own)
  if (!chain.intact) notes.violation('I2', `the audit is broken at ${chain.brokenAt}`)
  const at = new Map<number, OperationState>()
  const undone = new Map<number, number>()
  for (const event of disk.own.all(events)) {
    const before = at.get(event.op_seq) ?? null
    const allowed =
      before === null ? event.event === 'made' : next(before, event.event as OpEvent) === event.to_state
    if (!allowed || event.from_state !== before) {
      notes.violation(
        'I2',
        `operation ${event.op_seq}: ${event.event} from ${before ?? 'nothing'} to ${event.to_state}`,
      )
    }
    if (event.event === 'not-applied' && !event.evidence.includes('"interrupted"')) {
      undone.set(event.op_seq, (undone.get(event.op_seq) ?? 0) + 1)
    }
    if (['undo', 'confirm', 'drop', 'fix', 'retry'].includes(event.event) && event.actor !== cashier.id) {
      notes.violation('I2', `operation ${event.op_seq}: ${event.event} by nobody`)
    }
    at.set(event.op_seq, event.to_state)
  }
  for (const row of rows) {
    if (at.get(row.seq) !== row.state) {
      notes.violation(
        'I2',
        `operation ${row.seq} is ${row.state} and its story ends at ${at.get(row.seq) ?? 'nothing'}`,
      )
    }
    if (row.state === 'done' && row.proof === null)
      notes.violation('I2', `operation ${row.seq} is done without proof`)
    at.delete(row.seq)
  }
  for (const seq of at.keys()) notes.violation('I2', `operation ${seq} has a story and is gone`)
  // I12: what certainly was not done does not count, whatever its number.
  const made = new Map<number, number>()
  for (const { op_seq } of disk.own.all(attempts)) made.set(op_seq, (made.get(op_seq) ?? 0) + 1)
  for (const row of rows) {
    const counted = (made.get(row.seq) ?? 0) - (undone.get(row.seq) ?? 0)
    if (row.attempts !== counted) {
      notes.violation(
        'I12',
        `operation ${row.seq} counts ${row.attempts} attempts, and ${counted} may have had an effect`,
      )
    }
  }
}

/** I6: on each lane operations took effect in the order in which they were made. */
function checkOrder(scene: Scene, rows: readonly Final[], told: Scene['notes']['violation']): number {
  const first = new Map<string, number>()
  for (const effect of scene.book.effects) if (!first.has(effect.tag)) first.set(effect.tag, effect.n)
  const lanes = new Map<string, { readonly row: Final; readonly n: number }[]>()
  for (const row of rows) {
    const n = first.get(row.tag)
    if (n === undefined || scene.tainted.has(row.lane)) continue
    // The code was there by another hand: what comes of the own request later changes nothing.
    if (row.kind === 'card.attach' && row.proof === 'natural-key') continue
    // What joined a lane later keeps its place among those with which it came.
    const lane = scene.known.get(row.id)?.lane ?? row.lane
    const earlier = lanes.get(lane) ?? []
    earlier.push({ row, n })
    lanes.set(lane, earlier)
  }
  let reordered = 0
  for (const effects of lanes.values()) {
    effects.forEach(({ row, n }, i) => {
      const overtaken = effects
        .slice(0, i)
        // A stamp or an amount may pass an edit that waits for a person or for proof.
        .find((other) => other.n > n && !(passes.has(row.kind) && other.row.kind === 'member.edit'))
      if (overtaken === undefined) return
      reordered += 1
      told('I6', `operation ${row.seq} took effect before operation ${overtaken.row.seq} of the same lane`)
    })
  }
  return reordered
}

/** I17: every request of an operation has its attempt. (The other half is asked when the bytes leave.) */
function checkAttempts(scene: Scene, rows: readonly Final[]): void {
  const recorded = new Set(scene.disk.own.all(attempts).map(({ op_seq, n }) => `${op_seq}/${n}`))
  for (const attempt of scene.sent) {
    if (!recorded.has(attempt))
      scene.notes.violation('I17', `attempt ${attempt} was sent and is not recorded`)
  }
  for (const row of rows) {
    const never = scene.book.timesApplied(row.tag) > 0 && row.attempts === 0
    if (never) scene.notes.violation('I12', `operation ${row.seq} took effect and counts no attempt`)
  }
}

/** Operations that neither are settled nor wait for a person, nor wait behind one that does. */
export function unsettled(scene: Scene): readonly Final[] {
  const live = scene.disk.own.all(finals).filter((row) => row.live === 1)
  const waits = new Set(live.filter((row) => row.state === 'attention').map((row) => row.seq))
  for (let grown = true; grown;) {
    grown = false
    for (const row of live) {
      if (waits.has(row.seq) || row.state === 'sending' || row.state === 'unknown') continue
      const lanes = [row.lane, row.lane2]
      const blocked = live.some(
        (other) =>
          other.seq < row.seq &&
          waits.has(other.seq) &&
          (lanes.includes(other.lane) || (other.lane2 !== null && lanes.includes(other.lane2))),
      )
      if (!blocked) continue
      waits.add(row.seq)
      grown = true
    }
  }
  return live.filter((row) => !waits.has(row.seq))
}
