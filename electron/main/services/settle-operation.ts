import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { CardTarget, OperationView } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { NamedMember } from '../outbox/types.ts'
import { chosenCard } from './add-stamps.ts'
import { openMember } from './open-member.ts'
import { savedAnswer, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { detailRules } from './shop.ts'
import type { Shop } from './shop.ts'
import { enrolledDetails } from './question-sides.ts'
import { takenOver } from './same-person.ts'
import { checkFields } from './check-fields.ts'

/** Longest reason that is kept with a dropped operation. */
const longestReason = 500

/** Takes back what has not left yet. */
export async function undoOperation(shop: Shop, asked: RequestArgs<'undo'>): SavedAnswer {
  const by = shop.cashier()?.name ?? null
  const undone = shop.outbox.undo(asked.id, by)
  if (undone.ok && undone.value.facts.kind === 'tier.enrol') undoItsCard(shop, undone.value, by)
  return savedAnswer(shop, undone)
}

/** The card of somebody who is no member after all. */
function undoItsCard(shop: Shop, { target, seq }: OperationView, by: string | null): void {
  if (target.kind !== 'member') return
  const after = shop.outbox
    .history(shop.connection.id, target.key, 20)
    .filter((one) => one.seq > seq && one.facts.kind === 'card.attach' && one.choices.undo)
  for (const { id } of after) shop.outbox.undo(id, by)
}

/** The cashier is done with a member: redemptions need not wait for a change of mind any longer. */
export function leaveMember(shop: Shop, key: MemberKey): Result<null, RequestFailure> {
  shop.outbox.releaseRedemptions(shop.connection.id, key)
  return ok(null)
}

/** A person settles what a machine cannot decide. */
export async function answerOperation(
  shop: Shop,
  asked: RequestArgs<'answer'>,
): Promise<Result<OperationView, RequestFailure>> {
  const by = shop.cashier()?.name ?? null
  const { answer } = asked
  switch (answer.kind) {
    case 'drop': {
      const reason = answer.reason.trim().slice(0, longestReason)
      if (reason === '') return err({ kind: 'reason-missing' })
      return shop.outbox.answer(asked.id, { kind: 'drop', reason }, by)
    }
    case 'use-member': {
      // The provider may have named somebody who is not in the copy yet.
      const member = await openMember(shop, answer.key)
      if (!member.ok) return member
      const { key, details } = member.value
      const card = cardMeant(shop, asked.id, member.value, answer.card)
      if (!card.ok) return card
      const named = { who: whoIs(details), edit: editFor(shop, asked.id, details, answer.take ?? []) }
      return shop.outbox.answer(asked.id, { kind: 'use-member', key, card: card.value }, by, named)
    }
    case 'fix-details': {
      const { good, problems } = checkFields(answer.details, detailRules(shop))
      if (Object.keys(problems).length > 0) return err({ kind: 'invalid', fields: problems })
      return shop.outbox.answer(asked.id, { kind: 'fix-details', details: good }, by)
    }
    case 'retry':
    case 'confirm':
      return shop.outbox.answer(asked.id, answer, by)
  }
}

/** What an enrolment has for the member whom it turned out to be for. */
function editFor(
  shop: Shop,
  id: Ulid,
  member: MemberDetails,
  take: readonly MemberField[],
): NamedMember['edit'] {
  const { edit, fields } = takenOver(shop, member, enrolledDetails(shop, id), take)
  return fields.length === 0 ? null : { changes: edit, base: member }
}

/** One answer of a person to many questions of the same cause. */
export function answerOperations(
  shop: Shop,
  asked: RequestArgs<'answerMany'>,
): Result<RequestMap['answerMany']['value'], RequestFailure> {
  const many = shop.outbox.answerMany(asked.questions, asked.answer, shop.cashier()?.name ?? null)
  return many.ok ? ok({ answered: many.value.answered, passed: many.value.passed }) : many
}

/** Stamps for a code, or for a member who is another now, name no card: with several to choose from, the cashier must. */
function cardMeant(
  shop: Shop,
  id: Ulid,
  member: MemberView,
  card: CardTarget | null,
): Result<CardTarget | null, RequestFailure> {
  const operation = shop.outbox.view(id)
  switch (operation?.facts.kind) {
    case 'stamps.add':
    case 'reward.redeem':
    case 'balance.adjust':
      break
    case 'member.create':
    case 'card.attach':
    case 'member.edit':
    case 'balance.revert':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
    case 'unknown':
    case undefined:
      return ok(null)
  }
  return chosenCard(member, card ?? { kind: 'only' })
}
