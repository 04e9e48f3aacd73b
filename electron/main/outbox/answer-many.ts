import type { Ulid } from '../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { opById } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import { actorOf, confirm, retry } from './answers.ts'
import type { Core } from './core.ts'
import { followed } from './follow.ts'
import { notSaved } from './enqueue.ts'
import type { ManyAnswered, Question, SharedAnswer } from './types.ts'
import { viewOf } from './views.ts'

/**
 * One answer to many questions: one transaction, and in it each operation's own compare-and-swap and own line of the
 * audit. What is no longer the question that a person saw is passed over.
 */
export function answerMany(
  core: Core,
  questions: readonly Question[],
  given: SharedAnswer,
  by: string | null,
): Result<ManyAnswered & { readonly connections: ReadonlySet<Ulid> }, RequestFailure> {
  const give = (row: OpRow, actor: string | null): OpRow | null => {
    // Each line of the audit tells that it was one press for this many.
    const evidence = { together: questions.length }
    switch (given.kind) {
      case 'retry':
        return retry(core, row, actor, evidence)
      case 'confirm':
        return confirm(core, row, actor, evidence)
    }
  }
  const answered: OpRow[] = []
  const passed: OpRow[] = []
  const work = (): void => {
    // A full disk is tried once more: what the first try gathered did not happen.
    answered.length = 0
    passed.length = 0
    const actor = actorOf(core, by)
    for (const { id, changedAt } of questions) {
      const row = opById(core.db, id)
      const same = row?.state === 'attention' && row.changed_at === changedAt
      const settled = same ? give(row, actor) : null
      if (settled !== null) answered.push(settled)
      else {
        const now = followed(core, id)
        if (now !== null) passed.push(now)
      }
    }
  }
  try {
    core.space.write(() => {
      core.transact(work)
    })
  } catch (error) {
    core.deps.log.warn('outbox.answers-not-saved', { count: questions.length, error })
    return err(notSaved(error))
  }
  return ok({
    answered: answered.map(viewOf),
    passed: passed.map(viewOf),
    connections: new Set(answered.map((row) => row.connection_id)),
  })
}
