import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import { foldText } from '../../../shared/domain/fold-text.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { DuplicateCause, DuplicateRow } from '../../../shared/domain/views.ts'
import type { WaitingMember } from '../outbox/types.ts'
import { hitRow, remoteRow, waitingRow } from './member-rows.ts'
import { canonicalKey } from './open-member.ts'
import { detailRules } from './shop.ts'
import type { Shop } from './shop.ts'
import { checkFields } from './check-fields.ts'

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

/** Who may be this person already: on the copy, among those waiting, and (when online) at the provider. */
export async function findDuplicates(
  shop: Shop,
  question: DuplicateQuestion,
): Promise<readonly DuplicateRow[]> {
  const details = { ...nothing, ...checkFields(question.details, detailRules(shop)).good }
  const rows = new Map<MemberKey, DuplicateRow>()
  const add = (row: DuplicateRow): void => {
    if (row.row.key !== question.except && !rows.has(row.row.key)) rows.set(row.row.key, row)
  }
  for (const member of shop.outbox.waitingMembers(shop.connection.id)) {
    const cause = causeOf(member, details, question.code)
    if (cause !== null) add({ row: waitingRow(member), cause, certain: isCertain(cause) })
  }
  for (const { hit, cause } of await shop.directory.duplicates(details, question.code)) {
    const key = canonicalKey(shop, remoteKey(hit.remoteId))
    add({ row: hitRow(key, hit), cause, certain: isCertain(cause) })
  }
  for (const member of await atProvider(shop, details)) {
    const cause = member.details.phone === details.phone && details.phone !== null ? 'phone' : 'email'
    add({ row: remoteRow(canonicalKey(shop, remoteKey(member.remoteId)), member), cause, certain: true })
  }
  return [...rows.values()].slice(0, 10)
}

async function atProvider(shop: Shop, details: MemberDetails): Promise<readonly RemoteMember[]> {
  const { provider, outbox, connection } = shop
  const contact = { email: details.email, phone: details.phone }
  if (provider === null || outbox.link(connection.id).kind !== 'online') return []
  if (contact.email === null && contact.phone === null) return []
  const answer = await provider.findByContact(contact, {
    priority: 'cashier',
    signal: AbortSignal.timeout(patience),
  })
  if (answer.ok) return answer.value
  shop.log.info('duplicates.not-asked', { kind: answer.failure.kind })
  return []
}

function causeOf(member: WaitingMember, details: MemberDetails, code: string | null): DuplicateCause | null {
  if (code !== null && member.codes.includes(code)) return 'code'
  if (details.phone !== null && member.details.phone === details.phone) return 'phone'
  if (details.email !== null && member.details.email?.toLowerCase() === details.email.toLowerCase())
    return 'email'
  if (!member.whole || details.firstName === '') return null
  if (foldText(memberName(member.details)) !== foldText(memberName(details))) return null
  const sameDay = details.birthday !== null && member.details.birthday === details.birthday
  return sameDay ? 'name-and-birthday' : 'similar-name'
}

function isCertain(cause: DuplicateCause): boolean {
  return cause === 'phone' || cause === 'email' || cause === 'code'
}
