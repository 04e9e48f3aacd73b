import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { FoundBy, MemberRow, SearchAnswer, SearchStage } from '../../../shared/domain/views.ts'
import { DirectoryFailure } from '../directory/failure.ts'
import { findingOf, formOf, nearFindingOf } from '../directory/match-one.ts'
import type { Finding } from '../directory/match-one.ts'
import { rank, tiers } from '../directory/rank.ts'
import type { Candidate } from '../directory/rank.ts'
import { nameWords, writtenName } from '../directory/member-row.ts'
import { planSearch } from '../directory/search-plan.ts'
import type { SearchPlan } from '../directory/search-plan.ts'
import type { CachedMember, FoundHit, SearchResult } from '../directory/types.ts'
import type { WaitingMember } from '../outbox/types.ts'
import { foundBefore } from './found-by.ts'
import { heldCodes } from './held-codes.ts'
import { shownKeys } from './known-member.ts'
import { hitRow, remoteRow, shownRows, waitingRow } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import { isFoundByLost, marksOf, typedFirst } from './row-marks.ts'
import { isExact, isOnline, questionFor } from './search-scope.ts'
import type { Shop } from './shop.ts'

/** Rows that a screen can use. */
const rowLimit = 50
/** Below it the provider would find anybody; it is asked all the same where this till has nobody. */
const shortestBeyond = 3

/** As of the copy's own: a query that fits more is answered from these. */
const mostRanked = 200

const nothing: SearchResult = { hits: [], more: false }

/** One row to be: somebody of the copy, somebody who waits, or both. */
interface Entry {
  readonly candidate: Candidate
  /** As its own entry at the provider, or its enrolment, is known here. */
  readonly key: MemberKey
  readonly hit: FoundHit | null
  readonly waiting: WaitingMember | null
  /** Folded beginnings of the name's words that were meant. */
  readonly words: readonly string[]
}

/** Members by name, phone, e-mail or code: the copy, and those that only the outbox knows yet, by the same rules. */
export async function searchMembers(
  shop: Shop,
  query: string,
  stage: SearchStage = 'whole',
): Promise<SearchAnswer> {
  shop.search.asked(query)
  const plan = planSearch(query)
  const copy = plan === null ? nothing : await hitsOf(shop, query, plan, stage).catch(unread)
  const { hits, more, nearLeft } = copy ?? nothing
  const entries = plan === null ? [] : entriesOf(shop, plan, hits, nearLeft === true)
  const rows = plan === null ? [] : await rowsOf(shop, entries.slice(0, rowLimit), plan)
  // Whoever was found is shown to nobody: that there is nobody is for the whole search to say.
  if (rows.length === 0 && nearLeft === true) return searchMembers(shop, query, 'whole')
  const isMore = more || entries.length > rowLimit
  const isShort = Array.from(query.trim()).length < shortestBeyond && rows.length > 0
  return {
    query,
    rows,
    more: isMore,
    complete: copy !== null && shop.copyComplete(),
    beyond: !isMore && !isShort && isOnline(shop) && questionFor(shop, query) !== null,
    ...(nearLeft === true ? { nearLeft } : {}),
  }
}

async function hitsOf(
  shop: Shop,
  query: string,
  plan: SearchPlan,
  stage: SearchStage,
): Promise<SearchResult> {
  if (shop.settings().nameLookUp) return shop.directory.search(query, rowLimit, stage)
  const { hits, more } = await shop.directory.exact(query, rowLimit)
  return { hits: hits.filter((hit) => isExact(shop, findingOfHit(hit, plan))), more }
}

/** A copy that cannot be read is a list that is not complete; a shop that is closed stays an error. */
function unread(error: unknown): null {
  if (error instanceof DirectoryFailure && error.kind !== 'closed') return null
  throw error
}

/**
 * Each member once, best first. An edit that waits and the copy's row of the same member are one entry, found by the new
 * value and by the old one: until the edit has arrived the card still says that.
 */
function entriesOf(
  shop: Shop,
  plan: SearchPlan,
  hits: readonly FoundHit[],
  nearLeft: boolean,
): readonly Entry[] {
  const members = shop.outbox.waitingMembers(shop.connection.id)
  const byKey = new Map(members.map((member) => [member.key, member]))
  const entries = new Map<MemberKey, Entry>()
  for (const [id, hit] of hits.entries()) {
    const key = shop.outbox.keyOf(shop.connection.id, hit.remoteId)
    const { details } = hit
    const known = { words: nameWords(details), name: writtenName(details) }
    const found = entryOf(id, known, findingOfHit(hit, plan))
    if (!entries.has(key)) entries.set(key, { ...found, key, hit, waiting: byKey.get(key) ?? null })
  }
  const waits = waitingFor(shop, plan, members, nearLeft ? rowLimit : hits.length)
  for (const [at, { waiting, finding }] of waits.entries()) {
    const { key } = waiting
    const known = entries.get(key)
    const id = known?.candidate.id ?? hits.length + at
    const found = entryOf(id, shop.search.form(waiting), finding)
    if (known === undefined) entries.set(key, { ...found, key, hit: null, waiting })
    else if (placeOf(finding) < placeOf(known.candidate)) entries.set(key, { ...known, ...found })
  }
  const byId = new Map([...entries.values()].map((entry) => [entry.candidate.id, entry]))
  const best = rank(
    [...byId.values()].map(({ candidate }) => candidate),
    plan,
  )
  return best.flatMap(({ id }) => byId.get(id) ?? [])
}

/** Of thousands that wait and fit, those that may be among the first rows. */
function waitingFor(
  shop: Shop,
  plan: SearchPlan,
  members: readonly WaitingMember[],
  /** Rows that the copy brings; with as many as are shown nobody is looked for with a typing error. */
  told: number,
): readonly { readonly waiting: WaitingMember; readonly finding: Finding }[] {
  const byName = shop.settings().nameLookUp
  const found: { readonly waiting: WaitingMember; readonly finding: Finding }[] = []
  const others: WaitingMember[] = []
  for (const waiting of members) {
    const finding = findingOf(shop.search.form(waiting), plan)
    if (finding === null) others.push(waiting)
    else if (byName || isExact(shop, finding)) found.push({ waiting, finding })
  }
  if (byName && told + found.length < rowLimit) {
    for (const waiting of others) {
      const finding = nearFindingOf(shop.search.form(waiting), plan)
      if (finding !== null) found.push({ waiting, finding })
    }
  }
  if (found.length <= mostRanked) return found
  return found.toSorted((a, b) => placeOf(a.finding) - placeOf(b.finding)).slice(0, mostRanked)
}

function placeOf({ tier }: Pick<Candidate, 'tier'>): number {
  return tiers.indexOf(tier)
}

function entryOf(
  id: number,
  { words, name }: Pick<Candidate, 'words' | 'name'>,
  { matched, ...way }: Finding,
): Pick<Entry, 'candidate' | 'words'> {
  return { candidate: { id, words, name, ...way }, words: matched.words }
}

/** What the copy found is found, also by a rule that is not known here: it then stands below the rest. */
function findingOfHit(hit: FoundHit, plan: SearchPlan): Finding {
  const { matched } = hit
  const form = formOf(hit.details, hit.codes, hit.remoteId)
  const found = findingOf(form, plan) ?? nearFindingOf(form, plan)
  return { ...(found ?? { tier: 'near-begin', kind: matched.kind }), matched }
}

/** Entries as rows. Where a cashier said that two are one person, both lead to one row: that of the member who is opened. */
async function rowsOf(
  shop: Shop,
  entries: readonly Entry[],
  plan: SearchPlan,
): Promise<readonly MemberRow[]> {
  const { outbox, connection } = shop
  const keys = await shownKeys(
    shop,
    entries.map(({ key }) => key),
  )
  const found = new Set(entries.map(({ key }) => key))
  const shown = new Map<MemberKey, Entry>()
  for (const entry of entries) {
    const key = keys.get(entry.key) ?? entry.key
    if (!shown.has(key)) shown.set(key, entry)
  }
  const remoteIds = new Map<MemberKey, string>()
  for (const [key, entry] of shown) {
    const isThere = entry.key === key && (entry.hit !== null || entry.waiting?.whole === true)
    const remoteId = isThere ? null : outbox.remoteIdOf(connection.id, key)
    if (remoteId !== null) remoteIds.set(key, remoteId)
  }
  const told = remoteIds.size === 0 ? [] : await shop.directory.members([...remoteIds.values()])
  const byId = new Map(told.map((one) => [one.member.remoteId, one]))
  const waiting = new Map(outbox.waitingMembers(connection.id).map((member) => [member.key, member]))
  const rows = [...shown].flatMap(([key, entry]) => {
    const remoteId = remoteIds.get(key)
    const cached = remoteId === undefined ? null : shop.fresh.over(remoteId, byId.get(remoteId) ?? null)
    const own = entry.key === key ? entry.waiting : (waiting.get(key) ?? null)
    const hit = entry.key === key ? entry.hit : null
    const row = rowOf(shop, key, { ...entry, hit, waiting: own }, cached, plan)
    if (row === null) return []
    const foundBy: FoundBy | null = isByLost(shop, entry, plan)
      ? { kind: 'lost-card' }
      : found.has(key)
        ? hit && foundBefore(hit, own?.edits, plan)
        : { kind: 'other-entry' }
    return foundBy === null ? row : { ...row, foundBy }
  })
  return shownRows(shop, rows)
}

/** Who is found by a card that they lost, or by a part of its code, is not found by it without a word. */
function isByLost(shop: Shop, { key, candidate, hit, waiting }: Entry, plan: SearchPlan): boolean {
  const codes = [...(hit?.codes ?? []), ...(waiting?.codes ?? [])]
  return candidate.kind === 'code' && isFoundByLost(shop, key, codes, plan)
}

function rowOf(
  shop: Shop,
  key: MemberKey,
  { hit, waiting, words }: Entry,
  cached: CachedMember | null,
  plan: SearchPlan,
): RowMade | null {
  const known = hit ?? cached?.member ?? waiting
  if (known === null) return null
  const details = { ...known.details, ...waiting?.edits }
  const all = [...new Set([...known.codes, ...(waiting?.codes ?? [])])]
  const codes = typedFirst(heldCodes(shop, key, all), plan)
  const row =
    hit !== null
      ? hitRow(shop, key, { ...hit, details, codes })
      : cached !== null
        ? remoteRow(shop, key, { ...cached.member, details, codes })
        : waiting !== null
          ? waitingRow(shop, { ...waiting, key, details, codes })
          : null
  return row === null ? null : { ...row, marks: marksOf({ row, details, codes, words }, plan) }
}
