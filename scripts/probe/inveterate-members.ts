import {
  createInveterateClient,
  largestPage,
} from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { editFields } from '../../electron/main/providers/inveterate/inveterate-normalize.ts'
import { bodyOf, judge, once, quietly, taken, unknownIsTold } from './bench.ts'
import type { Bench, Got } from './bench.ts'
import { inveterateLedgerChecks, memberIdOf } from './inveterate-ledgers.ts'
import { at, counted, fieldsFit, isRow, kindOf, kindsFit, listed, rowsIn, timesFit } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const member = {
  needed: ['customerId'],
  others: [
    ...[
      'email',
      'firstName',
      'lastName',
      'notes',
      'phoneNumber',
      'birthday',
      'credit',
      'creditsEarned',
      'totalSpend',
    ],
    ...[
      'orderCount',
      'numberOfCreditRedemptions',
      'referrals',
      'anonymized',
      'status',
      'accountState',
      'createdAt',
    ],
    ...['joinedAt', 'updatedAt', 'lastPurchaseAt', 'lastCreditRedemptionAt', 'segmentId', 'tierId', 'tier'],
  ],
}
const listNames = ['members', 'customers', 'items']
const asides = ['pagination', 'meta', 'paging', 'page', 'cursor']
const path = '/v2.0/admin/members'

/** Pages that are walked to see how a list ends. */
const mostPages = 20

/** What is assumed of members, their pages and their ledgers. */
export function inveterateMemberChecks(bench: Bench): readonly Check[] {
  const client = createInveterateClient({ http: bench.http, clock: Date, dialect: 'current' })
  const first = startOf(bench)
  const page = once(() => first(largestPage))
  const rows = once(async () => {
    const told = bodyOf(await page())
    return 'body' in told ? listOf(told.body).rows : []
  })
  const ofRows =
    (look: (rows: readonly Row[]) => Verdict): (() => Promise<Verdict>) =>
    async () =>
      look(await rows())
  const one = once(async () => {
    const id = memberIdOf((await rows())[0])
    return id === null ? null : await bench.get(`${path}/${id}`)
  })

  return [
    {
      assumes: 'The first page needs no cursor',
      look: async () => {
        const got = await bench.get(path, { limit: 2 })
        if (!got.ok) return failed(got.failure)
        const { status } = got.exchange
        return status === 200 ? holds() : differs(`${status}; the adapter sends an empty cursor then`)
      },
    },
    {
      assumes: 'Members come as a list in `data`, or under members, customers or items in it',
      look: async () =>
        judge(page(), (body) => {
          const { place } = listOf(body)
          if (place !== null) return holds(place)
          const data = at(body, 'data')
          return differs(
            isRow(data) ? `fields of data: ${listed(Object.keys(data))}` : `data is ${kindOf(data)}`,
          )
        }),
    },
    {
      assumes: 'A full page tells its `lastCustomerId` where the adapter looks for it',
      look: async () => {
        return await judge(first(2), (body) => {
          const place = cursorPlace(body)
          if (place !== null) return holds(place)
          const full = listOf(body).rows.length >= 2
          return full
            ? differs("in none of those places; the last row's id is used")
            : unseen('there is no full page of two')
        })
      },
    },
    { assumes: 'A second page brings other members', look: () => secondPage(bench) },
    {
      assumes: 'Cursors lead to an end: a last page with fewer rows, and no cursor after it',
      look: () => walked(bench),
    },
    {
      assumes: 'A page has at most 100 rows',
      look: async () => {
        const got = await first(largestPage + 1)
        if (!got.ok) return failed(got.failure)
        const { status, body } = got.exchange
        if (status === 400) return holds('101 is refused')
        const count = listOf(body).rows.length
        return count > largestPage
          ? differs(`${count} rows came`)
          : unseen(`101 was answered ${status} with ${count} rows`)
      },
    },
    {
      assumes: 'The adapter reads the first page of members',
      look: () =>
        taken(bench.provider.members(null, quietly), ({ members }) => holds(`members: ${members.length}`)),
    },
    {
      assumes: 'A member has the fields that the adapter reads',
      look: ofRows((list) => fieldsFit(list, member)),
    },
    {
      assumes: 'Ids are numbers or texts of digits',
      look: ofRows((list) => kindsFit(list, 'customerId', ['whole number', 'text'])),
    },
    {
      assumes: 'Credits are JSON numbers',
      look: ofRows((list) => kindsFit(list, 'credit', ['whole number', 'number'])),
    },
    {
      assumes: 'Times are ISO 8601 with a zone',
      look: ofRows((list) =>
        timesFit(list, ['createdAt', 'joinedAt', 'updatedAt', 'lastPurchaseAt'], 'with a zone'),
      ),
    },
    { assumes: "A member's tier stands at the member", look: ofRows(tierFits) },
    { assumes: 'A status is a word', look: ofRows(statusFits) },
    {
      assumes: 'One member is read by id, with every field that a full PATCH must send back',
      look: async () => {
        const got = await one()
        if (got === null) return unseen('there are no members')
        return await judge(Promise.resolve(got), (body) => {
          const data = at(body, 'data')
          const inner = isRow(at(data, 'member'))
            ? at(data, 'member')
            : isRow(at(data, 'customer'))
              ? at(data, 'customer')
              : data
          const absent = editFields.filter((name) => at(inner, name) === undefined)
          return absent.length === 0
            ? holds()
            : differs(`a person is asked for what it leaves out: ${listed(absent)}`)
        })
      },
    },
    unknownIsTold(bench, 'member', () => client.member('9999999999999999', quietly)),
    ...inveterateLedgerChecks(bench, rows),
  ]
}

/** Asks for a first page, with an empty cursor where one is demanded. */
export function startOf(bench: Bench): (limit: number) => Promise<Got> {
  const demanded = once(async () => {
    const got = await bench.get(path, { limit: 2 })
    return got.ok && got.exchange.status === 400
  })
  return async (limit) =>
    await bench.get(path, (await demanded()) ? { limit, lastCustomerId: '' } : { limit })
}

/** The list in an answer, and where it stands. */
function listOf(body: unknown): { readonly rows: readonly Row[]; readonly place: string | null } {
  const data = at(body, 'data')
  if (Array.isArray(data)) return { rows: rowsIn(data), place: 'data itself' }
  const name = listNames.find((each) => Array.isArray(at(data, each)))
  return name === undefined
    ? { rows: [], place: null }
    : { rows: rowsIn(at(data, name)), place: `data.${name}` }
}

function cursorPlace(body: unknown): string | null {
  const places = [['data'], [], ...asides.flatMap((aside) => [['data', aside], [aside]])]
  const found = places.find((place) => {
    const cursor = at(body, ...place, 'lastCustomerId')
    return cursor !== undefined && cursor !== null && cursor !== ''
  })
  return found === undefined ? null : [...found, 'lastCustomerId'].join('.')
}

async function secondPage(bench: Bench): Promise<Verdict> {
  const client = createInveterateClient({ http: bench.http, clock: Date, dialect: 'current' })
  const first = await client.members({ cursor: null, limit: 2 }, quietly)
  if (!first.ok) return failed(first.failure)
  if (first.value.next === null) return unseen('there is one page of two')
  const second = await client.members({ cursor: first.value.next, limit: 2 }, quietly)
  if (!second.ok) return failed(second.failure)
  const known = new Set(first.value.members.map(({ id }) => id))
  const twice = second.value.members.filter(({ id }) => known.has(id)).length
  return twice === 0 ? holds(`rows: ${second.value.members.length}`) : differs(`${twice} rows came twice`)
}

async function walked(bench: Bench): Promise<Verdict> {
  let cursor: string | null = null
  for (let count = 1; count <= mostPages; count += 1) {
    const answer: Awaited<ReturnType<Bench['provider']['members']>> = await bench.provider.members(
      cursor,
      quietly,
    )
    if (!answer.ok) return failed(answer.failure)
    const { members, next } = answer.value
    if (next === null) return holds(`pages: ${count}, rows in the last: ${members.length}`)
    if (members.length === 0) return differs(`page ${count} is empty and has a cursor`)
    cursor = next
  }
  return unseen(`there are more than ${mostPages} pages`)
}

function tierFits(rows: readonly Row[]): Verdict {
  if (rows.length === 0) return unseen('there are no rows')
  const names = ['segmentId', 'tierId', 'tier', 'segment']
  const found = names.filter((name) => rows.some((row) => (at(row, name) ?? null) !== null))
  return found.length > 0 ? holds(listed(found)) : differs('no row tells one')
}

/** Words of a closed set are told; anything else is counted. */
function statusFits(rows: readonly Row[]): Verdict {
  const words = rows.flatMap((row) => {
    const status = at(row, 'status')
    return status === undefined || status === null
      ? []
      : [typeof status === 'string' && /^[A-Z_]{2,24}$/i.test(status) ? status : 'no single word']
  })
  if (words.length === 0) return unseen('no row tells one')
  const told = new Set(words)
  if (told.size > 10) return differs(`${told.size} words`)
  return told.has('no single word') ? differs(counted(words)) : holds(counted(words))
}
