import type { Query } from '../../../electron/main/db/handle.ts'
import type { OperationView, PersonAnswer } from '../../../shared/domain/operation.ts'
import { cashier } from './disk.ts'
import type { Scene } from './scene.ts'

const tagById: Query<{ readonly tag: string; readonly lane: string }> = {
  sql: 'select tag, lane from op where id = ?',
}

/** Somebody who answers what the till asks: with the truth in the hand, or by a guess. */
export interface Person {
  answers(most: number): void
}

/** A person in front of the till. */
export function createPerson(scene: Scene): Person {
  const { connection, book, random, time, plan, notes } = scene
  const chance = random.fork()

  /** What somebody does who looked at the provider's own screen and asked the customer. */
  const truly = (view: OperationView, applied: boolean): PersonAnswer | null => {
    if (applied) {
      if (view.choices.confirm) return { kind: 'confirm' }
      const remoteId = book.effects.find((effect) => effect.tag === tagOf(view))?.remoteId
      return remoteId !== undefined && view.facts.kind === 'member.create'
        ? { kind: 'use-member', key: `r:${remoteId}`, card: null }
        : null
    }
    return unsent(view)
  }
  /** What is to be done about something that the provider certainly did not do. */
  const unsent = (view: OperationView): PersonAnswer | null => {
    const drop: PersonAnswer = { kind: 'drop', reason: 'not wanted' }
    const { reason } = view
    switch (reason?.kind) {
      case 'code-unknown':
      case 'code-ambiguous': {
        const members = book.all(time.steady())
        const member = members[chance.int(members.length)]
        const card = member?.cards[0]
        return member !== undefined && chance.chance(0.7)
          ? {
              kind: 'use-member',
              key: `r:${member.remoteId}`,
              card: card === undefined ? null : { kind: 'held', cardId: card.id },
            }
          : drop
      }
      case 'contact-taken':
        if (view.facts.kind === 'member.create' && reason.other !== null && chance.chance(0.5)) {
          return { kind: 'use-member', key: reason.other.key, card: null }
        }
        return chance.chance(0.6) ? { kind: 'fix-details', details: { email: null, phone: null } } : drop
      case 'member-gone':
      case 'card-gone':
      case 'reward-unavailable':
      case 'code-taken':
      case 'connection-gone':
        return drop
      case 'adapter-gone':
      case 'details-needed':
      case 'edit-conflict':
      case 'given-up':
      case 'newer-version':
      case 'not-enough-stamps':
      case 'refused':
      case 'restored':
      case 'undecided':
      case 'unreadable':
      case undefined:
        return chance.chance(0.7) ? { kind: 'retry' } : drop
    }
  }
  const guess = (view: OperationView): PersonAnswer => {
    const offered: PersonAnswer[] = [{ kind: 'retry' }, { kind: 'drop', reason: 'no idea' }]
    if (view.choices.confirm) offered.push({ kind: 'confirm' })
    return chance.pick(offered)
  }
  const tagOf = (view: OperationView): string => scene.disk.own.get(tagById, view.id)?.tag ?? ''

  const answer = (view: OperationView): void => {
    const { outbox } = scene
    if (outbox === null) return
    const { tag, lane } = scene.disk.own.get(tagById, view.id) ?? { tag: '', lane: '' }
    const applied = book.timesApplied(tag) > 0
    const underWay = (scene.pending.get(tag) ?? 0) > 0
    const knows = plan.world.person === 'knows'
    // Who knows the provider waits until nothing is on its way any more.
    if (knows && underWay) return
    const given = knows ? truly(view, applied) : guess(view)
    if (given === null) return
    if (
      !knows &&
      ((applied && given.kind !== 'confirm') || underWay || (!applied && given.kind === 'confirm'))
    ) {
      scene.tainted.add(lane)
    }
    notes.trace(`${time.steady()} a person answers ${view.seq} with ${given.kind}`)
    outbox.answer(view.id, given, cashier.name, { who: { name: 'Somebody' }, edit: null })
  }
  return {
    answers: (most) => {
      const questions = scene.outbox?.list(connection.id, 'needs-you', 50) ?? []
      for (const view of questions.slice(0, most)) answer(view)
    },
  }
}
