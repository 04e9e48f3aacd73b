import type { CapabilityView } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import { tierMovement } from '../../../shared/domain/tier.ts'
import type { TierCandidate, TierMovement, TierTerms, TierView } from '../../../shared/domain/tier.ts'
import { parseAmount } from '../../../shared/domain/unit.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import type { FieldProblem, RequestFailure } from '../../../shared/ipc/failure.ts'

/** What comes along with an enrolment. */
export const creditUnit: Unit = { kind: 'credits', decimals: 2 }

/** What the loyalty system wants with each enrolment. */
export type TierLimits = NonNullable<CapabilityView['tiers']>

/** Whom the pasted text names. */
export type Person =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'found'; readonly candidate: TierCandidate }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }

/** The tiers, as far as they were told. */
export type TierList =
  { readonly kind: 'asking' | 'failed' } | { readonly kind: 'told'; readonly tiers: readonly TierView[] }

/** The form that enrols a customer of the shop into a tier. */
export interface TierForm {
  /** Minted for each customer who is looked up: a second press of Save adds nothing. */
  readonly intent: Ulid
  /** Whom the intents are for. */
  readonly customerId: string | null
  /** The same for the card. */
  readonly attachIntent: Ulid
  /** The card that becomes the customer's. */
  readonly code: string | null
  readonly pasted: string
  readonly person: Person
  readonly list: TierList
  /** As the queue names who is no member yet. */
  readonly name: string
  readonly tierId: string | null
  readonly referred: boolean
  readonly overrideSpend: boolean
  readonly keepInTier: boolean
  readonly credits: string
  readonly birthday: string
  /** What main refused. */
  readonly problems: Partial<Readonly<Record<MemberField, FieldProblem>>>
  /** How often saving was refused for what stands in the fields. */
  readonly refusals: number
  /** The cashier is being asked whether a step down is meant. */
  readonly asksSure: boolean
  readonly saving: boolean
  readonly failure: RequestFailure | null
}

/** What happens to the form. */
export type TierEvent =
  | {
      readonly kind: 'typed'
      readonly field: 'pasted' | 'name' | 'credits' | 'birthday'
      readonly text: string
    }
  | {
      readonly kind: 'switched'
      readonly flag: 'referred' | 'overrideSpend' | 'keepInTier'
      readonly on: boolean
    }
  | { readonly kind: 'tier-chosen'; readonly tierId: string }
  | { readonly kind: 'code-changed'; readonly code: string | null }
  | { readonly kind: 'person-asked' }
  | {
      readonly kind: 'person-told'
      readonly pasted: string
      readonly person: Extract<Person, { kind: 'found' | 'failed' }>
      readonly intents: Pick<TierForm, 'intent' | 'attachIntent'>
    }
  | { readonly kind: 'list'; readonly list: TierList }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'sure'; readonly asks: boolean }
  | { readonly kind: 'save-started' }
  | { readonly kind: 'save-failed'; readonly failure: RequestFailure }

/** A form as it opens: with the least credits that may come along. */
export function openTierForm(
  intents: Pick<TierForm, 'intent' | 'attachIntent'>,
  code: string | null,
  limits: TierLimits,
): TierForm {
  return {
    ...intents,
    customerId: null,
    code,
    pasted: '',
    person: { kind: 'none' },
    list: { kind: 'asking' },
    name: '',
    tierId: null,
    referred: false,
    overrideSpend: false,
    keepInTier: false,
    credits: String(limits.leastCredits / 100),
    birthday: '',
    problems: {},
    refusals: 0,
    asksSure: false,
    saving: false,
    failure: null,
  }
}

/** The form after an event. What was changed is asked about anew. */
export function tierForm(form: TierForm, event: TierEvent): TierForm {
  const changed = { ...form, asksSure: false, failure: null }
  switch (event.kind) {
    case 'typed':
      return {
        ...changed,
        [event.field]: event.text,
        problems: {},
        // Whoever was looked up is not who stands there now.
        ...(event.field === 'pasted' ? { person: { kind: 'none' } } : {}),
      }
    case 'switched':
      return { ...changed, [event.flag]: event.on }
    case 'tier-chosen':
      return { ...changed, tierId: event.tierId }
    case 'code-changed':
      return { ...changed, code: event.code }
    case 'person-asked':
      return { ...changed, person: { kind: 'asking' } }
    case 'person-told': {
      if (event.pasted !== form.pasted || form.person.kind !== 'asking') return form
      const { person } = event
      if (person.kind === 'failed') return { ...changed, person }
      const { customerId, member } = person.candidate
      const shown = { name: '', birthday: member?.birthday ?? '', refusals: 0 }
      // The same customer again may have been saved already, with an answer that never came.
      const intents = customerId === form.customerId ? {} : { ...event.intents, customerId }
      return { ...changed, ...shown, ...intents, person }
    }
    case 'list':
      return { ...form, list: event.list }
    case 'incomplete':
      return { ...changed, refusals: form.refusals + 1 }
    case 'sure':
      return { ...changed, asksSure: event.asks }
    case 'save-started':
      return { ...form, saving: true, failure: null }
    case 'save-failed':
      return event.failure.kind === 'invalid'
        ? {
            ...changed,
            saving: false,
            problems: event.failure.fields,
            refusals: form.refusals + 1,
          }
        : { ...changed, saving: false, failure: event.failure }
  }
}

/** The tier that is chosen, where one is. */
export function chosenTier(form: TierForm): TierView | null {
  if (form.list.kind !== 'told') return null
  return form.list.tiers.find(({ id, kind }) => id === form.tierId && kind !== 'paid') ?? null
}

/** The tier that the customer is in, where it is told and on the list. */
export function presentTier({ person, list }: TierForm): TierView | null {
  if (person.kind !== 'found' || list.kind !== 'told') return null
  const tierId = person.candidate.member?.tierId ?? null
  return list.tiers.find(({ id }) => id === tierId) ?? null
}

/** What a tier is called in the payload and the queue: its id where the loyalty system tells no name. */
export function tierTitle({ id, name }: TierView): string {
  return name === '' ? id : name
}

/** What is still missing. */
export interface TierGaps {
  readonly name: boolean
  readonly tier: boolean
  readonly credits: boolean
  readonly birthday: FieldProblem | null
}

/** What is still missing, or wrong, in the form. */
export function tierGaps(form: TierForm, limits: TierLimits): TierGaps {
  const { person } = form
  const credits = parseAmount(form.credits, creditUnit)
  const newcomer = person.kind === 'found' && person.candidate.member === null
  const missing = form.birthday.trim() === '' && limits.birthday === 'needed'
  return {
    name: (newcomer && form.name.trim() === '') || form.problems.firstName !== undefined,
    tier: chosenTier(form) === null,
    credits: credits === null || credits < limits.leastCredits || credits > limits.mostCredits,
    birthday: form.problems.birthday ?? (missing ? 'missing' : null),
  }
}

/** A choice that can be saved, and where it moves the customer. */
export interface TierChoice {
  readonly candidate: TierCandidate
  readonly tier: TierView
  readonly from: TierView | null
  readonly movement: TierMovement
  /** Hundredths. */
  readonly credits: number
}

/** What is chosen so far; null while whom, where or how many credits are open. */
export function tierChoice(form: TierForm): TierChoice | null {
  const tier = chosenTier(form)
  const credits = parseAmount(form.credits, creditUnit)
  if (tier === null || credits === null || form.person.kind !== 'found' || form.list.kind !== 'told')
    return null
  const { candidate } = form.person
  const movement = tierMovement(candidate, form.list.tiers, tier)
  return { candidate, tier, from: presentTier(form), movement, credits }
}

/** What pressing Save does now. */
export type TierStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'incomplete' }
  /** It is a step down, or may be one: only a second press saves it. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'save'; readonly choice: TierChoice; readonly terms: TierTerms }

/** Decides what Save does: nothing half filled, nobody down by one press, nothing twice. */
export function tierStep(form: TierForm, limits: TierLimits): TierStep {
  if (form.saving) return { kind: 'wait' }
  const choice = tierChoice(form)
  const gaps = tierGaps({ ...form, problems: {} }, limits)
  const open = gaps.name || gaps.tier || gaps.credits || gaps.birthday !== null
  if (choice === null || open) return { kind: 'incomplete' }
  const { movement, tier, credits } = choice
  if ((movement === 'down' || movement === 'unknown') && !form.asksSure) return { kind: 'ask' }
  const bySpend = tier.kind === 'spend'
  return {
    kind: 'save',
    choice,
    terms: {
      referred: form.referred,
      overrideSpend: bySpend && form.overrideSpend,
      keepInTier: bySpend && form.keepInTier,
      credits,
      birthday: form.birthday.trim() === '' ? null : form.birthday.trim(),
    },
  }
}

/** Whether anything was filled in: such a form is not thrown away without asking. */
export function isTierTouched(form: TierForm): boolean {
  return form.pasted.trim() !== '' || form.person.kind !== 'none'
}
