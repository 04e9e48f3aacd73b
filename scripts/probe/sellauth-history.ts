import { bodyOf, judge, once } from './bench.ts'
import type { Bench } from './bench.ts'
import {
  at,
  fieldsFit,
  isRow,
  kindOf,
  listed,
  orderOf,
  pathIdOf,
  rowsIn,
  textsIn,
  timesFit,
} from './shape.ts'
import type { Row } from './shape.ts'
import { differs, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const line = { needed: ['amount', 'description'], others: ['id', 'customer_id', 'created_at'] }

/** Customers whose history is opened, in search of one with two lines. */
const mostTried = 5

/** The shop's address. */
export function shopOf(bench: Bench): string {
  return `/v1/shops/${encodeURIComponent(bench.store)}`
}

interface History {
  readonly path: string
  readonly body: unknown
  readonly rows: readonly Row[]
}

/** What is assumed of a balance's history. */
export function sellAuthHistoryChecks(
  bench: Bench,
  customers: () => Promise<readonly Row[]>,
): readonly Check[] {
  const history = once(async (): Promise<History | { readonly verdict: Verdict }> => {
    let best: History | null = null
    for (const row of (await customers()).slice(0, mostTried)) {
      const path = `${shopOf(bench)}/customers/${pathIdOf(row) ?? ''}/balance-transactions`
      const told = bodyOf(await bench.get(path, { page: 1, perPage: 100 }))
      if ('verdict' in told) return told
      const rows = rowsIn(Array.isArray(told.body) ? told.body : at(told.body, 'data'))
      if (best === null || rows.length > best.rows.length) best = { path, body: told.body, rows }
      if (rows.length > 1) break
    }
    return best ?? { verdict: unseen('there are no customers') }
  })
  /** The path itself is the first check's; the others have nothing to say where there is none. */
  const ofLines =
    (least: number, look: (history: History) => Verdict | Promise<Verdict>): (() => Promise<Verdict>) =>
    async () => {
      const told = await history()
      if ('verdict' in told) return unseen('no history could be read')
      if (told.rows.length >= least) return await look(told)
      return unseen(`no history of those that were opened has ${least === 1 ? 'a line' : 'two lines'}`)
    }
  return [
    {
      assumes: 'A history is read at `balance-transactions`, in pages',
      look: async () => {
        const told = await history()
        return 'verdict' in told ? told.verdict : historyFits(told.body)
      },
    },
    {
      assumes: 'A line of it has an amount and its description, so that a tag can be read back',
      look: ofLines(1, ({ rows }) => fieldsFit(rows, line)),
    },
    {
      assumes: 'Times of a history carry a zone',
      look: ofLines(1, ({ rows }) => timesFit(rows, ['created_at'], 'with a zone')),
    },
    {
      assumes: 'The order of a history is looked at, not assumed',
      look: ofLines(2, ({ rows }) => {
        const times = textsIn(rows, 'created_at').map((text) => Date.parse(text))
        const order = orderOf(times.filter((time) => !Number.isNaN(time)))
        if (order === 'unknown') return unseen('there are not two times that differ')
        return order === 'neither' ? differs('in no order by time') : holds(order)
      }),
    },
    {
      assumes: 'The second page of a history brings other lines',
      look: ofLines(2, ({ path, rows }) =>
        judge(bench.get(path, { page: 2, perPage: 1 }), (body) => {
          const second = rowsIn(Array.isArray(body) ? body : at(body, 'data'))
          const [found] = second
          if (found === undefined || second.length > 1) return differs(`rows: ${second.length}`)
          const same = JSON.stringify(found) === JSON.stringify(rows[0])
          return same ? differs('the first line came again') : holds()
        }),
      ),
    },
  ]
}

function historyFits(body: unknown): Verdict {
  if (Array.isArray(body)) return differs('a bare list, of which nothing proves that it is whole')
  if (!Array.isArray(at(body, 'data')))
    return differs(isRow(body) ? `fields: ${listed(Object.keys(body))}` : kindOf(body))
  const paged = [at(body, 'current_page'), at(body, 'meta', 'current_page')].some(
    (page) => page !== undefined,
  )
  return paged
    ? holds(at(body, 'meta') === undefined ? 'pages beside the rows' : 'pages under meta')
    : differs('no page numbers')
}
