import type { HeldCard, RemoteMember } from '../../../shared/domain/member.ts'
import type { CachedMember } from '../directory/types.ts'

/** How many members are remembered; the rest is in the copy on disk. */
const capacity = 500

interface Patch {
  readonly stamps: number
  readonly at: number
  /** The whole card, where it was told, and when. */
  readonly told: { readonly card: HeldCard; readonly at: number } | null
}

/** A member as told, and until when a reading may still be older than that. */
interface Whole {
  readonly told: CachedMember
  readonly holdsUntil: number
}

interface Entry {
  whole: Whole | null
  readonly cards: Map<string, Patch>
}

/**
 * What the provider told most recently, kept in memory so that a panel never falls back for a moment.
 *
 * The copy on disk is written through a worker, a few milliseconds after an operation is done. In between,
 * the operation no longer counts as waiting, so the panel needs the new figure in the same turn.
 */
export interface FreshMembers {
  /** A member as just read. */
  put(member: RemoteMember, at: number): void
  /** A member as the provider answered our own change: stands against readings that may not show it yet. */
  putWritten(member: RemoteMember, at: number): void
  /** One card as just told. */
  putCard(remoteId: string, card: HeldCard, at: number): void
  /** A card's stamps as just told. They lie over the card wherever it is known; alone they make no card. */
  putStamps(remoteId: string, cardId: string, stamps: number, at: number): void
  /** Lays what is remembered over the copy: whatever was told last wins, card by card. */
  over(remoteId: string, cached: CachedMember | null): CachedMember | null
  /** This member is not remembered; no answer that is on its way holds any more. */
  forget(remoteId: string): void
  /** Nothing that was told, or asked for, before now holds any more: the shop is another one. */
  forgetAll(): void
  /** Asked for now: whether the answer, when it comes, still holds. */
  asking(): () => boolean
}

/**
 * Makes an empty memory.
 *
 * @param readLagMs How long a finished change may be missing from what the provider tells: for so long our own
 *   change is shown, whatever is read.
 */
export function createFreshMembers(readLagMs = 0): FreshMembers {
  const entries = new Map<string, Entry>()
  // Counted: a clock that is set back must not turn readings away for as long.
  let forgotten = 0

  const entryOf = (remoteId: string): Entry => {
    const found = entries.get(remoteId) ?? { whole: null, cards: new Map<string, Patch>() }
    entries.delete(remoteId)
    entries.set(remoteId, found)
    for (const oldest of entries.keys()) {
      if (entries.size <= capacity) break
      entries.delete(oldest)
    }
    return found
  }

  const over = (remoteId: string, cached: CachedMember | null): CachedMember | null => {
    const entry = entries.get(remoteId)
    if (entry === undefined) return cached
    const whole = newer(entry.whole, cached)
    if (whole === null) return null
    return { ...whole, member: moved(whole.member, laid(whole, entry.cards, readLagMs)) }
  }
  const keep = (member: RemoteMember, at: number, holdsUntil: number): void => {
    const entry = entryOf(member.remoteId)
    if (entry.whole === null || entry.whole.holdsUntil <= at) {
      entry.whole = { told: { member, fetchedAt: at }, holdsUntil }
    }
  }

  return {
    put(member, at) {
      keep(member, at, at)
    },
    putWritten(member, at) {
      keep(member, at, at + readLagMs)
    },
    putCard(remoteId, card, at) {
      entryOf(remoteId).cards.set(card.id, { stamps: card.stamps, at, told: { card, at } })
    },
    putStamps(remoteId, cardId, stamps, at) {
      const { cards } = entryOf(remoteId)
      cards.set(cardId, { stamps, at, told: cards.get(cardId)?.told ?? null })
    },
    over,
    forget(remoteId) {
      entries.delete(remoteId)
      forgotten += 1
    },
    forgetAll() {
      entries.clear()
      forgotten += 1
    },
    asking() {
      const before = forgotten
      return () => forgotten === before
    },
  }
}

function newer(whole: Whole | null, cached: CachedMember | null): CachedMember | null {
  if (whole === null) return cached
  const { told, holdsUntil } = whole
  if (cached === null) return told
  const [last, first] = holdsUntil < cached.fetchedAt ? [cached, told] : [told, cached]
  return last.member.cardsKnown || !first.member.cardsKnown ? last : withCardsOf(last, first)
}

/** A list row says nothing about cards: those that are known stay. */
function withCardsOf(row: CachedMember, whole: CachedMember): CachedMember {
  return { ...row, member: { ...row.member, cards: whole.member.cards, cardsKnown: true } }
}

/**
 * The member with newer cards. What was ever earned and redeemed is as old as the balance it was read with: beside
 * another balance it would not add up, and it is left out until it is read again.
 */
function moved(member: RemoteMember, cards: readonly HeldCard[]): RemoteMember {
  const before = new Map(member.cards.map(({ id, stamps }) => [id, stamps]))
  const isMoved = cards.some(({ id, stamps }) => before.has(id) && before.get(id) !== stamps)
  if (!isMoved || member.facts === undefined) return { ...member, cards }
  const facts = member.facts.filter(({ kind }) => kind !== 'earned' && kind !== 'redeemed')
  return { ...member, cards, facts }
}

function laid(
  whole: CachedMember,
  patches: ReadonlyMap<string, Patch>,
  readLagMs: number,
): readonly HeldCard[] {
  const cards = new Map(whole.member.cards.map((card) => [card.id, card]))
  for (const [id, { stamps, at, told }] of patches) {
    if (at + readLagMs < whole.fetchedAt) continue
    const card = told !== null && told.at >= whole.fetchedAt ? told.card : cards.get(id)
    if (card !== undefined) cards.set(id, { ...card, stamps })
  }
  return [...cards.values()]
}
