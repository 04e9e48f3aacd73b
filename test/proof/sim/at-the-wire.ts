import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Query } from '../../../electron/main/db/handle.ts'
import type { Mutation } from './book.ts'
import type { Boot, Scene } from './scene.ts'

interface OnTheWire {
  readonly seq: number
  readonly state: OperationState
  readonly n: number | null
  readonly boot: string | null
  readonly ended_at: number | null
  readonly owner: string | null
  readonly attempts: number
}

const whatTheFileSays: Query<OnTheWire> = {
  sql: `select o.seq, o.state, o.attempts, a.n, a.boot, a.ended_at, (select boot_id from meta) as owner
    from op o left join attempt a on a.op_seq = o.seq where o.tag = ? order by a.n desc limit 1`,
}

/**
 * Asked at the moment at which bytes would leave, from inside the provider:
 *
 * - I8: the file says `sending` with this attempt, committed (nothing is open on the connection).
 * - I16: only the run that owns the file sends.
 * - I17: no attempt sends twice. (That no request leaves twice below this line, in the HTTP stack, cannot be seen
 *   here: `npm run hostile` counts it on a real socket.)
 * - I12: nothing is sent, and so no attempt made, while the gate is shut.
 * - I11: nothing before the time that the provider asked for.
 * - I7: every id is one that the provider gave.
 */
export function checkBytes(scene: Scene, boot: Boot, mutation: Mutation): void {
  const { disk, notes, book, time } = scene
  const tag = mutation.kind === 'create' ? mutation.input.tag : mutation.tag
  const row = disk.own.get(whatTheFileSays, tag)
  const of = `operation ${row?.seq ?? tag}`
  if (row === undefined) {
    notes.violation('I8', `${mutation.kind} ${tag} leaves and the file does not know it`)
    return
  }
  if (disk.inTransaction()) notes.violation('I8', `${of}: bytes leave before the commit`)
  if (row.state !== 'sending' || row.n === null || row.ended_at !== null || row.boot !== boot.id) {
    notes.violation(
      'I8',
      `${of}: bytes leave while the file says ${row.state}, attempt ${row.n ?? 'none'} of ${row.boot ?? 'nobody'}`,
    )
  }
  if (row.owner !== boot.id) {
    notes.violation('I16', `${of}: ${boot.id} sends and the file belongs to ${row.owner ?? 'nobody'}`)
  }
  const attempt = `${row.seq}/${row.n ?? 0}`
  if (scene.sent.has(attempt)) notes.violation('I17', `${of}: attempt ${row.n ?? 0} is sent twice`)
  scene.sent.add(attempt)
  const link = boot.outbox?.link(scene.connection.id).kind
  if (link !== 'online') notes.violation('I12', `${of} is sent while the gate says ${link ?? 'nothing'}`)
  if (time.steady() < boot.quietUntil && !scene.jumped) {
    notes.violation('I11', `${of} is sent before the time that the provider asked for`)
  }
  for (const id of idsIn(mutation)) {
    if (!book.knows(id)) notes.violation('I7', `${of} names ${id}, which the provider never gave`)
  }
}

function idsIn(mutation: Mutation): readonly string[] {
  switch (mutation.kind) {
    case 'create':
      return []
    case 'edit':
    case 'attach':
      return [mutation.remoteId]
    case 'stamp':
    case 'redeem':
      return [mutation.remoteId, mutation.cardId]
  }
}
