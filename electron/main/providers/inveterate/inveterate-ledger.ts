import type { Answer, CallOptions } from '../provider.ts'
import { largestPage } from './inveterate-client.ts'
import type { InveterateClient } from './inveterate-client.ts'
import type { LedgerEntry } from './inveterate-normalize.ts'

/** A change of credits whose fate is looked for in the ledger. */
export interface SoughtCredit {
  /** Hundredths, as sent. */
  readonly amount: number
  readonly tag: string
}

/** What the ledger says of it. */
export type ReadBack =
  /** It is there; `times` above 1 means that it was counted more than once. */
  | { readonly kind: 'found'; readonly times: number }
  /** The whole ledger was read and it is not in it, so far: 201 answers may lag. */
  | { readonly kind: 'absent' }
  /** The ledger cannot tell: it shows no notes, or another amount under this tag, or did not come to its end. */
  | { readonly kind: 'unclear' }

/** Pages that are read at most: 2,000 lines of one member. */
const mostPages = 20

/** Reads the ledger through and looks for one change in it. Only reads. */
export async function readBack(
  client: Pick<InveterateClient, 'credits'>,
  memberId: string,
  sought: SoughtCredit,
  options: CallOptions,
): Promise<Answer<ReadBack>> {
  const entries: LedgerEntry[] = []
  let cursor: string | null = null
  for (let pages = 1; ; pages += 1) {
    const answer: Awaited<ReturnType<InveterateClient['credits']>> = await client.credits(
      memberId,
      { cursor, limit: largestPage },
      options,
    )
    if (!answer.ok) return answer
    entries.push(...answer.value.entries)
    cursor = answer.value.next
    if (cursor !== null && pages < mostPages) continue
    const verdict = searchLedger(entries, sought)
    const whole = cursor === null || verdict.kind === 'found'
    return { ...answer, value: whole ? verdict : { kind: 'unclear' } }
  }
}

/**
 * Looks for a change among the lines of a whole ledger.
 *
 * The documentation shows no note in a line. So the tag's absence proves something only where notes are shown at all,
 * and no line without one is of this amount, whichever sign it is written with and whenever it was made: the till's
 * clock may be wrong by hours, and how removals are written is not documented. An empty ledger proves it too.
 */
export function searchLedger(entries: readonly LedgerEntry[], sought: SoughtCredit): ReadBack {
  const tagged = entries.filter((entry) => carries(entry, sought.tag))
  const ours = tagged.filter((entry) => entry.amount.exact && entry.amount.hundredths === sought.amount)
  if (ours.length > 0) return { kind: 'found', times: ours.length }
  if (tagged.length > 0) return { kind: 'unclear' }
  const showsNotes = entries.length === 0 || entries.some((entry) => entry.note !== null)
  return { kind: showsNotes && !entries.some((entry) => couldBe(entry, sought)) ? 'absent' : 'unclear' }
}

function carries(entry: LedgerEntry, tag: string): boolean {
  return [entry.note, entry.reason].some((text) => text?.split(/[^A-Za-z0-9-]+/).includes(tag) === true)
}

function couldBe(entry: LedgerEntry, sought: SoughtCredit): boolean {
  return entry.note === null && Math.abs(entry.amount.hundredths) === Math.abs(sought.amount)
}
