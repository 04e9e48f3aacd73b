import { judge, quietly, rateIsObserved, taken, unknownIsTold, wrongKeyIsTold } from './bench.ts'
import type { Bench } from './bench.ts'
import { sellAuthHistoryChecks, shopOf } from './sellauth-history.ts'
import {
  at,
  counted,
  fieldsFit,
  isRow,
  kindOf,
  kindsFit,
  listed,
  pathIdOf,
  rowsIn,
  timesFit,
} from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const customer = {
  needed: ['id', 'email', 'balance'],
  others: [
    ...['discord_id', 'discord_username', 'total_completed', 'total_spent_usd', 'last_completed_at'],
    ...['newsletter_at', 'affiliate_code', 'affiliate_referrer_id', 'affiliate_referrer'],
  ],
}
/** What is assumed of shops, customers and their histories. */
export function sellAuthRowChecks(bench: Bench, rows: () => Promise<readonly Row[]>): readonly Check[] {
  const home = shopOf(bench)
  const ofRows =
    (look: (rows: readonly Row[]) => Verdict): (() => Promise<Verdict>) =>
    async () =>
      look(await rows())
  return [
    {
      assumes: 'The key opens a list of shops, with id and currency',
      look: () => judge(bench.get('/v1/shops'), shopsFit),
    },
    {
      assumes: 'The adapter takes the list: the cheap read that proves key and shop',
      look: () => taken(bench.provider.ping(quietly)),
    },
    {
      assumes: 'The adapter reads the first page of members',
      look: () =>
        taken(bench.provider.members(null, quietly), ({ members, total }) =>
          holds(`members: ${members.length}, of ${total ?? 'an untold number'}`),
        ),
    },
    {
      assumes: 'A customer has the fields that the adapter reads',
      look: ofRows((list) => fieldsFit(list, customer)),
    },
    { assumes: 'Ids are whole numbers', look: ofRows((list) => kindsFit(list, 'id', ['whole number'])) },
    {
      assumes: 'Balances are decimal texts with two places',
      look: ofRows((list) => decimalsFit(list, 'balance')),
    },
    {
      assumes: 'What was spent is a decimal text with two places',
      look: ofRows((list) => decimalsFit(list, 'total_spent_usd')),
    },
    {
      assumes: 'Times of customers have no zone',
      look: ofRows((list) => timesFit(list, ['last_completed_at', 'newsletter_at'], 'without a zone')),
    },
    { assumes: '`affiliate_referrer` is a text or an object with an e-mail', look: ofRows(referrerFits) },
    {
      assumes: 'One customer is read by id, bare or under `data` or `customer`',
      look: async () => {
        const id = pathIdOf((await rows())[0])
        if (id === null) return unseen('there are no customers')
        const got = await bench.get(`${home}/customers/${id}`)
        if (!got.ok) return failed(got.failure)
        const { status, body } = got.exchange
        if (status === 404) return differs('there is no such path (404); the adapter asks the list by id')
        const place = [[], ['data'], ['customer']].find((each) => pathIdOf(at(body, ...each)) === id)
        return place === undefined
          ? differs(`answered ${status}, not that customer`)
          : holds(place[0] ?? 'bare')
      },
    },
    unknownIsTold(bench, 'customer', () => bench.provider.member('999999999999', quietly)),
    ...sellAuthHistoryChecks(bench, rows),
    wrongKeyIsTold(bench),
    rateIsObserved(bench),
  ]
}

/** The rest of such a row are secrets of the shop's: not even their names are told. */
function shopsFit(body: unknown): Verdict {
  const shops = rowsIn(Array.isArray(body) ? body : at(body, 'data'))
  if (shops.length === 0) return differs('there is no list')
  const missing = ['id', 'name', 'currency'].filter((name) =>
    shops.some((row) => at(row, name) === undefined),
  )
  return missing.length === 0 ? holds(`shops: ${shops.length}`) : differs(`missing: ${listed(missing)}`)
}

function decimalsFit(rows: readonly Row[], name: string): Verdict {
  const forms = rows.flatMap((row) => {
    const value = at(row, name)
    if (value === null || value === undefined) return []
    if (typeof value !== 'string') return [kindOf(value)]
    return [/^-?\d{1,12}\.\d{2}$/.test(value) ? 'two places' : 'another text']
  })
  if (forms.length === 0) return unseen('no row tells one')
  return forms.every((form) => form === 'two places') ? holds(counted(forms)) : differs(counted(forms))
}

function referrerFits(rows: readonly Row[]): Verdict {
  const told = rows.map((row) => at(row, 'affiliate_referrer')).filter((value) => (value ?? null) !== null)
  if (told.length === 0) return unseen('nobody was referred')
  const fit = told.every((value) => typeof value === 'string' || typeof at(value, 'email') === 'string')
  const [first] = told
  const words = isRow(first) ? `fields: ${listed(Object.keys(first))}` : kindOf(first)
  return fit ? holds(words) : differs(words)
}
