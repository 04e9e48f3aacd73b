import type { z } from 'zod'
import type { RefusedFields } from '../http-failure.ts'
import type { Call, Http } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import { creditBody, enrolBody, isKey } from './inveterate-bodies.ts'
import type { CreditChange, Dialect, Enrolment } from './inveterate-bodies.ts'
import { isId } from './inveterate-customer-id.ts'
import { benefitOf, ledgerEntryOf, memberOf, merchantOf, tierOf } from './inveterate-normalize.ts'
import type { Benefit, InveterateMember, LedgerEntry, Merchant, Tier } from './inveterate-normalize.ts'
import { isKeyRefused, keyField, saysNoMember } from './inveterate-refusal.ts'
import {
  benefitsAnswer,
  changeAnswer,
  creditsAnswer,
  memberAnswer,
  membersAnswer,
  merchantAnswer,
  tierAnswer,
  tiersAnswer,
} from './inveterate-schemas.ts'
import type { Amount } from './inveterate-amount-schemas.ts'
import { checkUpdate } from './inveterate-update.ts'
import type { UpdateBody } from './inveterate-update.ts'

/** Most rows in a page; the older documentation's limit, the newer names none. */
export const largestPage = 100

/** A page of members; `next` null after the last. */
export interface MembersPage {
  readonly members: readonly InveterateMember[]
  readonly next: string | null
}

/** A page of a member's ledger, in the vendor's order, which is not documented. */
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[]
  readonly next: string | null
  /** Credits that a live discount code holds; null where not told. */
  readonly held: Amount | null
}

/** A change that the vendor took. */
export interface Taken {
  /** True for 200: it is done and shows. False for 201: accepted, and reads may lag behind it. */
  readonly settled: boolean
}

export interface PageQuery {
  /** As the page before told it; null for the first. */
  readonly cursor: string | null
  /** 1 to 100. */
  readonly limit: number
}

/**
 * Inveterate's calls that the till needs. docs/providers/inveterate.md has shapes, errors and sources.
 *
 * Of a change: 400 (`refused`), 401, 403, 404 and 429 certainly did nothing; 500 and every other 5xx may have done
 * a part of it; no answer and an answer in other words leave it unknown; a limit refused here has status 0 and sent
 * nothing. Nothing is keyed: a repeated enrolment gives its credits again, a repeated credit counts twice. Only
 * `update` may be repeated.
 */
export interface InveterateClient {
  /** The merchant's data: the vendor's own health check of service and key. */
  merchant(options: CallOptions): Promise<Answer<Merchant>>
  members(query: PageQuery, options: CallOptions): Promise<Answer<MembersPage>>
  member(id: string, options: CallOptions): Promise<Answer<InveterateMember>>
  /** One POST. */
  enrol(enrolment: Enrolment, options: CallOptions): Promise<Answer<Taken>>
  /** One PATCH, with a body from `planUpdate`. */
  update(id: string, body: UpdateBody, options: CallOptions): Promise<Answer<Taken>>
  credits(id: string, query: PageQuery, options: CallOptions): Promise<Answer<LedgerPage>>
  /** One POST; below zero takes away. */
  changeCredits(id: string, change: CreditChange, options: CallOptions): Promise<Answer<Taken>>
  tiers(withBenefits: boolean, options: CallOptions): Promise<Answer<readonly Tier[]>>
  tier(id: string, withBenefits: boolean, options: CallOptions): Promise<Answer<Tier>>
  tierBenefits(id: string, options: CallOptions): Promise<Answer<readonly Benefit[]>>
}

/** What a client is made of. The base address of `http` is without the version (`baseOf`). */
export interface InveterateClientOptions {
  readonly http: Http
  readonly clock: { now(): number }
  readonly dialect: Dialect
}

const root = '/v2.0'
const admin = `${root}/admin`

/** Binds the paths to one merchant's key. */
export function createInveterateClient(options: InveterateClientOptions): InveterateClient {
  const { clock, dialect } = options

  const call = async <S extends z.ZodType>(request: Call<S>): Promise<Answer<z.output<S>>> => {
    const answer = await options.http.call(request)
    return !answer.ok && isKeyRefused(answer.failure)
      ? { ok: false, failure: { kind: 'unauthorized' }, evidence: answer.evidence }
      : answer
  }
  const read = <S extends z.ZodType>(
    path: string,
    schema: S,
    how: CallOptions,
  ): Promise<Answer<z.output<S>>> => call({ method: 'GET', path, schema, succeeds: [200], ...how })
  const change = async (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    how: CallOptions,
  ): Promise<Answer<Taken>> => {
    const answer = await call({ method, path, body, schema: changeAnswer, succeeds: [200, 201], ...how })
    return map(answer, () => ({ settled: answer.evidence.http === 200 }))
  }
  const refuse = (fields: RefusedFields): Answer<never> => ({
    ok: false,
    failure: { kind: 'refused', status: 0, fields },
    evidence: { http: null, requestId: null, startedAt: clock.now(), ms: 0, serverDate: null },
  })
  const noMember = refuse.bind(null, { customerId: ['invalid'] })
  const noTier = refuse.bind(null, { segmentId: ['invalid'] })
  const noPage = (query: PageQuery): boolean =>
    !Number.isInteger(query.limit) || query.limit < 1 || query.limit > largestPage

  return {
    merchant: async (how) => {
      // The reference's example has the first path, its table of contents the second.
      const first = await read(`${root}/merchant`, merchantAnswer, how)
      const elsewhere =
        !first.ok && (first.failure.kind === 'not-found' || first.failure.kind === 'forbidden')
      const answer = elsewhere ? await read(`${admin}/merchant`, merchantAnswer, how) : first
      return mapSome(answer, merchantOf)
    },
    members: async (query, how) => {
      if (noPage(query)) return refuse({ limit: ['limit'] })
      const at = (cursor: string | null): string =>
        `${admin}/members${queryOf({ limit: String(query.limit), lastCustomerId: cursor })}`
      let answer = await read(at(query.cursor), membersAnswer, how)
      if (query.cursor === null && isMalformed(answer)) answer = await read(at(''), membersAnswer, how)
      if (!answer.ok) return answer
      const { rows, next } = answer.value
      // A full page without a cursor may only hide it where we do not look: to stop here would lose members.
      const last = rows.length >= query.limit ? (rows.at(-1)?.customerId ?? null) : null
      const following = rows.length === 0 && next === query.cursor ? null : (next ?? last)
      if (following !== null && following === query.cursor) return badAnswer(answer)
      return map(answer, () => ({ members: rows.map(memberOf), next: following }))
    },
    member: async (id, how) => {
      if (!isId(id)) return noMember()
      const answer = await read(`${admin}/members/${id}`, memberAnswer, how)
      if (!answer.ok && saysNoMember(answer.failure)) return notFound(answer)
      if (!answer.ok) return answer
      // Somebody else's record must not be taken for this member's.
      if (answer.value !== null && answer.value.customerId !== id) return badAnswer(answer)
      return mapSome(answer, memberOf)
    },
    enrol: async (enrolment, how) => {
      const built = enrolBody(enrolment, dialect)
      return built.ok ? change('POST', `${admin}/members`, built.body, how) : refuse(built.fields)
    },
    update: async (id, body, how) => {
      if (!isId(id)) return noMember()
      const fields = checkUpdate(body, dialect)
      if (fields !== null) return refuse(fields)
      return change('PATCH', `${admin}/members/${id}`, body, how)
    },
    credits: async (id, query, how) => {
      if (!isId(id)) return noMember()
      if (noPage(query)) return refuse({ limit: ['limit'] })
      const at = (cursor: string | null): string =>
        `${admin}/members/${id}/credits${queryOf({ limit: String(query.limit), lastCreditEntry: cursor })}`
      let answer = await read(at(query.cursor), creditsAnswer, how)
      if (query.cursor === null && isMalformed(answer)) answer = await read(at(''), creditsAnswer, how)
      if (!answer.ok) return answer
      const { rows, next, held } = answer.value
      if (next !== null && next === query.cursor && rows.length > 0) return badAnswer(answer)
      const following = next === query.cursor ? null : next
      return map(answer, () => ({ entries: rows.map(ledgerEntryOf), next: following, held }))
    },
    changeCredits: async (id, credit, how) => {
      if (!isId(id)) return noMember()
      const built = creditBody(credit)
      return built.ok
        ? change('POST', `${admin}/members/${id}/credits`, built.body, how)
        : refuse(built.fields)
    },
    tiers: async (withBenefits, how) => {
      const answer = await read(
        `${admin}/tiers${queryOf({ includeBenefits: String(withBenefits) })}`,
        tiersAnswer,
        how,
      )
      return map(answer, ({ rows }) => rows.map(tierOf))
    },
    tier: async (id, withBenefits, how) => {
      if (!isKey(id)) return noTier()
      const path = `${admin}/tiers/${id}${queryOf({ includeBenefits: String(withBenefits) })}`
      return mapSome(await read(path, tierAnswer, how), tierOf)
    },
    tierBenefits: async (id, how) => {
      if (!isKey(id)) return noTier()
      const answer = await read(`${admin}/tiers/${id}/benefits`, benefitsAnswer, how)
      return map(answer, ({ rows }) => rows.map(benefitOf))
    },
  }
}

/** The headers of every call. */
export function authorize(key: string): Readonly<Record<string, string>> {
  return { [keyField]: key }
}

/** A query whose every character survives: a credit cursor may hold `+`, `#`, `&`, blanks and JSON. */
function queryOf(values: Readonly<Record<string, string | null>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`],
  )
  return `?${pairs.join('&')}`
}

function isMalformed(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 400
}

function map<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.ok ? { ...answer, value: change(answer.value) } : answer
}

/** A success with nothing in it says that there is no such thing. */
function mapSome<T, U>(answer: Answer<T | null>, change: (value: T) => U): Answer<U> {
  if (!answer.ok) return answer
  return answer.value === null ? notFound(answer) : { ...answer, value: change(answer.value) }
}

function notFound(answer: Answer<unknown>): Answer<never> {
  return { ok: false, failure: { kind: 'not-found' }, evidence: answer.evidence }
}

function badAnswer(answer: Answer<unknown>): Answer<never> {
  const status = answer.evidence.http ?? 0
  return { ok: false, failure: { kind: 'bad-answer', status }, evidence: answer.evidence }
}
