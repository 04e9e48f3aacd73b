import type { HeldCard, MemberDetails, RemoteMember } from '../../../../shared/domain/member.ts'
import type { CardTemplate } from '../../../../shared/domain/programme.ts'
import type { RefusedFields } from '../http-failure.ts'
import type { RefusalCode } from '../provider.ts'
import { customerCardSchema, externalReferenceSchema } from './leal-schemas.ts'
import type { LealCardTemplate, LealCustomer, LealCustomerCard, LealReward } from './leal-schemas.ts'

/** Source of the external reference that holds a scanned card's code. */
export const codeSource = 'stampwell_card'

/** Source of the external reference that holds an enrolment's tag. */
export const tagSource = 'stampwell_op'

/** A member as told, with what it takes to judge whether a code is theirs. */
export interface ToldMember {
  readonly member: RemoteMember
  /** Null where the answer did not tell the references, or not as objects. */
  readonly references: readonly { readonly source: string; readonly external_id: string }[] | null
  /** Public ids of the cards, where told. */
  readonly uuids: readonly string[]
}

/** Takes a customer apart. Cards count as known only when each of them could be read. */
export function toldMember(customer: LealCustomer): ToldMember {
  const cards = wholeList(customer.customer_cards, (entry) => customerCardSchema.safeParse(entry))
  const references = wholeList(customer.external_references, (entry) =>
    externalReferenceSchema.safeParse(entry),
  )
  const uuids = (cards ?? []).flatMap((card) => (card.uuid === null ? [] : [card.uuid]))
  const of = (source: string): readonly string[] =>
    (references ?? []).filter((each) => each.source === source).map((each) => each.external_id)
  return {
    member: {
      remoteId: customer.id,
      details: detailsOf(customer),
      cards: (cards ?? []).map(heldCard),
      cardsKnown: cards !== null,
      codes: [...new Set([...of(codeSource), ...uuids])],
      tags: of(tagSource),
      updatedAt: timeOf(customer.updated_at),
    },
    references,
    uuids,
  }
}

/** Lays cards that were read apart over a member. */
export function withCards(told: ToldMember, cards: readonly LealCustomerCard[]): ToldMember {
  const uuids = cards.flatMap((card) => (card.uuid === null ? [] : [card.uuid]))
  const codes = [...new Set([...told.member.codes, ...uuids])]
  return { ...told, uuids, member: { ...told.member, cards: cards.map(heldCard), cardsKnown: true, codes } }
}

export function heldCard(card: LealCustomerCard): HeldCard {
  return {
    id: card.id,
    templateId: card.card_id,
    name: card.card_name ?? '',
    stamps: card.stamps_count,
    passInstalled: card.pass_installed,
  }
}

/** Cards that are offered now, with the rewards that are active, cheapest first. */
export function templates(
  cards: readonly LealCardTemplate[],
  rewards: readonly LealReward[],
): readonly CardTemplate[] {
  return cards
    .filter((card) => card.archived_at === null)
    .map((card) => ({
      id: card.id,
      name: card.name,
      stampsRequired: card.stamps_required,
      initialStamps: card.initial_stamps,
      rewards: rewards
        .filter((reward) => reward.card_id === card.id && reward.active)
        .map((reward) => ({ id: reward.id, name: reward.name, stampsRequired: reward.stamps_required }))
        .sort((a, b) => a.stampsRequired - b.stampsRequired || a.name.localeCompare(b.name)),
    }))
}

/** How the provider names each field. */
const wireNames = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  birthday: 'birthday',
} as const satisfies Record<keyof MemberDetails, string>

/** The fields that are given, by the provider's names. Null clears a field [I]. */
export function wireDetails(details: Partial<MemberDetails>): Record<string, string | null> {
  const wire: Record<string, string | null> = {}
  for (const field of Object.keys(wireNames) as (keyof MemberDetails)[]) {
    const value = details[field]
    if (value !== undefined) wire[wireNames[field]] = value
  }
  return wire
}

/**
 * Whether a code leads to this member, as far as the answer tells.
 *
 * `other` means that something else explains why a search for the code found them; `silent`, that nothing
 * visible does.
 */
export function codeVerdict(told: ToldMember, code: string): 'theirs' | 'other' | 'silent' {
  const same = (text: string): boolean => text.toLowerCase() === code.toLowerCase()
  const references = told.references ?? []
  if (references.some((each) => each.source === codeSource && each.external_id === code)) return 'theirs'
  if (told.uuids.some(same)) return 'theirs'
  const { details, remoteId } = told.member
  const inText = (text: string | null): boolean => text?.toLowerCase().includes(code.toLowerCase()) === true
  const digits = /^[\d\s+()-]+$/.test(code) ? code.replace(/\D/g, '') : ''
  const explained =
    remoteId === code ||
    [details.firstName, details.lastName, details.email, details.birthday].some(inText) ||
    inText(`${details.firstName} ${details.lastName ?? ''}`) ||
    (digits !== '' && (details.phone ?? '').replace(/\D/g, '').includes(digits)) ||
    [...references.map((each) => each.external_id), ...told.uuids].some(inText)
  return explained ? 'other' : 'silent'
}

/** What a refusal says, as codes. The texts stay behind. */
export function readRefusal(body: unknown): RefusedFields {
  const fields: Record<string, readonly RefusalCode[]> = {}
  const add = (field: string, text: unknown): void => {
    const name = /^[a-z][a-z0-9_]{0,39}$/.test(field) ? field : 'base'
    const code = refusalCode(typeof text === 'string' ? text : '')
    const known = fields[name] ?? []
    if (Object.keys(fields).length < 20 && !known.includes(code)) fields[name] = [...known, code]
  }
  if (typeof body !== 'object' || body === null) return fields
  const errors = 'errors' in body ? body.errors : undefined
  if (Array.isArray(errors)) {
    for (const each of errors as unknown[]) add(fieldNamedIn(each), each)
  } else if (typeof errors === 'object' && errors !== null) {
    for (const [path, texts] of Object.entries(errors)) {
      const field = path.slice(path.lastIndexOf('.') + 1)
      for (const text of Array.isArray(texts) ? (texts as unknown[]) : [texts]) add(field, text)
    }
  }
  if (Object.keys(fields).length === 0 && 'error' in body) add(fieldNamedIn(body.error), body.error)
  return fields
}

function refusalCode(text: string): RefusalCode {
  if (/\b(taken|already|exists|duplicate|in use)\b/i.test(text)) return 'taken'
  if (/\b(not enough|insufficient|too few)\b/i.test(text)) return 'not-enough'
  if (/\b(inactive|not active|archived|disabled|expired|no longer)\b/i.test(text)) return 'inactive'
  if (/\b(blank|required|missing|empty)\b/i.test(text)) return 'missing'
  if (/\b(invalid|not valid|format|too long|too short|must be|not a)\b/i.test(text)) return 'invalid'
  return 'other'
}

/** The field at the head of a sentence such as "Email has already been taken". */
function fieldNamedIn(text: unknown): string {
  if (typeof text !== 'string') return 'base'
  const named: readonly (readonly [RegExp, string])[] = [
    [/^e-?mail\b/i, 'email'],
    [/^phone\b/i, 'phone'],
    [/^first[ _]name\b/i, 'first_name'],
    [/^last[ _]name\b/i, 'last_name'],
    [/^birthday\b/i, 'birthday'],
    [/^external[ _]references?\b/i, 'external_references'],
    [/^(?:not enough |too few )?stamps\b/i, 'stamps'],
    [/^reward\b/i, 'reward_id'],
  ]
  return named.find(([pattern]) => pattern.test(text))?.[1] ?? 'base'
}

function detailsOf(customer: LealCustomer): MemberDetails {
  return {
    firstName: customer.first_name?.trim() ?? '',
    lastName: filled(customer.last_name),
    email: filled(customer.email),
    phone: phoneOf(customer.phone),
    birthday: /^\d{4}-\d{2}-\d{2}/.exec(customer.birthday ?? '')?.[0] ?? null,
  }
}

function filled(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** E.164 where the number has its prefix; else as it was written, so that nothing is lost. */
function phoneOf(text: string | null): string | null {
  const written = filled(text)
  if (written === null) return null
  const plain = written.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+\d{6,15}$/.test(plain) ? plain : written
}

function timeOf(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : at
}

function wholeList<T>(
  list: readonly unknown[] | null,
  parse: (entry: unknown) => { readonly success: true; readonly data: T } | { readonly success: false },
): readonly T[] | null {
  if (list === null) return null
  const parsed: T[] = []
  for (const entry of list) {
    const one = parse(entry)
    if (!one.success) return null
    parsed.push(one.data)
  }
  return parsed
}
