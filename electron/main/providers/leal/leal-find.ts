import type { RemoteMember } from '../../../../shared/domain/member.ts'
import { changesById } from '../changes-by-id.ts'
import type { ReadNumbered } from '../changes-by-id.ts'
import { changesByTime } from '../changes-by-time.ts'
import type { Answer, CallOptions, ChangesFacet, ChangesPage, MemberPage, Provider } from '../provider.ts'
import type { LealClient } from './leal-client.ts'
import { codeSource, codeVerdict, tagSource, toldMember, withCards } from './leal-normalize.ts'
import type { ToldMember } from './leal-normalize.ts'
import type { LealCustomer } from './leal-schemas.ts'

/** Longest text that is put into a query; longer ones find nobody anyway. */
const longestQuery = 200
/** Rows asked of a search by a cashier. */
const searchItems = 50
/** Hits that are read one by one to tell whose a code is; more than that is not a code, but a word. */
const mostCandidates = 5
/** Pages that are walked in search of an exact e-mail or phone. */
const mostContactPages = 5

/**
 * Rows asked of a page of the whole list. Leal names no maximum: one that gives fewer is paged through as it gives them,
 * and one that refuses is asked for `smallPage`.
 */
export const lealPage = 250
const smallPage = 100

/** Leal's ways to find somebody. */
export interface LealFinder extends Pick<Provider, 'search'> {
  readonly page: (cursor: string | null, options: CallOptions) => Promise<Answer<MemberPage>>
  /** Who is new, in whichever order the list turns out to be. */
  readonly changes: ChangesFacet
  readonly byCode: Provider['findByCode']
  readonly byContact: Provider['findByContact']
  readonly byTag: Provider['findByTag']
  /** Customers that verifiably carry a reference. */
  readonly byReference: (
    source: string,
    externalId: string,
    options: CallOptions,
  ) => Promise<Answer<readonly ToldMember[]>>
  /** One customer with cards, in one call or two. */
  readonly whole: (remoteId: string, options: CallOptions) => Promise<Answer<ToldMember>>
  /** The answer of a change, with the cards read after it where it did not tell them. */
  readonly completed: (answer: Answer<LealCustomer>, options: CallOptions) => Promise<Answer<RemoteMember>>
}

/** Built on the client's reads alone. */
export function createLealFinder(client: LealClient, readLagMs = 0): LealFinder {
  const withCardsRead = async (
    answer: Answer<ToldMember>,
    options: CallOptions,
  ): Promise<Answer<ToldMember>> => {
    if (!answer.ok || answer.value.member.cardsKnown) return answer
    const cards = await client.customerCards(answer.value.member.remoteId, options)
    return cards.ok ? { ...cards, value: withCards(answer.value, cards.value.customer_cards) } : cards
  }

  const whole: LealFinder['whole'] = async (remoteId, options) => {
    const answer = await client.customer(remoteId, options)
    if (!answer.ok) return answer
    return await withCardsRead({ ...answer, value: toldMember(answer.value) }, options)
  }

  /** Rows as they are, or read one by one where they hide what must be known. */
  const completedRows = async (
    rows: Answer<readonly ToldMember[]>,
    isWhole: (told: ToldMember) => boolean,
    options: CallOptions,
  ): Promise<Answer<readonly ToldMember[]>> => {
    if (!rows.ok) return rows
    const told: ToldMember[] = []
    let evidence = rows.evidence
    for (const row of rows.value) {
      if (isWhole(row)) told.push(row)
      else {
        const read = await whole(row.member.remoteId, options)
        if (!read.ok) return read
        told.push(read.value)
        evidence = read.evidence
      }
    }
    return { ok: true, value: told, evidence }
  }

  const byReference: LealFinder['byReference'] = async (source, externalId, options) => {
    if (externalId === '' || externalId.length > longestQuery) return await nobody(options)
    const answer = await client.customers({ source, external_id: externalId }, options)
    if (!answer.ok) return answer
    const rows = answer.value.customers.map(toldMember)
    // Exact, 0 or 1 hit: a long answer means that the filter was not applied, and proves nothing.
    if (rows.length > mostCandidates) return badAnswer(answer)
    const isWhole = (told: ToldMember): boolean => told.references !== null && told.member.cardsKnown
    const read = await completedRows({ ...answer, value: rows }, isWhole, options)
    if (!read.ok) return read
    if (read.value.some((told) => told.references === null)) return badAnswer(read)
    const carriers = read.value.filter((told) =>
      told.references?.some((each) => each.source === source && each.external_id === externalId),
    )
    return { ...read, value: carriers }
  }

  /** An answer of nobody that still went over the wire: "nobody" is never said without having asked. */
  const nobody = async (options: CallOptions): Promise<Answer<readonly ToldMember[]>> => {
    const answer = await client.account(options)
    return answer.ok ? { ...answer, value: [] } : answer
  }

  const byCode: LealFinder['byCode'] = async (code, options) => {
    const exact = await byReference(codeSource, code, options)
    if (!exact.ok) return exact
    if (code === '' || code.length > longestQuery) return { ...exact, value: [] }
    const answer = await client.customers({ search: code, page: 1, items: 10 }, options)
    if (!answer.ok) return answer
    const rows = answer.value.customers.map(toldMember)
    const isLong = rows.length > mostCandidates || (answer.value.pagination?.pages ?? 1) > 1
    const found = new Map(exact.value.map((told) => [told.member.remoteId, told]))
    // A long list: only rows that show the code count, the others are not read one by one.
    const candidates = isLong ? rows.filter((told) => codeVerdict(told, code) === 'theirs') : rows
    const isWhole = (told: ToldMember): boolean =>
      told.member.cardsKnown && (told.references !== null || codeVerdict(told, code) !== 'silent')
    const read = await completedRows({ ...answer, value: candidates }, isWhole, options)
    if (!read.ok) return read
    for (const told of read.value) {
      const verdict = codeVerdict(told, code)
      // `silent`: the search takes card codes, the answer does not name the code, and nothing else explains the
      // hit, so the code is theirs [I]. Never beside somebody who verifiably has it.
      if (verdict === 'theirs' || (verdict === 'silent' && exact.value.length === 0)) {
        found.set(told.member.remoteId, told)
      }
    }
    return { ...read, value: [...found.values()].map((told) => told.member) }
  }

  const byContact: LealFinder['byContact'] = async ({ email, phone }, options) => {
    const found = new Map<string, RemoteMember>()
    let last: Answer<null> | null = null
    const digits = digitsOf(phone)
    const searches: readonly (readonly [query: string, fits: (member: RemoteMember) => boolean])[] = [
      ...(email === null ? [] : [[email, sameEmail(email)] as const]),
      // Without the plus first: it is part of every stored form, and some searches stumble over the sign.
      ...(phone === null || digits === '' ? [] : [[digits, samePhone(digits)] as const]),
      ...(phone === null || digits === '' || phone === digits ? [] : [[phone, samePhone(digits)] as const]),
    ]
    for (const [query, fits] of searches) {
      // The second spelling of a phone is only for when the first found nobody.
      if (query === phone && [...found.values()].some(fits)) continue
      for (let page = 1; page <= mostContactPages; page += 1) {
        const search = query.slice(0, longestQuery)
        const answer = await client.customers({ search, page, items: searchItems }, options)
        if (!answer.ok) return answer
        last = { ...answer, value: null }
        for (const row of answer.value.customers) {
          const { member } = toldMember(row)
          if (fits(member)) found.set(member.remoteId, member)
        }
        if (page >= (answer.value.pagination?.pages ?? 1)) break
      }
    }
    last ??= await clientIsThere(client, options)
    return last.ok ? { ...last, value: [...found.values()] } : last
  }

  /** As small as every Leal gives a page. */
  const numbered: ReadNumbered = async (page, options) => {
    const answer = await client.customers({ page, items: smallPage }, options)
    if (!answer.ok) return answer
    const { customers, pagination } = answer.value
    const pages = pagination?.pages ?? (customers.length < smallPage ? page : null)
    return { ...answer, value: { members: customers.map((row) => toldMember(row).member), pages } }
  }
  const byTime = (place: string | null, options: CallOptions): Promise<Answer<ChangesPage>> =>
    changesByTime(
      async (cursor, asked) => {
        const page = Number(cursor ?? 1)
        const answer = await numbered(page, asked)
        if (!answer.ok) return answer
        const { members, pages } = answer.value
        const next = members.length > 0 && (pages === null || page < pages) ? String(page + 1) : null
        return { ...answer, value: { members, next, total: null } }
      },
      place,
      readLagMs,
      options,
    )

  return {
    page: async (cursor, options) => {
      const place = placeOf(cursor)
      const { page } = place
      let { items } = place
      let answer = await client.customers({ page, items }, options)
      if (cursor === null && !answer.ok && answer.failure.kind === 'refused') {
        items = smallPage
        answer = await client.customers({ page, items }, options)
      }
      if (!answer.ok) return answer
      const { customers, pagination } = answer.value
      // Without a count of pages, the list goes on for as long as pages are full, perhaps of fewer than were asked for.
      const pages = pagination?.pages ?? null
      const more = pages === null ? customers.length >= smallPage : page < pages
      const next = more && customers.length > 0 ? `${page + 1}x${items}` : null
      const members = customers.map((row) => toldMember(row).member)
      return { ...answer, value: { members, next, total: pagination?.count ?? null } }
    },
    changes: {
      tells: 'new',
      read: async (place, options) => {
        if (place !== null && isTime(place)) return await byTime(place, options)
        const answer = await changesById(numbered, place, options)
        // In no order by id: perhaps in one by the time of the change.
        return answer.ok && answer.value.place === null ? await byTime(null, options) : answer
      },
    },
    search: async (query, options) => {
      const search = query.trim().slice(0, longestQuery)
      if (search === '') {
        const there = await clientIsThere(client, options)
        return there.ok ? { ...there, value: [] } : there
      }
      const answer = await client.customers({ search, page: 1, items: searchItems }, options)
      return answer.ok
        ? { ...answer, value: answer.value.customers.map((row) => toldMember(row).member) }
        : answer
    },
    byCode,
    byContact,
    byTag: async (tag, options) => {
      const answer = await byReference(tagSource, tag, options)
      if (!answer.ok) return answer
      // A tag is made once; two carriers would mean that the provider does not keep references apart.
      if (answer.value.length > 1) return badAnswer(answer)
      return { ...answer, value: answer.value[0]?.member ?? null }
    },
    byReference,
    whole,
    completed: async (answer, options) => {
      if (!answer.ok) return answer
      const told = { ...answer, value: toldMember(answer.value) }
      const read = await withCardsRead(told, options)
      // The change itself was answered: that the cards could not be read after it takes nothing back.
      return { ...answer, value: (read.ok ? read.value : told.value).member }
    },
  }
}

/** Whether a place is one in the order of changes: only those have a mark. */
function isTime(place: string): boolean {
  return place.includes('"mark"')
}

/** Page and rows a page: the same place only together. A cursor of an older version names the page alone. */
function placeOf(cursor: string | null): { readonly page: number; readonly items: number } {
  if (cursor === null) return { page: 1, items: lealPage }
  const [page, items] = cursor.split('x').map(Number)
  return { page: page ?? 1, items: items ?? smallPage }
}

async function clientIsThere(client: LealClient, options: CallOptions): Promise<Answer<null>> {
  const answer = await client.account(options)
  return answer.ok ? { ...answer, value: null } : answer
}

function badAnswer<T>(answer: Answer<T>): Answer<never> {
  return {
    ok: false,
    failure: { kind: 'bad-answer', status: answer.evidence.http ?? 0 },
    evidence: answer.evidence,
  }
}

function sameEmail(email: string): (member: RemoteMember) => boolean {
  const wanted = email.trim().toLowerCase()
  return (member) => member.details.email?.toLowerCase() === wanted
}

function samePhone(digits: string): (member: RemoteMember) => boolean {
  return (member) => digitsOf(member.details.phone) === digits
}

function digitsOf(phone: string | null): string {
  return (phone ?? '').replace(/\D/g, '').replace(/^00/, '')
}
