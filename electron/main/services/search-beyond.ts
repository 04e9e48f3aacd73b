import type { BeyondAnswer, FoundBy, MemberRow } from '../../../shared/domain/views.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { Finding } from '../directory/match-one.ts'
import { planSearch } from '../directory/search-plan.ts'
import type { SearchPlan } from '../directory/search-plan.ts'
import { anyFinding, foundBefore } from './found-by.ts'
import { knownMember, shownKeys } from './known-member.ts'
import { heldCodes } from './held-codes.ts'
import { remoteRow, shownRows, waitingRow } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import { isFoundByLost, marksOf, typedFirst } from './row-marks.ts'
import { isExact, isOnline, questionFor } from './search-scope.ts'
import type { Shop } from './shop.ts'

/** Nobody waits longer for a list that grows below, ms. */
const patience = 4_000
const rowLimit = 50

/**
 * Whom the loyalty system itself finds. What it tells is taken into the copy, so that it is found at once from then on;
 * who is to be forgotten here is shown and not kept.
 */
export async function searchBeyond(shop: Shop, query: string): Promise<BeyondAnswer> {
  const { outbox, connection, provider } = shop
  const told = (outcome: BeyondAnswer['outcome'], rows: readonly MemberRow[] = []): BeyondAnswer => ({
    query,
    outcome,
    rows,
  })
  const question = questionFor(shop, query)
  const plan = planSearch(query)
  if (provider === null || question === null || plan === null || !isOnline(shop)) return told('not-asked')
  const abandoned = shop.search.ask(query)
  const readAt = shop.clock.now()
  const holds = shop.fresh.asking()
  const signal = AbortSignal.any([abandoned, AbortSignal.timeout(patience)])
  const answer = await provider.search(question, { priority: 'cashier', signal })
  if (abandoned.aborted || !holds()) return told('abandoned')
  outbox.hint(connection.id, answer.ok || answer.failure.kind !== 'not-sent')
  if (!answer.ok) {
    shop.log.info('search.not-asked', { kind: answer.failure.kind })
    return told('failed')
  }
  const wanted = shop.settings().nameLookUp
    ? answer.value
    : answer.value.filter((member) => isExact(shop, findingOfTold(member, plan)))
  const found = wanted.slice(0, rowLimit)
  await shop.directory.apply(takenIn(shop, found), readAt)
  return told('answered', await rowsOf(shop, found, plan))
}

/** A reading of somebody with a change on the wire may or may not include it: what settles that tells it. */
function takenIn(shop: Shop, found: readonly RemoteMember[]): readonly RemoteMember[] {
  const busy = shop.outbox.onTheWire(shop.connection.id)
  return found.filter(({ remoteId }) => !busy.has(remoteId))
}

/** The provider finds by rules of its own: what it found stands, also where nobody here can say by what. */
function findingOfTold(member: RemoteMember, plan: SearchPlan): Finding {
  const matched = { kind: 'name', near: false, words: [] } as const
  return anyFinding(member, plan) ?? { tier: 'near-begin', kind: 'name', matched }
}

/** Also the system finds by a card that it does not know to be lost. */
function isByLost(shop: Shop, key: MemberKey, member: RemoteMember, plan: SearchPlan): boolean {
  return findingOfTold(member, plan).kind === 'code' && isFoundByLost(shop, key, member.codes, plan)
}

const theirRules: FoundBy = { kind: 'their-rules' }

function foundByOf(
  member: RemoteMember,
  edits: Partial<MemberDetails> | undefined,
  plan: SearchPlan,
): FoundBy | null {
  const before = foundBefore(member, edits, plan)
  if (before !== null) return before
  const now = { ...member, details: { ...member.details, ...edits } }
  return anyFinding(now, plan) === null ? theirRules : null
}

async function rowsOf(
  shop: Shop,
  found: readonly RemoteMember[],
  plan: SearchPlan,
): Promise<readonly MemberRow[]> {
  const { outbox, connection } = shop
  const waiting = new Map(outbox.waitingMembers(connection.id).map((member) => [member.key, member]))
  const shown = new Map<MemberKey, RemoteMember>()
  const owns = found.map(({ remoteId }) => outbox.keyOf(connection.id, remoteId))
  const keys = await shownKeys(shop, owns)
  const others = new Map<MemberKey, FoundBy>()
  const byLost = new Set<MemberKey>()
  for (const [index, member] of found.entries()) {
    const entry = owns[index] ?? remoteKey(member.remoteId)
    const key = keys.get(entry) ?? entry
    if (isByLost(shop, entry, member, plan)) byLost.add(key)
    if (key === entry) shown.set(key, member)
    else others.set(key, anyFinding(member, plan) === null ? theirRules : { kind: 'other-entry' })
  }
  const own = new Set(shown.keys())
  // Where a cashier said that two are one person, the row is that of the member who is opened.
  const coming: RowMade[] = []
  for (const [key, foundBy] of [...others].filter(([other]) => !shown.has(other))) {
    const [known, here] = [await knownMember(shop, key), waiting.get(key)]
    if (known !== null) shown.set(key, known.member)
    else if (here !== undefined) coming.push({ ...waitingRow(shop, here), foundBy })
  }
  const rows = [...shown].map(([key, member]) => {
    const edits = waiting.get(key)?.edits
    const details = { ...member.details, ...edits }
    const codes = typedFirst(heldCodes(shop, key, member.codes), plan)
    const row = remoteRow(shop, key, { ...member, details, codes })
    const { words } = findingOfTold({ ...member, details }, plan).matched
    const marks = marksOf({ row, details, codes, words }, plan)
    const foundBy = own.has(key) ? foundByOf(member, edits, plan) : (others.get(key) ?? null)
    return { ...row, marks, ...(foundBy === null ? {} : { foundBy }) }
  })
  return shownRows(
    shop,
    [...rows, ...coming].map((row) =>
      byLost.has(row.key) ? { ...row, foundBy: { kind: 'lost-card' as const } } : row,
    ),
  )
}
