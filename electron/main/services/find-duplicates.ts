import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { DuplicateCause, DuplicateRow } from '../../../shared/domain/views.ts'
import { duplicateCauses, isCertain, mostDuplicates, pickDuplicates } from '../directory/duplicates.ts'
import type { DuplicateHit } from '../directory/types.ts'
import { checkFields } from './check-fields.ts'
import { canonicalKey, rowsOf, shownKeys } from './known-member.ts'
import { hitRow, remoteRow, shownRows } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import { detailRules } from './shop.ts'
import type { Shop } from './shop.ts'

/** How long the form waits for the provider's word, ms: the copy has answered long before. */
const patience = 1_500

const nothing: MemberDetails = { firstName: '', lastName: null, email: null, phone: null, birthday: null }

/** What is asked before an enrolment or an edit is saved. */
export interface DuplicateQuestion {
  readonly details: MemberDetails
  readonly code: string | null
  /** The member being edited; null for an enrolment. */
  readonly except: MemberKey | null
}

interface Found {
  /** The entry that is alike. */
  readonly entry: MemberKey
  /** It alone, as a row, where this till has nothing newer of it. */
  readonly row: RowMade | null
  readonly cause: DuplicateCause
  readonly certain: boolean
}

/**
 * Who may be this person already: on the copy, among those waiting, and (when online) at the provider, by one rule. The
 * surest first, each person once.
 */
export async function findDuplicates(
  shop: Shop,
  question: DuplicateQuestion,
): Promise<readonly DuplicateRow[]> {
  const details = { ...nothing, ...checkFields(question.details, detailRules(shop)).good }
  const copy = await shop.directory.duplicates(details, question.code)
  const waiting = new Set(shop.outbox.waitingMembers(shop.connection.id).map(({ key }) => key))
  const keyOf = ({ hit }: DuplicateHit): MemberKey => shop.outbox.keyOf(shop.connection.id, hit.remoteId)
  const found = [
    ...waitingHere(shop, details, question.code),
    // By a name, who waits is judged by what waits; an old phone is refused at the provider until the new one is there.
    ...copy
      .filter((hit) => !isByName(hit.cause) || !waiting.has(keyOf(hit)))
      .map((hit) => foundOf(shop, details, keyOf(hit), hit)),
    ...(await atProvider(shop, details, question.code)),
  ]
  const except = question.except === null ? null : canonicalKey(shop, question.except)
  const people = new Map<MemberKey, Found>()
  const keys = await shownKeys(
    shop,
    found.map(({ entry }) => entry),
  )
  for (const one of found.filter(isShown(shop)).toSorted(surer)) {
    const key = keys.get(one.entry) ?? one.entry
    if (canonicalKey(shop, key) !== except && !people.has(key)) people.set(key, one)
  }
  return shown(shop, [...people.entries()].slice(0, mostDuplicates))
}

function waitingHere(shop: Shop, details: MemberDetails, code: string | null): readonly Found[] {
  const waiting = shop.outbox.waitingMembers(shop.connection.id)
  const hits = waiting.map(({ key, details: theirs, codes }) => ({
    remoteId: key,
    details: theirs,
    stamps: null,
    codes,
  }))
  const keys = new Map(waiting.map(({ key }) => [key as string, key]))
  return pickDuplicates(details, code, hits).flatMap((hit) => {
    const key = keys.get(hit.hit.remoteId)
    return key === undefined ? [] : [{ ...foundOf(shop, details, key, hit), row: null }]
  })
}

function foundOf(shop: Shop, details: MemberDetails, entry: MemberKey, { hit, cause }: DuplicateHit): Found {
  return { entry, row: hitRow(shop, entry, hit), cause, certain: isCertain(cause, details, hit.details) }
}

async function atProvider(
  shop: Shop,
  details: MemberDetails,
  code: string | null,
): Promise<readonly Found[]> {
  const { provider, outbox, connection } = shop
  const contact = { email: details.email, phone: details.phone }
  if (provider === null || outbox.link(connection.id).kind !== 'online') return []
  if (contact.email === null && contact.phone === null) return []
  const answer = await provider.findByContact(contact, {
    priority: 'cashier',
    signal: AbortSignal.timeout(patience),
  })
  if (answer.ok) return answer.value.map((member) => told(shop, member, details, code))
  shop.log.info('duplicates.not-asked', { kind: answer.failure.kind })
  return []
}

/** Whoever the provider finds by a contact has it, in whatever spelling it is told. */
function told(shop: Shop, member: RemoteMember, details: MemberDetails, code: string | null): Found {
  const { remoteId, codes } = member
  const [hit] = pickDuplicates(details, code, [{ remoteId, details: member.details, stamps: null, codes }])
  const isContact = hit?.cause === 'phone' || hit?.cause === 'email' || hit?.cause === 'code'
  const cause = isContact ? hit.cause : 'email'
  const entry = remoteKey(remoteId)
  return { entry, row: remoteRow(shop, entry, member), cause, certain: true }
}

/** Where the shop looks nobody up by name, an enrolment tells no names either. */
function isShown(shop: Shop): (found: Found) => boolean {
  const byName = shop.settings().nameLookUp
  return ({ cause }) => byName || !isByName(cause)
}

function isByName(cause: DuplicateCause): boolean {
  return cause === 'name-and-birthday' || cause === 'similar-name'
}

function surer(one: Found, other: Found): number {
  const certain = Number(other.certain) - Number(one.certain)
  return certain === 0 ? duplicateCauses.indexOf(one.cause) - duplicateCauses.indexOf(other.cause) : certain
}

/** Each as this till knows them now; who is known from this answer alone, as it told them. */
async function shown(
  shop: Shop,
  people: readonly (readonly [MemberKey, Found])[],
): Promise<readonly DuplicateRow[]> {
  const known = await rowsOf(
    shop,
    people.map(([key]) => key),
  )
  const made = people.flatMap(([key, { row, cause, certain }], index) => {
    const found = known[index] ?? (row === null ? null : { ...row, key })
    return found === null ? [] : [{ row: found, cause, certain }]
  })
  const rows = shownRows(
    shop,
    made.map(({ row }) => row),
  )
  return made.flatMap(({ cause, certain }, index) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, cause, certain }]
  })
}
