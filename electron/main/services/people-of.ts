import { parseMemberKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MergeWord, OtherEntry, PairOffer, PeopleView } from '../../../shared/domain/views.ts'
import type { Pair } from '../outbox/pure/people.ts'
import { heldCodes } from './held-codes.ts'
import { canonicalKey, knownMember, rowsOf, shownKeys } from './known-member.ts'
import { shownRows } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import type { Shop } from './shop.ts'

/** More of them a panel does not show, nor the list of what to settle. */
const most = 20

/** Who else a member is, may be, or was said to be; null where nobody is. The key is the kept one's. */
export async function peopleOf(shop: Shop, key: MemberKey): Promise<PeopleView | null> {
  const { outbox, connection } = shop
  const { people } = outbox
  const entryKeys = people.entriesOf(connection.id, key)
  const merges = [key, ...entryKeys]
    .flatMap((one) => people.mergesOf(connection.id, one, most))
    .filter((merge, index, all) => all.findIndex((other) => other.id === merge.id) === index)
    .toSorted((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1))
    .slice(0, most)
  const pairs = [key, ...entryKeys].flatMap((one) => people.suspected(connection.id, one, most))
  const mine = new Set([key, ...entryKeys])
  // Of what was said of an entry that leads here, the other side is the one that does not.
  const others = merges.map(({ kept, gone }) => (gone === key || !mine.has(kept) ? kept : gone))
  // A merge that was taken back says it already.
  const apart = people.apartOf(connection.id, key, most).filter(({ other }) => !others.includes(other))
  if (entryKeys.length === 0 && merges.length === 0 && pairs.length === 0 && apart.length === 0) return null

  const rows = await rowsByKey(shop, [...entryKeys, ...others, ...apart.map(({ other }) => other)])
  const codes = new Map(
    await Promise.all(entryKeys.map(async (entry) => [entry, await codesOf(shop, entry)] as const)),
  )
  const entries = entryKeys.flatMap((entry): readonly OtherEntry[] => {
    const row = rows.get(entry)
    if (row === undefined) return []
    const waiting = outbox.owed(connection.id, entry).cards.reduce((sum, card) => sum + card.waiting, 0)
    const remoteId = outbox.remoteIdOf(connection.id, entry)
    return [{ row, remoteId, waiting, codes: codes.get(entry) ?? [] }]
  })
  const isAnother = (other: MemberKey): boolean => canonicalKey(shop, other) !== canonicalKey(shop, key)
  const words = merges.map(({ id, madeAt, madeBy, undoneAt, undoneBy }, index): MergeWord => {
    const other = others[index] ?? key
    const name = rows.get(other)?.name ?? ''
    return { id, key: other, name, madeAt, madeBy, undoneAt, undoneBy, again: isAnother(other) }
  })
  const two = apart.map(({ other, at, by }): MergeWord => {
    const name = rows.get(other)?.name ?? ''
    const word = { id: null, key: other, name, madeAt: at, madeBy: by, undoneAt: null, undoneBy: null }
    return { ...word, again: isAnother(other) }
  })
  return { entries, words: [...words, ...two], offers: await offersOf(shop, pairs) }
}

/** Codes of one entry's cards that open the person. */
async function codesOf(shop: Shop, entry: MemberKey): Promise<readonly string[]> {
  const { outbox, connection, provider } = shop
  const known = (await knownMember(shop, entry))?.member.codes ?? []
  const registered =
    provider?.capabilities.codes === 'till' ? outbox.register.codesOf(connection.id, entry) : []
  const all = new Set([...known, ...outbox.owed(connection.id, entry).codes, ...registered])
  return heldCodes(shop, entry, [...all])
}

/** Members that may be one person and of whom nobody has said; pairs of which nothing can be shown hide no others. */
export async function openPairs(shop: Shop): Promise<readonly PairOffer[]> {
  const offers: PairOffer[] = []
  let next: Pair[] = []
  for (const pair of shop.outbox.people.unanswered(shop.connection.id)) {
    next.push(pair)
    if (next.length < most) continue
    offers.push(...(await offersOf(shop, next)))
    next = []
    if (offers.length >= most) break
  }
  return [...offers, ...(await offersOf(shop, next))].slice(0, most)
}

async function offersOf(shop: Shop, pairs: readonly Pair[]): Promise<readonly PairOffer[]> {
  // Where names are not looked up, a name is no reason to show somebody either.
  const shown = pairs.filter(({ cause }) => shop.settings().nameLookUp || cause !== 'name-and-birthday')
  const keys = await shownKeys(
    shop,
    shown.flatMap(({ one, other }) => [one, other]),
  )
  const both = shown.map(({ one, other, cause }) => ({
    one: keys.get(one) ?? one,
    other: keys.get(other) ?? other,
    cause,
    keys: [one, other] as const,
  }))
  const rows = await rowsByKey(shop, [...new Set(both.flatMap(({ one, other }) => [one, other]))])
  return both.flatMap(({ one: a, other: b, cause, keys }): readonly PairOffer[] => {
    const [one, other] = [rows.get(a), rows.get(b)]
    // Gone at the provider, or not told yet: there is nothing to compare.
    return one === undefined || other === undefined
      ? []
      : [{ keys, one, other, cause, stays: whoStays(one, other) }]
  })
}

type Shown = ReturnType<typeof shownRows>[number]

/** Members as rows, by their keys, without those of whom nothing is known. */
export async function rowsByKey(
  shop: Shop,
  keys: readonly MemberKey[],
): Promise<ReadonlyMap<MemberKey, Shown>> {
  const made = (await rowsOf(shop, keys)).filter((row): row is RowMade => row !== null)
  return new Map(shownRows(shop, made).map((row) => [row.key, row]))
}

/** Whom to open from then on: who has more on the card; else who was not enrolled on this till just now. */
export function whoStays(one: Shown, other: Shown): MemberKey {
  const difference = (one.stamps ?? 0) - (other.stamps ?? 0)
  if (difference !== 0) return difference > 0 ? one.key : other.key
  const isHere = ({ key }: Shown): boolean => parseMemberKey(key).origin === 'local'
  return isHere(one) && !isHere(other) ? other.key : one.key
}
