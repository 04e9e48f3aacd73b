import { ledgerOf } from '../../../../shared/domain/ledger.ts'
import type { Ledger, LedgerLine } from '../../../../shared/domain/ledger.ts'
import type { Answer, CallOptions } from '../provider.ts'
import type { SellAuthClient } from './sellauth-client.ts'
import { isUnfitHistory } from './sellauth-find.ts'
import type { SellAuthTransaction } from './sellauth-normalize.ts'

/** Pages that are read for a person who looks: the order of the list is not documented, so its first page may be the oldest. */
const mostPages = 5

/** The customer's balance transactions, for a person to read. Path and shape are inferred. Only reads. */
export async function readLedger(
  client: Pick<SellAuthClient, 'balanceTransactions' | 'ping'>,
  id: string,
  options: CallOptions,
): Promise<Answer<Ledger>> {
  const lines: LedgerLine[] = []
  let page = 1
  for (let pages = 1; ; pages += 1) {
    const answer = await client.balanceTransactions(id, page, options)
    if (!answer.ok) {
      const unfit = await isUnfitHistory(client, answer.failure, options)
      return unfit ? { ok: true, value: { kind: 'unreadable' }, evidence: answer.evidence } : answer
    }
    const { rows, next, listing } = answer.value
    lines.push(...rows.map(lineOf))
    // A list without pages may have been cut.
    if (next === null) return { ...answer, value: ledgerOf(lines, listing === 'paged') }
    if (pages >= mostPages) return { ...answer, value: ledgerOf(lines, false) }
    page = next
  }
}

function lineOf({ amountMinor, createdAt, description }: SellAuthTransaction): LedgerLine {
  const words = description?.trim() ?? ''
  return {
    amount: amountMinor,
    at: createdAt?.utcMs ?? null,
    zoned: createdAt?.zone === 'told',
    words: words === '' ? null : words,
  }
}
