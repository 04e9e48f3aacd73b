import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Directory } from '../../directory/types.ts'
import type { KnownCard } from '../../outbox/pure/register.ts'
import type { Outbox } from '../../outbox/types.ts'
import { breathe, cardsAtOnce } from '../cards/import-cards.ts'
import type { TillLine } from './till-file.ts'

/** A shop's cards: those that lead to somebody, and those that were lost. */
export interface CardsOf {
  readonly outbox: Pick<Outbox, 'register' | 'replaced'>
  readonly connectionId: Ulid
}

/** What a shop takes. */
export interface TakingShop {
  readonly register: CardsOf
  readonly copy: Pick<Directory, 'apply'>
  /** Whether somebody was asked to be forgotten here, with cards that the loyalty system knows too. */
  readonly isForgotten: (remoteId: string) => boolean
}

/** How much was taken. */
export interface TakenSoFar {
  cards: number
  members: number
  /** Cards that are another member's here and stay theirs. */
  others: number
}

/** Takes the lines of another till's file in, some at a time: cards durably, members into the copy of their shop. */
export function hearTill({
  shops,
  now,
  soFar,
}: {
  readonly shops: readonly TakingShop[]
  readonly now: number
  readonly soFar: TakenSoFar
}): (lines: readonly TillLine[]) => Promise<RequestFailure | null> {
  const takeCards = async (
    { outbox, connectionId }: CardsOf,
    cards: readonly KnownCard[],
  ): Promise<RequestFailure | null> => {
    for (let from = 0; from < cards.length; from += cardsAtOnce) {
      const taken = outbox.register.take(connectionId, cards.slice(from, from + cardsAtOnce))
      if (!taken.ok) return taken.error
      for (const word of taken.value) {
        if (word === 'other') soFar.others += 1
        else soFar.cards += 1
      }
      await breathe()
    }
    return null
  }

  return async (lines) => {
    for (const [index, { register, copy, isForgotten }] of shops.entries()) {
      const mine = lines.filter((line) => line.shop === index)
      const cards = mine.flatMap((line) =>
        // What was learned by a clock that was ahead is no newer than what is learned here.
        line.kind === 'card' && !isForgotten(line.card.remoteId)
          ? [{ ...line.card, learnedAt: Math.min(line.card.learnedAt, now) }]
          : [],
      )
      const failure = await takeCards(register, cards)
      if (failure !== null) return failure
      const lost = mine.flatMap((line) =>
        line.kind === 'lost' && !isForgotten(line.card.remoteId)
          ? [{ ...line.card, at: Math.min(line.card.at, now) }]
          : [],
      )
      if (lost.length > 0) {
        const noted = register.outbox.replaced.take(register.connectionId, lost)
        if (!noted.ok) return noted.error
      }
      const told = mine.flatMap((line) => (line.kind === 'member' ? [line.told] : []))
      if (told.length === 0) continue
      // As old as the oldest of them: what this till was told itself since is newer.
      const oldest = told.reduce((least, one) => Math.min(least, one.fetchedAt), now)
      await copy.apply(
        told.map(({ member }) => member),
        oldest,
      )
      soFar.members += told.length
    }
    return null
  }
}
