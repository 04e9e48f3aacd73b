import { ledgerOf } from '../../../../shared/domain/ledger.ts'
import type { Ledger, LedgerLine } from '../../../../shared/domain/ledger.ts'
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

/** Pages that are read for a person who looks: the order of the list is not documented, so its first page may be the oldest. */
const mostPagesShown = 5

/** Reads the ledger through and looks for one change in it. Only reads. */
export async function readBack(
  client: Pick<InveterateClient, 'credits'>,
  memberId: string,
  sought: SoughtCredit,
  options: CallOptions,
): Promise<Answer<ReadBack>> {
  const answer = await readEntries(client, memberId, mostPages, options)
  if (!answer.ok) return answer
  const verdict = searchLedger(answer.value.entries, sought)
  const proves = answer.value.whole || verdict.kind === 'found'
  return { ...answer, value: proves ? verdict : { kind: 'unclear' } }
}

/** The member's ledger, for a person to read. Only reads. */
export async function readLedger(
  client: Pick<InveterateClient, 'credits'>,
  memberId: string,
  options: CallOptions,
): Promise<Answer<Ledger>> {
  const answer = await readEntries(client, memberId, mostPagesShown, options)
  if (!answer.ok) return answer
  const { entries, whole } = answer.value
  return { ...answer, value: ledgerOf(entries.map(lineOf), whole) }
}

async function readEntries(
  client: Pick<InveterateClient, 'credits'>,
  memberId: string,
  pagesAtMost: number,
  options: CallOptions,
): Promise<Answer<{ readonly entries: readonly LedgerEntry[]; readonly whole: boolean }>> {
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
    if (cursor === null || pages >= pagesAtMost)
      return { ...answer, value: { entries, whole: cursor === null } }
  }
}

function lineOf({ amount, at, reason, note }: LedgerEntry): LedgerLine {
  const words = [reason, note].filter((text) => text !== null)
  return {
    amount: amount.exact ? amount.hundredths : null,
    at: at?.at ?? null,
    zoned: at?.zoned ?? true,
    words: words.length === 0 ? null : words.join(' · '),
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
