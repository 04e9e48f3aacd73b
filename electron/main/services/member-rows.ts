import { birthdayNear } from '../../../shared/domain/birthday.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import { cardEnds, maskEmail, maskPhone } from '../../../shared/domain/mask.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberRow } from '../../../shared/domain/views.ts'
import { lastSpendOf } from '../directory/member-row.ts'
import type { LastSpend, SearchHit } from '../directory/types.ts'
import type { WaitingMember } from '../outbox/types.ts'
import { heldCodes } from './held-codes.ts'
import { shopDay } from './shop.ts'
import type { Shop } from './shop.ts'

/**
 * A row on its way: what the provider tells of a last purchase becomes the shop's day only in {@link shownRows}, and a
 * birthday how near it is.
 */
export type RowMade = MemberRow & { readonly spent?: LastSpend; readonly born?: string }

interface RowParts {
  readonly key: MemberKey
  readonly details: MemberDetails
  readonly stamps: number | null
  readonly codes: readonly string[]
  readonly waiting: boolean
  readonly spent?: LastSpend | null
}

function row(shop: Shop, parts: RowParts): RowMade {
  const { spent = null } = parts
  return {
    key: parts.key,
    name: memberName(parts.details),
    phoneMasked: parts.details.phone === null ? null : maskPhone(parts.details.phone),
    emailMasked: parts.details.email === null ? null : maskEmail(parts.details.email),
    stamps: parts.stamps,
    cardEnd: cardEnds(heldCodes(shop, parts.key, parts.codes)),
    waiting: parts.waiting,
    ...(spent === null ? {} : { spent }),
    ...(parts.details.birthday === null ? {} : { born: parts.details.birthday }),
  }
}

/** A hit of the copy as a row. */
export function hitRow(shop: Shop, key: MemberKey, hit: SearchHit): RowMade {
  const { details, stamps, codes, lastSpend: spent = null } = hit
  return row(shop, { key, details, stamps, codes, waiting: false, spent })
}

/** A member that only this till knows as a row. */
export function waitingRow(shop: Shop, member: WaitingMember): RowMade {
  return row(shop, {
    key: member.key,
    details: member.details,
    stamps: null,
    codes: member.codes,
    waiting: member.whole,
  })
}

/** A provider's answer as a row. */
export function remoteRow(shop: Shop, key: MemberKey, member: RemoteMember): RowMade {
  const stamps =
    member.cardsKnown && member.cards.length > 0 ? Math.max(...member.cards.map((c) => c.stamps)) : null
  const { details, codes, facts } = member
  return row(shop, { key, details, stamps, codes, waiting: false, spent: lastSpendOf(facts) })
}

/**
 * Rows as they are shown: each with the day on which the member was last served, the later of what the provider tells
 * and what was done here. One look into the record for all of them.
 */
export function shownRows(shop: Shop, rows: readonly RowMade[]): readonly MemberRow[] {
  const here = shop.outbox.people.lastVisits(
    shop.connection.id,
    rows.map(({ key }) => key),
  )
  const { zone } = shop.connection
  const now = shop.clock.now()
  const today = shopDay(zone, now)
  return rows.map(({ spent, born, ...shown }) => {
    const last = newestDay(here.get(shown.key), spent, now, (at) => shopDay(zone, at))
    const birthday = birthdayNear(born ?? null, today)
    return {
      ...shown,
      ...(last === null ? {} : { lastVisit: last }),
      ...(birthday === null ? {} : { birthday }),
    }
  })
}

/** The shop's day on which a member was last served, by the provider's word and by the record of this till. */
export function lastVisitOf(
  shop: Shop,
  key: MemberKey,
  facts: RemoteMember['facts'],
): Pick<MemberRow, 'lastVisit'> {
  const { id, zone } = shop.connection
  const here = shop.outbox.people.lastVisits(id, [key]).get(key)
  const now = shop.clock.now()
  const last = newestDay(here, lastSpendOf(facts) ?? undefined, now, (at) => shopDay(zone, at))
  return last === null ? {} : { lastVisit: last }
}

function newestDay(
  here: number | undefined,
  spent: LastSpend | undefined,
  now: number,
  dayOf: (at: number) => string,
): string | null {
  // A clock that was ahead has served nobody tomorrow.
  const visit = [here, spent?.zoned === true ? spent.at : undefined].flatMap((at) =>
    at !== undefined && at <= now ? [dayOf(at)] : [],
  )
  const day = spent?.zoned === false ? [new Date(spent.at).toISOString().slice(0, 10)] : []
  return [...visit, ...day].toSorted().at(-1) ?? null
}
