import { foldText } from '../../../shared/domain/fold-text.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberRow, SearchAnswer } from '../../../shared/domain/views.ts'
import type { WaitingMember } from '../outbox/types.ts'
import { DirectoryFailure } from '../directory/failure.ts'
import { hitRow, waitingRow } from './member-rows.ts'
import { canonicalKey } from './open-member.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import type { Shop } from './shop.ts'

/** Rows that a screen can use. */
const rowLimit = 50

/** Members by name, phone, e-mail or code: the copy, and those that only the outbox knows yet. */
export async function searchMembers(shop: Shop, query: string): Promise<SearchAnswer> {
  const copy = await shop.directory.search(query, rowLimit).catch(unread)
  const { hits, more } = copy ?? { hits: [], more: false }
  const waiting = shop.outbox.waitingMembers(shop.connection.id)
  const rows = new Map<string, MemberRow>()
  for (const member of waiting) {
    if (matches(member, query)) rows.set(member.key, await rowOfWaiting(shop, member))
  }
  for (const hit of hits) {
    const key = canonicalKey(shop, remoteKey(hit.remoteId))
    const edited = waiting.find((one) => one.key === key && !one.whole)
    const details = edited === undefined ? hit.details : { ...hit.details, ...given(edited) }
    if (!rows.has(key)) rows.set(key, hitRow(key, { ...hit, details }))
  }
  const all = [...rows.values()]
  return {
    query,
    rows: all.slice(0, rowLimit),
    more: more || all.length > rowLimit,
    complete: copy !== null && shop.copyComplete(),
  }
}

/** A copy that cannot be read is a list that is not complete; a shop that is closed stays an error. */
function unread(error: unknown): null {
  if (error instanceof DirectoryFailure && error.kind !== 'closed') return null
  throw error
}

/** An edit's fields that are set: those that it leaves alone are null in a part. */
function given(member: WaitingMember): Partial<WaitingMember['details']> {
  return Object.fromEntries(
    Object.entries(member.details).filter(([, value]) => value !== null && value !== ''),
  )
}

async function rowOfWaiting(shop: Shop, member: WaitingMember): Promise<MemberRow> {
  if (member.whole) return waitingRow(member)
  const remoteId = shop.outbox.remoteIdOf(shop.connection.id, member.key)
  const cached = remoteId === null ? null : await shop.directory.member(remoteId)
  const base = cached?.member.details ?? member.details
  return waitingRow({ ...member, details: { ...base, ...given(member) } })
}

/** The same question as the copy answers, over the few members that wait. */
export function matches(member: WaitingMember, query: string): boolean {
  const text = query.trim().slice(0, 200)
  if (text === '') return false
  if (member.codes.includes(text)) return true
  const folded = foldText(text)
  if (member.details.email !== null && foldText(member.details.email).startsWith(folded)) return true
  const digits = text.replace(/\D/g, '')
  const isNumber = digits.length >= 3 && /^[\d\s()+./-]+$/.test(text)
  if (isNumber) return member.details.phone?.replace(/\D/g, '').endsWith(digits.replace(/^0+/, '')) ?? false
  const words = foldText(memberName(member.details)).split(' ')
  const asked = folded.split(/\s+/).filter((word) => word !== '')
  return asked.length > 0 && asked.every((part) => words.some((word) => word.startsWith(part)))
}
