import { bodyOf, judge, quietly, rateHeaders, taken } from './bench.ts'
import type { Bench, Got } from './bench.ts'
import {
  at,
  counted,
  fieldsFit,
  isRow,
  kindOf,
  kindsFit,
  listed,
  patternOf,
  rowsIn,
  textsIn,
  timesFit,
} from './shape.ts'
import type { Row } from './shape.ts'
import { differs, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const customer = {
  needed: ['id', 'first_name', 'last_name', 'email', 'phone', 'birthday', 'updated_at'],
  others: ['customer_cards', 'external_references', 'account_id', 'created_at', 'metadata', 'stamp_count'],
}
const card = {
  needed: ['id', 'name', 'stamps_required'],
  others: ['initial_stamps', 'archived_at', 'account_id', 'rewards_count', 'customer_cards_count'],
}
const reward = {
  needed: ['id', 'card_id', 'name', 'stamps_required'],
  others: ['active', 'account_id', 'position'],
}

/** The store's address. */
export function homeOf(bench: Bench): string {
  return `/api/v1/accounts/${encodeURIComponent(bench.store)}`
}

/** What is assumed of accounts, lists and their rows. */
export function lealListChecks(
  bench: Bench,
  page: () => Promise<Got>,
  rows: () => Promise<readonly Row[]>,
): readonly Check[] {
  const home = homeOf(bench)
  const ofRows =
    (look: (rows: readonly Row[]) => Verdict): (() => Promise<Verdict>) =>
    async () =>
      look(await rows())
  const cards = (list: readonly Row[]): readonly Row[] =>
    list.flatMap((row) => rowsIn(at(row, 'customer_cards')))

  return [
    {
      assumes: 'The account answers with an id: the cheap read that proves key and store',
      look: () => taken(bench.provider.ping(quietly)),
    },
    {
      assumes: 'Customers come as `customers` with a `pagination` of whole numbers',
      look: () => judge(page(), paginationFits),
    },
    {
      assumes: '`items=100` is allowed',
      look: () =>
        judge(page(), (body) => {
          const items = at(body, 'pagination', 'items')
          if (items === 100) return holds()
          return differs(
            typeof items === 'number' ? `a page has ${items}` : `pagination.items is ${kindOf(items)}`,
          )
        }),
    },
    {
      assumes: 'The adapter reads the first page of members',
      look: () =>
        taken(bench.provider.members(null, quietly), ({ members }) => holds(`members: ${members.length}`)),
    },
    {
      assumes: 'A customer has the fields that the adapter reads',
      look: ofRows((list) => fieldsFit(list, customer)),
    },
    {
      assumes: 'Customer ids are whole numbers',
      look: ofRows((list) => kindsFit(list, 'id', ['whole number'])),
    },
    {
      assumes: 'Rows tell `customer_cards` as objects',
      look: ofRows((list) => objectsIn(list, 'customer_cards')),
    },
    {
      assumes: 'Rows tell `external_references` as objects',
      look: ofRows((list) => objectsIn(list, 'external_references')),
    },
    {
      assumes: "A customer's card has an id, its `card_id` and a whole `stamps_count`",
      look: ofRows((list) => cardsFit(cards(list))),
    },
    {
      assumes: 'Cards have a `uuid` that a search may be asked for',
      look: ofRows((list) => {
        if (cards(list).length === 0) return unseen('no row shows a card')
        const patterns = textsIn(cards(list), 'uuid').map(patternOf)
        return patterns.length > 0 ? holds(counted(patterns)) : differs('no card tells one')
      }),
    },
    {
      assumes: 'A card tells the https addresses of its wallet passes',
      look: ofRows((list) => passesFit(cards(list))),
    },
    {
      assumes: 'Times are ISO 8601 with a zone',
      look: ofRows((list) => timesFit(list, ['updated_at', 'created_at'], 'with a zone')),
    },
    { assumes: 'Birthdays are dates', look: ofRows((list) => timesFit(list, ['birthday'], 'a date')) },
    {
      assumes: 'A list keeps its order between two reads, so that pages can be counted',
      look: () => keepsOrder(bench, home),
    },
    {
      assumes: 'Cards are listed with what they cost',
      look: () =>
        judge(bench.get(`${home}/cards`, { page: 1 }), (body) => fieldsFit(rowsIn(at(body, 'cards')), card)),
    },
    {
      assumes: 'Rewards are listed, and `active=true` leaves the others out',
      look: () =>
        judge(bench.get(`${home}/rewards`, { active: 'true', page: 1 }), (body) => {
          const list = rowsIn(at(body, 'rewards'))
          const idle = list.filter((row) => at(row, 'active') === false).length
          return idle > 0 ? differs(`${idle} of ${list.length} are not active`) : fieldsFit(list, reward)
        }),
    },
    {
      assumes: 'The adapter reads the programme',
      look: () => taken(bench.provider.programme(quietly), (list) => holds(`cards on offer: ${list.length}`)),
    },
    {
      assumes: 'RateLimit headers tell limit, rest and seconds until reset, and the window as `w=`',
      look: () => Promise.resolve(rateFits(bench)),
    },
    { assumes: 'GET /status tells the same limit', look: () => sameLimit(bench) },
  ]
}

function paginationFits(body: unknown): Verdict {
  if (!Array.isArray(at(body, 'customers'))) {
    return differs(isRow(body) ? `fields: ${listed(Object.keys(body))}` : 'a bare list')
  }
  const wrong = ['count', 'items', 'page', 'pages'].filter(
    (name) => kindOf(at(body, 'pagination', name)) !== 'whole number',
  )
  return wrong.length === 0 ? holds() : differs(`no whole number: ${listed(wrong)}`)
}

function objectsIn(rows: readonly Row[], name: string): Verdict {
  if (rows.length === 0) return unseen('there are no rows')
  const kinds = rows.flatMap((row) => {
    const list = at(row, name)
    if (!Array.isArray(list)) return [kindOf(list)]
    return list.length === 0 ? ['an empty list'] : [...new Set((list as unknown[]).map(kindOf))]
  })
  if (kinds.every((kind) => kind === 'an empty list')) return unseen('every list is empty')
  return kinds.every((kind) => kind === 'object' || kind === 'an empty list')
    ? holds(counted(kinds))
    : differs(counted(kinds))
}

function cardsFit(cards: readonly Row[]): Verdict {
  if (cards.length === 0) return unseen('no row shows a card')
  const missing = ['id', 'card_id', 'stamps_count'].filter((name) =>
    cards.some((row) => at(row, name) === undefined),
  )
  if (missing.length > 0) return differs(`missing: ${listed(missing)}`)
  return kindsFit(cards, 'stamps_count', ['whole number'])
}

function passesFit(cards: readonly Row[]): Verdict {
  if (cards.length === 0) return unseen('no row shows a card')
  const told = ['apple_wallet_url', 'google_wallet_url'].map((name) => textsIn(cards, name))
  if (told.every((urls) => urls.length === 0)) return differs('no card tells one')
  const odd = told.flat().filter((url) => URL.parse(url)?.protocol !== 'https:').length
  const counts = `Apple in ${told[0]?.length ?? 0}, Google in ${told[1]?.length ?? 0}`
  return odd === 0 ? holds(counts) : differs(`${odd} are no https addresses`)
}

async function keepsOrder(bench: Bench, home: string): Promise<Verdict> {
  const ids = async (): Promise<string | null> => {
    const told = bodyOf(await bench.get(`${home}/customers`, { page: 1, items: 25 }))
    return 'body' in told
      ? JSON.stringify(rowsIn(at(told.body, 'customers')).map((row) => at(row, 'id')))
      : null
  }
  const [first, second] = [await ids(), await ids()]
  if (first === null || second === null) return unseen('the list could not be read twice')
  return first === second ? holds() : differs('two reads of one page brought other rows')
}

function rateFits(bench: Bench): Verdict {
  const headers = bench.tap.answers.at(-1)?.headers
  const names = rateHeaders(bench)
  if (headers === undefined || names.size === 0) return differs('no such header came')
  const wanted = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy']
  const missing = wanted.filter((name) => !names.has(name))
  if (missing.length > 0) return differs(`missing: ${missing.join(', ')}`)
  const reset = Number(headers.get('ratelimit-reset'))
  if (!(reset <= 86_400)) return differs('the reset is no number of seconds to wait')
  const window = /;\s*w=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')?.[1]
  if (window === undefined) return differs('the policy names no window')
  return holds(`${Number(headers.get('ratelimit-limit'))} in ${Number(window)} s`)
}

async function sameLimit(bench: Bench): Promise<Verdict> {
  const limit = Number(bench.tap.answers.at(-1)?.headers.get('ratelimit-limit') ?? Number.NaN)
  if (Number.isNaN(limit)) return unseen('no header tells a limit')
  return await judge(bench.get('/api/v1/status'), (body) =>
    numbersIn(body).includes(limit) ? holds() : differs('that number is not among its figures'),
  )
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  if (isRow(value) || Array.isArray(value)) return Object.values(value).flatMap(numbersIn)
  return []
}
