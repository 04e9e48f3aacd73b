import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { MemberView, Saved } from '../../../shared/domain/views.ts'
import { newIntent } from '../../api/intent.ts'
import { phrase } from '../../i18n/phrase.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { takeSaved } from '../../stores/operations.ts'
import type { Place, Till } from '../../stores/till.ts'
import { leaveForm } from './leave-form.ts'
import { openTierForm, tierForm, tierStep, tierTitle } from './tier-form.ts'
import type { TierEvent, TierForm, TierLimits } from './tier-form.ts'

/** An open form. Made when the sheet opens, gone with it. */
export type TierEnrolment = StoreApi<TierForm>

function newIntents(): Pick<TierForm, 'intent' | 'attachIntent'> {
  return { intent: newIntent(), attachIntent: newIntent() }
}

/** Opens a form. */
export function createTierEnrolment(code: string | null, limits: TierLimits): TierEnrolment {
  return createStore<TierForm>(() => openTierForm(newIntents(), code, limits))
}

/** Something happened to the form. */
export function happenTier(enrolment: TierEnrolment, event: TierEvent): void {
  enrolment.setState((form) => tierForm(form, event), true)
}

/** Asks for the tiers. */
export async function askTiers(till: Till, enrolment: TierEnrolment): Promise<void> {
  happenTier(enrolment, { kind: 'list', list: { kind: 'asking' } })
  const answer = await till.terminal.call('tiers')
  happenTier(enrolment, {
    kind: 'list',
    list: answer.ok ? { kind: 'told', tiers: answer.value } : { kind: 'failed' },
  })
}

/** Looks up whom the pasted text names. */
export async function askPerson(till: Till, enrolment: TierEnrolment): Promise<void> {
  const { pasted, person } = enrolment.getState()
  if (pasted.trim() === '' || person.kind === 'asking') return
  happenTier(enrolment, { kind: 'person-asked' })
  const answer = await till.terminal.call('tierCandidate', { pasted })
  happenTier(enrolment, {
    kind: 'person-told',
    pasted,
    person: answer.ok
      ? { kind: 'found', candidate: answer.value }
      : { kind: 'failed', failure: answer.error },
    intents: newIntents(),
  })
}

/** Saves the form: once, nobody down by one press. The card that was scanned goes along. */
export async function saveTier(till: Till, enrolment: TierEnrolment, limits: TierLimits): Promise<void> {
  const form = enrolment.getState()
  const step = tierStep(form, limits)
  switch (step.kind) {
    case 'wait':
      return
    case 'incomplete':
      happenTier(enrolment, { kind: 'incomplete' })
      return
    case 'ask':
      happenTier(enrolment, { kind: 'sure', asks: true })
      return
    case 'save':
      break
  }
  const { candidate, tier } = step.choice
  const { place } = till.counter.getState()
  happenTier(enrolment, { kind: 'save-started' })
  const answer = await till.terminal.call('enrolTier', {
    intent: form.intent,
    customerId: candidate.customerId,
    name: candidate.member?.name ?? form.name.trim(),
    tierId: tier.id,
    tierName: tierTitle(tier),
    terms: step.terms,
    wasMember: candidate.member !== null,
    ...(form.code === null ? {} : { code: form.code }),
  })
  if (!answer.ok) {
    happenTier(enrolment, { kind: 'save-failed', failure: answer.error })
    return
  }
  const card = await giveCard(till, form, answer.value)
  takeSaved(till, answer.value)
  if (card !== null) takeSaved(till, card)
  leave(till, place, answer.value, {
    member: card?.member ?? answer.value.member,
    wasMember: candidate.member !== null,
  })
}

/** The scanned card becomes theirs. What could not be saved of that is told: the enrolment itself is saved. */
async function giveCard(till: Till, form: TierForm, saved: Saved): Promise<Saved | null> {
  const { target } = saved.operation
  if (form.code === null || target.kind !== 'member') return null
  const answer = await till.terminal.call('attach', {
    intent: form.attachIntent,
    key: target.key,
    code: form.code,
  })
  if (answer.ok) return answer.value
  tellFailure(till, answer.error, { stays: true })
  return null
}

/** On to the member, or to the next customer where there is none yet. */
function leave(
  till: Till,
  form: Place,
  { operation }: Saved,
  { member, wasMember }: { readonly member: MemberView | null; readonly wasMember: boolean },
): void {
  const { facts, target, who } = operation
  const values = { name: who.name, tier: facts.kind === 'tier.enrol' ? facts.tierName : '' }
  const online = till.status.getState().link.kind === 'online'
  const opens = member !== null || (wasMember && online && target.kind === 'member')
  void leaveForm(till, form, { member, key: opens && target.kind === 'member' ? target.key : null })
  tell(till, 'good', phrase(opens ? 'tier.saved' : 'tier.saved.waits', values))
}
