import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import { cardEnds, maskEmail, maskPhone } from '../../../shared/domain/mask.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberRow } from '../../../shared/domain/views.ts'
import type { SearchHit } from '../directory/types.ts'
import type { WaitingMember } from '../outbox/types.ts'

interface RowParts {
  readonly key: MemberKey
  readonly details: MemberDetails
  readonly stamps: number | null
  readonly codes: readonly string[]
  readonly waiting: boolean
}

function row(parts: RowParts): MemberRow {
  return {
    key: parts.key,
    name: memberName(parts.details),
    phoneMasked: parts.details.phone === null ? null : maskPhone(parts.details.phone),
    emailMasked: parts.details.email === null ? null : maskEmail(parts.details.email),
    stamps: parts.stamps,
    cardEnd: cardEnds(parts.codes),
    waiting: parts.waiting,
  }
}

/** A hit of the copy as a row. */
export function hitRow(key: MemberKey, hit: SearchHit): MemberRow {
  return row({ key, details: hit.details, stamps: hit.stamps, codes: hit.codes, waiting: false })
}

/** A member that only this till knows as a row. */
export function waitingRow(member: WaitingMember): MemberRow {
  return row({
    key: member.key,
    details: member.details,
    stamps: null,
    codes: member.codes,
    waiting: member.whole,
  })
}

/** A provider's answer as a row. */
export function remoteRow(key: MemberKey, member: RemoteMember): MemberRow {
  const stamps =
    member.cardsKnown && member.cards.length > 0 ? Math.max(...member.cards.map((c) => c.stamps)) : null
  return row({ key, details: member.details, stamps, codes: member.codes, waiting: false })
}
