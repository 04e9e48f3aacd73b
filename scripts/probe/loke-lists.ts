import { bodyOf, judge, once, quietly, rateIsObserved } from './bench.ts'
import type { Bench, Got } from './bench.ts'
import { createLokeClient } from '../../electron/main/providers/loke/loke-client.ts'
import { observedOrder, timeOf } from '../../electron/main/providers/loke/loke-normalize.ts'
import { orgOf } from './loke-lookups.ts'
import { at, fieldsFit, pathIdOf, rowsIn } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

/** Customers and lists that are looked through for one that has a second page or a member. */
const mostTried = 5

/** What is assumed of listings and their pages. */
export function lokeListChecks(
  bench: Bench,
  customers: () => Promise<Got>,
  rows: () => Promise<readonly Row[]>,
): readonly Check[] {
  const home = orgOf(bench)
  const client = createLokeClient({ http: bench.http, baseUrl: bench.baseUrl, clock: Date }, bench.store)
  const lists = once(async () => {
    const told = bodyOf(await bench.get(`${home}/customer-lists`))
    return 'body' in told ? rowsIn(told.body) : []
  })
  const memberships = once(async () => {
    for (const row of (await rows()).slice(0, mostTried)) {
      const got = await bench.get(`${home}/customers/${pathIdOf(row) ?? ''}/memberships`)
      if (got.ok && got.exchange.headers.has('x-next-page')) return got
    }
    return null
  })

  return [
    { assumes: 'A page of customers has 1000 rows', look: async () => pageIs(await customers(), 1_000) },
    { assumes: 'A page of memberships has 10 rows', look: async () => pageIs(await memberships(), 10) },
    {
      assumes: '`X-Next-Page` is a URL or a path, and stays on the same listing',
      look: async () => {
        const verdicts = [nextFits(await customers(), bench), nextFits(await memberships(), bench)]
        return (
          verdicts.find((each) => each.kind === 'differs') ??
          verdicts.find((each) => each.kind === 'holds') ??
          unseen('every listing had one page')
        )
      },
    },
    {
      assumes: 'The next page of customers brings others',
      look: async () => {
        const first = await client.customers({ cursor: null, sort: 'created' }, quietly)
        if (!first.ok) return failed(first.failure)
        if (first.value.next === null) return unseen('there is one page')
        const second = await client.customers({ cursor: first.value.next, sort: null }, quietly)
        if (!second.ok) return failed(second.failure)
        const known = new Set(first.value.rows.map((row) => row.id))
        const twice = second.value.rows.filter((row) => known.has(row.id)).length
        return twice === 0 ? holds(`rows: ${second.value.rows.length}`) : differs(`${twice} rows came twice`)
      },
    },
    {
      assumes: 'A cursor that LOKE does not know is refused',
      look: async () => {
        const got = await bench.get(`${home}/customers`, { after: bench.nobody })
        if (!got.ok) return failed(got.failure)
        const { status } = got.exchange
        return status >= 400 && status < 500 ? holds(`${status}`) : differs(`answered ${status}`)
      },
    },
    {
      assumes: 'Which way `sort=created` runs is looked at, not assumed',
      look: () => sorted(bench, 'created', 'createdAt'),
    },
    {
      assumes: 'Which way `sort=updated` runs is looked at, not assumed',
      look: () => sorted(bench, 'updated', 'updatedAt'),
    },
    {
      assumes: 'Payments come the newest first',
      look: () =>
        judge(bench.get(`${home}/payments`), (body) => {
          const order = observedOrder(rowsIn(body).map((row) => timeIn(row, 'createdAt')))
          if (order === 'unknown') return unseen('there are not two of them')
          return order === 'falling' ? holds() : differs(order)
        }),
    },
    {
      assumes: 'Customer lists have an id and a name',
      look: async () =>
        fieldsFit(await lists(), { needed: ['id', 'name'], others: ['memberCount', 'createdAt'] }),
    },
    {
      assumes: "The id of a list's row is the customer's",
      look: async () => await listIds(bench, home, await lists()),
    },
    rateIsObserved(bench),
  ]
}

function pageIs(got: Got | null, size: number): Verdict {
  if (got?.ok !== true || !got.exchange.headers.has('x-next-page'))
    return unseen('no listing had a second page')
  const rows = rowsIn(got.exchange.body).length
  return rows === size ? holds() : differs(`${rows} rows`)
}

/** Where the next page is, against where this one was. */
function nextFits(got: Got | null, bench: Bench): Verdict {
  const header = got?.ok === true ? got.exchange.headers.get('x-next-page') : null
  if (got?.ok !== true || header === null) return unseen('there was one page')
  const base = new URL(bench.baseUrl)
  const next = URL.parse(header.trim(), bench.baseUrl)
  if (next?.origin !== base.origin) return differs('it leads to another server')
  if (decodeURI(next.pathname) !== decodeURI(got.exchange.path)) return differs('it leads to another listing')
  return holds(/^https?:/i.test(header.trim()) ? 'a URL' : 'a path')
}

async function sorted(bench: Bench, sort: string, name: string): Promise<Verdict> {
  return await judge(bench.get(`${orgOf(bench)}/customers`, { sort }), (body) => {
    const order = observedOrder(rowsIn(body).map((row) => timeIn(row, name)))
    if (order === 'unknown') return unseen('there are not two rows with a time')
    return order === 'neither' ? differs('in no order by that time') : holds(order)
  })
}

function timeIn(row: Row, name: string): ReturnType<typeof timeOf> {
  const text = at(row, name)
  return timeOf(typeof text === 'string' ? text : null)
}

async function listIds(bench: Bench, home: string, lists: readonly Row[]): Promise<Verdict> {
  for (const list of lists.slice(0, mostTried)) {
    const told = bodyOf(await bench.get(`${home}/customer-lists/${pathIdOf(list) ?? ''}/members`))
    if ('verdict' in told) return told.verdict
    const id = pathIdOf(rowsIn(told.body)[0])
    if (id === null) continue
    const got = await bench.get(`${home}/customers/${id}`)
    if (!got.ok) return failed(got.failure)
    return got.exchange.status === 200
      ? holds()
      : differs(`such a customer was answered ${got.exchange.status}`)
  }
  return unseen('no list has a member')
}
