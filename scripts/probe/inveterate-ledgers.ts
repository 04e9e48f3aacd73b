import { createInveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { bodyOf, once, quietly } from './bench.ts'
import type { Bench } from './bench.ts'
import { at, counted, fieldsFit, isRow, kindOf, listed, orderOf, rowsIn, textsIn } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const line = {
  needed: ['amount'],
  others: ['createdAt', 'newBalance', 'reason', 'note', 'notes', 'description', 'expiresAt'],
}
const listNames = ['credits', 'creditEntries', 'ledger', 'items']

/** Members whose ledger is opened, in search of one with two lines. */
const mostTried = 5

/** A member's number, which may be written as `gid://shopify/Customer/…`. */
export function memberIdOf(row: unknown): string | null {
  const id = at(row, 'customerId')
  return /\d{1,20}$/.exec(typeof id === 'string' || typeof id === 'number' ? String(id) : '')?.[0] ?? null
}

interface Ledger {
  readonly member: string
  readonly rows: readonly Row[]
  readonly place: string
}

/** What is assumed of a member's ledger. */
export function inveterateLedgerChecks(
  bench: Bench,
  members: () => Promise<readonly Row[]>,
): readonly Check[] {
  const ledger = once(async () => {
    let best: Ledger | string | null = null
    for (const row of (await members()).slice(0, mostTried)) {
      const member = memberIdOf(row) ?? ''
      const path = `/v2.0/admin/members/${member}/credits`
      const first = await bench.get(path, { limit: 100 })
      const refused = first.ok && first.exchange.status === 400
      const told = bodyOf(refused ? await bench.get(path, { limit: 100, lastCreditEntry: '' }) : first)
      if ('verdict' in told) return told.verdict
      const found = linesOf(told.body, member)
      if (typeof found === 'string' || found.rows.length > 1) return found
      if (best === null || typeof best === 'string' || found.rows.length > best.rows.length) best = found
    }
    return best ?? unseen('there are no members')
  })
  const ofLines =
    (look: (rows: readonly Row[]) => Verdict): (() => Promise<Verdict>) =>
    async () => {
      const told = await ledger()
      if (typeof told === 'string') return unseen('no ledger could be read')
      if ('kind' in told) return told
      return told.rows.length === 0 ? unseen('the ledgers that were opened are empty') : look(told.rows)
    }
  return [
    {
      assumes: 'A ledger comes as a list in `data`, or under credits, creditEntries, ledger or items in it',
      look: async () => {
        const told = await ledger()
        if (typeof told === 'string') return differs(told)
        return 'kind' in told ? told : holds(told.place)
      },
    },
    {
      assumes: 'A line has an amount, and what the adapter reads beside it',
      look: ofLines((rows) => fieldsFit(rows, line)),
    },
    {
      assumes: 'Lines show their notes, so that a tag can be read back',
      look: ofLines((rows) => {
        const noted = rows.filter((row) =>
          ['note', 'notes', 'description'].some((name) => at(row, name) !== undefined),
        )
        return noted.length === rows.length
          ? holds()
          : differs(`${rows.length - noted.length} of ${rows.length} have no such field`)
      }),
    },
    {
      assumes: 'A credit may have decimals',
      look: ofLines((rows) => {
        const kinds = rows.map((row) => kindOf(at(row, 'amount')))
        if (kinds.some((kind) => kind !== 'number' && kind !== 'whole number')) return differs(counted(kinds))
        return kinds.includes('number') ? holds(counted(kinds)) : unseen(counted(kinds))
      }),
    },
    {
      assumes: 'The order of a ledger is looked at, not assumed',
      look: ofLines((rows) => {
        const times = textsIn(rows, 'createdAt').map((text) => Date.parse(text))
        const order = orderOf(times.filter((time) => !Number.isNaN(time)))
        if (order === 'unknown') return unseen('there are not two lines with a time')
        return order === 'neither' ? differs('in no order by time') : holds(order)
      }),
    },
    {
      assumes: 'The cursor of a ledger leads to its next lines',
      look: async () => {
        const told = await ledger()
        if (typeof told === 'string' || 'kind' in told || told.rows.length < 2) {
          return unseen('no ledger of those that were opened has two lines')
        }
        return await secondLine(bench, told.member)
      },
    },
  ]
}

/** One line a page: with two of them, the second page must bring the other. */
async function secondLine(bench: Bench, member: string): Promise<Verdict> {
  const client = createInveterateClient({ http: bench.http, clock: Date, dialect: 'current' })
  const first = await client.credits(member, { cursor: null, limit: 1 }, quietly)
  if (!first.ok) return failed(first.failure)
  const before = JSON.stringify(bench.tap.answers.at(-1)?.body)
  if (first.value.entries.length > 1) return differs(`${first.value.entries.length} lines in a page of one`)
  if (first.value.next === null) return differs('no cursor where the adapter looks for it')
  const second = await client.credits(member, { cursor: first.value.next, limit: 1 }, quietly)
  if (!second.ok) return failed(second.failure)
  const same = JSON.stringify(bench.tap.answers.at(-1)?.body) === before
  return same ? differs('the first page came again') : holds()
}

function linesOf(body: unknown, member: string): Ledger | string {
  const data = at(body, 'data')
  if (Array.isArray(data)) return { member, rows: rowsIn(data), place: 'data itself' }
  const name = listNames.find((each) => Array.isArray(at(data, each)))
  if (name !== undefined) return { member, rows: rowsIn(at(data, name)), place: `data.${name}` }
  return isRow(data) ? `fields of data: ${listed(Object.keys(data))}` : `data is ${kindOf(data)}`
}
