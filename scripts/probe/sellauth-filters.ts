import { judge } from './bench.ts'
import type { Bench } from './bench.ts'
import { shopOf } from './sellauth-history.ts'
import { at, isRow, kindOf, listed, orderOf, pathIdOf, rowsIn, textsIn } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

/** What is assumed of the list's query: pages, order and filters. */
export function sellAuthFilterChecks(bench: Bench, rows: () => Promise<readonly Row[]>): readonly Check[] {
  const path = `${shopOf(bench)}/customers`
  const list = async (
    query: Readonly<Record<string, string | number>>,
    look: (body: unknown) => Verdict,
  ): Promise<Verdict> => await judge(bench.get(path, { page: 1, perPage: 100, ...query }), look)
  /** Filters by the first row's own text: it must be found, and everybody who is found must have it. */
  const byOwn =
    (name: string): (() => Promise<Verdict>) =>
    async () => {
      const [text] = name === 'id' ? [pathIdOf((await rows())[0])] : textsIn(await rows(), name)
      if (!text) return unseen('no row of the first page has one')
      return await list({ [name]: text }, (body) => {
        const found = rowsIn(at(body, 'data'))
        const plain = (row: Row): string =>
          name === 'id' ? (pathIdOf(row) ?? '') : (textsIn([row], name)[0] ?? '')
        if (found.length === 0) return differs('nobody was found')
        const others = found.filter((row) => plain(row).toLowerCase() !== text.toLowerCase()).length
        return others === 0
          ? holds(`found: ${found.length}`)
          : differs(`${others} others among the ${found.length} that were found`)
      })
    }
  const order = (direction: 'asc' | 'desc', wanted: 'rising' | 'falling'): Promise<Verdict> =>
    list({ orderColumn: 'id', orderDirection: direction }, (body) => {
      const found = orderOf(rowsIn(at(body, 'data')).map((row) => Number(at(row, 'id'))))
      if (found === 'unknown') return unseen('there are not two customers')
      return found === wanted ? holds(found) : differs(found)
    })

  return [
    {
      assumes: 'Query parameters are read on GET: `perPage=1&page=2` brings the second of single rows',
      look: () =>
        list({ perPage: 1, page: 2 }, (body) => {
          if (at(body, 'last_page') === 1 && at(body, 'per_page') === 1)
            return unseen('there is one customer')
          const told = [
            at(body, 'per_page') ?? at(body, 'meta', 'per_page'),
            at(body, 'current_page') ?? at(body, 'meta', 'current_page'),
          ]
          const fit = Number(told[0]) === 1 && Number(told[1]) === 2 && rowsIn(at(body, 'data')).length <= 1
          return fit
            ? holds()
            : differs(`${rowsIn(at(body, 'data')).length} rows; the page is told as ${kindOf(told[1])}`)
        }),
    },
    {
      assumes: "A page has the fields of Laravel's paginator",
      look: () =>
        list({}, (body) => {
          const missing = ['current_page', 'data', 'last_page', 'next_page_url', 'total'].filter(
            (name) => at(body, name) === undefined,
          )
          if (missing.length === 0) return holds()
          return differs(
            isRow(at(body, 'meta'))
              ? `under meta; missing beside the rows: ${listed(missing)}`
              : `missing: ${listed(missing)}`,
          )
        }),
    },
    {
      assumes: 'A page has at most 100 rows',
      look: async () => {
        const got = await bench.get(path, { page: 1, perPage: 101 })
        if (!got.ok) return failed(got.failure)
        const { status, body } = got.exchange
        if (status === 422) return holds('101 is refused')
        const found = rowsIn(at(body, 'data')).length
        return found > 100
          ? differs(`${found} rows came`)
          : unseen(`101 was answered ${status} with ${found} rows`)
      },
    },
    { assumes: 'The list can be ordered by id, upwards', look: () => order('asc', 'rising') },
    { assumes: 'The list can be ordered by id, downwards', look: () => order('desc', 'falling') },
    {
      assumes: 'A filter is not overlooked: an e-mail that nobody has brings nobody',
      look: () =>
        list({ email: `${bench.nobody}@example.invalid` }, (body) => {
          const found = rowsIn(at(body, 'data')).length
          return found === 0 ? holds() : differs(`${found} customers were answered`)
        }),
    },
    {
      assumes: 'A filter is exact: half of an e-mail brings nobody',
      look: async () => {
        const [email] = textsIn(await rows(), 'email')
        const half = email?.split('@')[1]
        if (half === undefined) return unseen('no row of the first page has an e-mail')
        return await list({ email: half }, (body) => {
          const found = rowsIn(at(body, 'data'))
          if (found.length === 0) return holds()
          const part = found.every((row) => textsIn([row], 'email')[0]?.includes(half))
          return differs(
            part ? `${found.length} who have it as a part` : `${found.length} customers, with it or without`,
          )
        })
      },
    },
    ...['id', 'email', 'discord_id', 'discord_username', 'affiliate_code'].map((name) => ({
      assumes: `The filter \`${name}\` brings who has it and nobody else`,
      look: byOwn(name),
    })),
    { assumes: '`subscribed` is taken as 1 and 0', look: () => subscribedFits(list) },
    {
      assumes: 'The filter `affiliate_referrer_email` brings who was referred by them',
      look: async () => await referredFits(await rows(), list),
    },
  ]
}

type List = (
  query: Readonly<Record<string, string | number>>,
  look: (body: unknown) => Verdict,
) => Promise<Verdict>

async function subscribedFits(list: List): Promise<Verdict> {
  const totals: number[] = []
  for (const [value, wanted] of [
    ['1', 'text'],
    ['0', 'null'],
  ] as const) {
    const told = await list({ subscribed: value }, (body) => {
      const found = rowsIn(at(body, 'data'))
      const odd = found.filter((row) => kindOf(at(row, 'newsletter_at')) !== wanted).length
      totals.push(Number(at(body, 'total') ?? at(body, 'meta', 'total')))
      return odd === 0 ? holds() : differs(`${odd} of ${found.length} say otherwise in newsletter_at`)
    })
    if (told.kind !== 'holds') return told
  }
  return await list({}, (body) => {
    const all = Number(at(body, 'total') ?? at(body, 'meta', 'total'))
    const [yes = 0, no = 0] = totals
    if (![yes, no, all].every(Number.isInteger)) return unseen('the list tells no total')
    return yes + no === all ? holds(`${yes} and ${no} of ${all}`) : differs(`${yes} and ${no} are not ${all}`)
  })
}

async function referredFits(rows: readonly Row[], list: List): Promise<Verdict> {
  const referred = rows.find((row) => typeof at(row, 'affiliate_referrer', 'email') === 'string')
  const email = at(referred, 'affiliate_referrer', 'email')
  if (typeof email !== 'string') return unseen('no row of the first page tells by whom')
  return await list({ affiliate_referrer_email: email }, (body) => {
    const found = rowsIn(at(body, 'data'))
    return found.some((row) => at(row, 'id') === at(referred, 'id')) &&
      found.every((row) => (at(row, 'affiliate_referrer_id') ?? null) !== null)
      ? holds(`found: ${found.length}`)
      : differs(`${found.length} found, with others or without the one`)
  })
}
