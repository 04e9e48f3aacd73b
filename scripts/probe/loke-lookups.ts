import { createLokeClient } from '../../electron/main/providers/loke/loke-client.ts'
import { judge, quietly, taken, unknownIsTold, wrongKeyIsTold } from './bench.ts'
import type { Bench } from './bench.ts'
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
  textsIn,
  timesFit,
} from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

const customer = {
  needed: ['id'],
  others: [
    ...['firstName', 'lastName', 'email', 'phoneNumber', 'dob', 'gender', 'hasAgreedToMarketing'],
    ...['createdAt', 'updatedAt', 'statistics'],
  ],
}
const figures = ['pointsBalance', 'totalPointsEarned', 'totalPointsRedeemed', 'totalSpend']
const documentedTimes = ['lastSpentAt', 'lastPointsEarnedAt', 'lastPointsRedeemedAt']
const clientTimes = ['lastSpend', 'lastPointsEarned', 'lastPointsRedeemed']

/** The organization's address. */
export function orgOf(bench: Bench): string {
  return `/organizations/${encodeURIComponent(bench.store)}`
}

/** What is assumed of the sign-in, of customers and of the ways to find one. */
export function lokeLookupChecks(bench: Bench, rows: () => Promise<readonly Row[]>): readonly Check[] {
  const home = orgOf(bench)
  const ofRows =
    (look: (rows: readonly Row[]) => Verdict): (() => Promise<Verdict>) =>
    async () =>
      look(await rows())
  /** Asks for the first customer who has such a text, in some spelling. */
  const found = async (
    name: 'email' | 'phoneNumber',
    spell: (text: string) => string,
    look: (rows: readonly Row[], owner: Row, asked: boolean) => Verdict,
  ): Promise<Verdict> => {
    const owner = (await rows()).find((row) => textsIn([row], name).length > 0)
    const [text] = owner === undefined ? [] : textsIn([owner], name)
    if (owner === undefined || text === undefined) return unseen('no row of the first page has one')
    const answer = bench.get(`${home}/customers`, { [name]: spell(text) })
    return await judge(answer, (body) =>
      look(
        rowsIn(body),
        owner,
        rowsIn(body).every((row) => textsIn([row], name)[0]?.toLowerCase() === text.toLowerCase()),
      ),
    )
  }
  const brings = (list: readonly Row[], owner: Row, fit: boolean): Verdict => {
    if (!list.some((row) => at(row, 'id') === at(owner, 'id')))
      return differs(`not among the ${list.length} that were found`)
    return fit ? holds(`found: ${list.length}`) : differs(`others among the ${list.length} that were found`)
  }
  const whichever = (list: readonly Row[], owner: Row): Verdict =>
    holds(list.some((row) => at(row, 'id') === at(owner, 'id')) ? 'found' : 'not found')

  return [
    {
      assumes: 'Id and secret are taken as HTTP Basic, without a scope',
      look: () => Promise.resolve(signInFits(bench)),
    },
    {
      assumes: 'The organization is read by its id, with name, currency and time zone',
      look: () => organizationFits(bench, home),
    },
    {
      assumes: 'Customers come as a bare list',
      look: () =>
        judge(bench.get(`${home}/customers`), (body) =>
          Array.isArray(body)
            ? holds()
            : differs(isRow(body) ? `fields: ${listed(Object.keys(body))}` : kindOf(body)),
        ),
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
    { assumes: 'Ids are texts of at most 64 characters', look: ofRows(idsFit) },
    {
      assumes: '`statistics` may be absent as a whole, which reads "unknown"',
      look: ofRows(statisticsAbsent),
    },
    { assumes: 'Points and spend are whole numbers', look: ofRows(figuresFit) },
    {
      assumes: 'Times of spending and points are spelled as documented (`lastSpentAt`)',
      look: ofRows(timesSpelled),
    },
    {
      assumes: 'Times are ISO 8601 with a zone',
      look: ofRows((list) => timesFit(list, ['createdAt', 'updatedAt'], 'with a zone')),
    },
    { assumes: 'Birthdays are dates', look: ofRows((list) => timesFit(list, ['dob'], 'a date')) },
    {
      assumes: 'Consent is a yes or no',
      look: ofRows((list) => kindsFit(list, 'hasAgreedToMarketing', ['yes or no', 'absent'])),
    },
    { assumes: '`email` brings that e-mail alone', look: () => found('email', (text) => text, brings) },
    {
      assumes: '`email` minds the case or not: nothing relies on either',
      look: () => found('email', (text) => text.toUpperCase(), whichever),
    },
    {
      assumes: 'An e-mail that nobody has brings nobody',
      look: () => judge(bench.get(`${home}/customers`, { email: `${bench.nobody}@example.invalid` }), nobody),
    },
    {
      assumes: '`phoneNumber` in E.164 brings that phone alone',
      look: () => found('phoneNumber', (text) => text, brings),
    },
    {
      assumes: '`phoneNumber` without the plus is never sent: nothing relies on it',
      look: () => withoutPlus(bench, home, rows),
    },
    { assumes: 'One customer is read by id, with memberships', look: () => oneFits(bench, rows) },
    unknownIsTold(bench, 'customer', () => bench.provider.member(bench.nobody, quietly)),
    {
      assumes: "An error's code stands in one of the six places that are looked at",
      look: () => errorFits(bench, home),
    },
    wrongKeyIsTold(bench),
  ]
}

function signInFits(bench: Bench): Verdict {
  const first = bench.tap.signIns[0]
  if (first === undefined) return unseen('nobody signed in')
  if (first.status !== 200) return differs(`the sign-in was answered ${first.status}`)
  const life = at(first.body, 'expires_in')
  const ends = typeof life === 'number' ? `the token lasts ${life} s` : `expires_in is ${kindOf(life)}`
  return holds(ends)
}

async function organizationFits(bench: Bench, home: string): Promise<Verdict> {
  return await judge(bench.get(home), (body) =>
    fieldsFit(isRow(body) ? [body] : [], {
      needed: ['id', 'name'],
      others: ['currency', 'timezone', 'created'],
    }),
  )
}

function idsFit(rows: readonly Row[]): Verdict {
  const fit = kindsFit(rows, 'id', ['text'])
  if (fit.kind !== 'holds') return fit
  const lengths = new Set(textsIn(rows, 'id').map((id) => id.length))
  const longest = Math.max(...lengths)
  return longest <= 64
    ? holds(`${[...lengths].join(', ')} characters`)
    : differs(`up to ${longest} characters`)
}

function statisticsAbsent(rows: readonly Row[]): Verdict {
  const absent = rows.filter((row) => !isRow(at(row, 'statistics'))).length
  if (absent > 0) return holds(`absent in ${absent} of ${rows.length}`)
  return unseen(`all ${rows.length} rows have them`)
}

function figuresFit(rows: readonly Row[]): Verdict {
  const kinds = statisticsOf(rows).flatMap((each) => figures.map((name) => kindOf(each[name])))
  if (kinds.length === 0) return unseen('no row has statistics')
  const fit = kinds.every((kind) => ['whole number', 'absent', 'null'].includes(kind))
  return fit ? holds(counted(kinds)) : differs(counted(kinds))
}

function timesSpelled(rows: readonly Row[]): Verdict {
  const names = new Set(statisticsOf(rows).flatMap((each) => Object.keys(each)))
  const ours = documentedTimes.filter((name) => names.has(name))
  const theirs = clientTimes.filter((name) => names.has(name))
  if (theirs.length > 0) return differs(`${listed(theirs)}: read all the same`)
  return ours.length > 0 ? holds(listed(ours)) : unseen('no row tells one')
}

function statisticsOf(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => {
    const statistics = at(row, 'statistics')
    return isRow(statistics) ? [statistics] : []
  })
}

function nobody(body: unknown): Verdict {
  const found = rowsIn(body).length
  return found === 0 ? holds() : differs(`${found} customers were answered`)
}

async function withoutPlus(
  bench: Bench,
  home: string,
  rows: () => Promise<readonly Row[]>,
): Promise<Verdict> {
  const [phone] = textsIn(await rows(), 'phoneNumber')
  if (phone?.startsWith('+') !== true) return unseen('no row of the first page has a phone with a plus')
  const got = await bench.get(`${home}/customers`, { phoneNumber: phone.slice(1) })
  if (!got.ok) return unseen('no answer came')
  const { status, body } = got.exchange
  return holds(status === 200 ? `found: ${rowsIn(body).length}` : `answered ${status}`)
}

async function oneFits(bench: Bench, rows: () => Promise<readonly Row[]>): Promise<Verdict> {
  const [row] = await rows()
  const id = pathIdOf(row)
  if (id === null) return unseen('there are no rows')
  const member = await bench.provider.member(decodeURIComponent(id), quietly)
  if (!member.ok) return failed(member.failure)
  const client = createLokeClient({ http: bench.http, baseUrl: bench.baseUrl, clock: Date }, bench.store)
  return await taken(client.memberships(decodeURIComponent(id), quietly), (lists) =>
    holds(`memberships: ${lists.rows.length}`),
  )
}

async function errorFits(bench: Bench, home: string): Promise<Verdict> {
  const got = await bench.get(`${home}/customers/${bench.nobody}`)
  if (!got.ok) return unseen('no answer came')
  const { body, status } = got.exchange
  if (body === undefined) return differs(`${status} without JSON`)
  const places = ['code', 'error', 'message'].flatMap((name) => [[name], ['error', name]])
  const found = places.find((place) => {
    const text = at(body, ...place)
    return typeof text === 'string' && /not_found/i.test(text)
  })
  if (found !== undefined) return holds(`not_found under ${found.join('.')}`)
  return differs(isRow(body) ? `no not_found; fields: ${listed(Object.keys(body))}` : 'no object')
}
