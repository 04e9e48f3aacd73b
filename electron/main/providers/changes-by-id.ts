import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { Answer, CallOptions, ChangesPage } from './provider.ts'

/** A page of a list with numbered pages. */
export interface NumberedPage {
  readonly members: readonly RemoteMember[]
  /** How many pages there are; null where the provider does not say. */
  readonly pages: number | null
}

/** Reads one of them, from 1. */
export type ReadNumbered = (page: number, options: CallOptions) => Promise<Answer<NumberedPage>>

/** Where a reading of new members stands. Ids are whole numbers that only grow. */
interface Place {
  /** The highest id that was told up to the end of the last reading; null before the first. */
  readonly highest: number | null
  /** The page that comes next, and the highest id of this reading; null between two readings. */
  readonly walk: { readonly page: number; readonly by: 1 | -1; readonly top: number } | null
}

const beginning: Place = { highest: null, walk: null }

/**
 * One step through those who came since the last reading, in a list ordered by id. At which of its ends they are is
 * looked at each time: the first page tells it.
 */
export async function changesById(
  read: ReadNumbered,
  text: string | null,
  options: CallOptions,
): Promise<Answer<ChangesPage>> {
  const { highest, walk } = placeOf(text)
  const number = walk?.page ?? 1
  const answer = await read(number, options)
  if (!answer.ok) return answer
  const { members, pages } = answer.value
  const ids = idsOf(members)
  const told = (next: Place | null, isLast: boolean): Answer<ChangesPage> => ({
    ...answer,
    value: { members, place: next === null ? null : JSON.stringify(next), isLast },
  })
  const ended = (top: number): Answer<ChangesPage> => told({ highest: top, walk: null }, true)
  if (ids === null) return told(null, true)
  const [low, high] = [Math.min(...ids), Math.max(highest ?? 0, walk?.top ?? 0, ...ids)]
  // Nobody came since: there is nothing further on that is not known.
  const isReached = highest === null || low <= highest
  if (walk === null) {
    if (pages !== null && pages <= 1) return ended(high)
    const order = orderOf(ids)
    // A page that the provider calls one of several, and that shows no order, tells nothing of the others.
    if (order === null || (order === 'rising' && pages === null)) return told(null, true)
    if (order === 'falling')
      return isReached ? ended(high) : told({ highest, walk: { page: 2, by: 1, top: high } }, false)
    return told({ highest, walk: { page: pages ?? 1, by: -1, top: high } }, false)
  }
  const { page, by } = walk
  if (ids.length > 1 && orderOf(ids) !== (by === 1 ? 'falling' : 'rising')) return told(null, true)
  // A page beyond the end of a list that shrank meanwhile is empty: the new ones are before it.
  const isOver = by === 1 ? ids.length === 0 || (pages !== null && page >= pages) : page <= 1
  return (ids.length > 0 && isReached) || isOver
    ? ended(high)
    : told({ highest, walk: { page: page + by, by, top: high } }, false)
}

/** Null where one of them is no whole number: then there is no order among them. */
function idsOf(members: readonly RemoteMember[]): readonly number[] | null {
  const ids = members.map(({ remoteId }) => (/^\d{1,15}$/.test(remoteId) ? Number(remoteId) : null))
  return ids.every((id) => id !== null) ? ids : null
}

function orderOf(ids: readonly number[]): 'rising' | 'falling' | null {
  const steps = ids.slice(1).map((id, index) => id - (ids[index] ?? id))
  if (steps.length === 0) return null
  if (steps.every((step) => step > 0)) return 'rising'
  return steps.every((step) => step < 0) ? 'falling' : null
}

/** What an earlier version wrote, or nobody, is a beginning. */
function placeOf(text: string | null): Place {
  try {
    const told = JSON.parse(text ?? 'null') as Partial<Place> | null
    return told === null || typeof told !== 'object' ? beginning : { ...beginning, ...told }
  } catch {
    return beginning
  }
}
