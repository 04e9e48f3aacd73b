import type { Answer, CallOptions, ChangesPage, Failure, MemberPage } from './provider.ts'

/** Reads one page of the list in the order of its changes; `cursor` null for the first. */
export type ReadOrdered = (cursor: string | null, options: CallOptions) => Promise<Answer<MemberPage>>

/** Where a reading of changes stands. Times are the provider's own, UTC ms: no other clock is asked. */
interface Place {
  /** The newest change that was told up to the end of the last reading; null before the first. */
  readonly mark: number | null
  /** Which way the list runs, where it was seen. */
  readonly order: 'rising' | 'falling' | null
  /** The page that comes next. */
  readonly cursor: string | null
  /** Of this reading; null at its beginning. */
  readonly sofar: {
    /** The newest change that was told. */
    readonly top: number | null
    /** The last one of the page before. */
    readonly end: number | null
    /** The page before `cursor`. */
    readonly before: string | null
  } | null
}

const beginning: Place = { mark: null, order: null, cursor: null, sofar: null }

/**
 * One step through what was changed since the last reading, in a list ordered by the time of the change. Which way it
 * runs is not documented and is looked at. From new to old, it is read until it tells what is older than the mark by
 * more than a change may be late in showing. From old to new, it is read once to its end, and from the last page but one
 * ever after.
 */
export async function changesByTime(
  read: ReadOrdered,
  text: string | null,
  readLagMs: number,
  options: CallOptions,
): Promise<Answer<ChangesPage>> {
  const place = placeOf(text)
  const answer = await read(place.cursor, options)
  if (!answer.ok) {
    // A page that is no more there: it is begun again, from the mark.
    return place.cursor !== null && isNoPlace(answer.failure)
      ? toldFrom(answer, [], { ...beginning, mark: place.mark }, false)
      : answer
  }
  const { members, next } = answer.value
  const told = (after: Place | null, isLast: boolean): Answer<ChangesPage> =>
    toldFrom(answer, members, after, isLast)
  const { mark, sofar } = place
  const times = members.flatMap(({ updatedAt }) => (updatedAt === null ? [] : [updatedAt]))
  const top = largest([sofar?.top ?? null, ...times])
  const done: Place = { ...beginning, mark: largest([mark, top]) }
  const isFirst = place.cursor === null
  // The whole list, in whatever order.
  if (isFirst && next === null) return told(done, true)
  // A row without its time has no place in such an order.
  if (times.length < members.length) return told(null, true)
  const order = orderOf(times, sofar?.end ?? null)
  if (order === 'neither' || (order !== null && place.order !== null && order !== place.order))
    return told(null, true)
  const runs = order ?? place.order
  const [first = null, end = sofar?.end ?? null] = [times[0], times.at(-1)]
  // Taken up at a place behind which the list has moved on: what lies between was perhaps never told.
  if (sofar === null && !isFirst && mark !== null && first !== null && first > mark)
    return told({ ...beginning, mark }, false)
  const isOld = runs === 'falling' && (mark === null || (end !== null && end < mark - readLagMs))
  if (next !== null && !isOld)
    return told({ mark, order: runs, cursor: next, sofar: { top, end, before: place.cursor } }, false)
  // From old to new the new ones will be at this end: here it is looked at again, with a page of what is known.
  const again = sofar === null ? place.cursor : sofar.before
  return told(runs === 'rising' ? { ...done, order: runs, cursor: again } : done, true)
}

function toldFrom(
  answer: Answer<MemberPage>,
  members: ChangesPage['members'],
  after: Place | null,
  isLast: boolean,
): Answer<ChangesPage> {
  const place = after === null ? null : JSON.stringify(after)
  return { ok: true, value: { members, place, isLast }, evidence: answer.evidence }
}

function isNoPlace({ kind }: Failure): boolean {
  return kind === 'not-found' || kind === 'refused'
}

/** Null where they are all the same. Between two pages the list may have moved: that counts only where nothing else tells. */
function orderOf(
  times: readonly number[],
  endBefore: number | null,
): 'rising' | 'falling' | 'neither' | null {
  const steps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  const [rises, falls] = [steps.some((step) => step > 0), steps.some((step) => step < 0)]
  if (rises && falls) return 'neither'
  if (rises) return 'rising'
  if (falls) return 'falling'
  const [only] = times
  if (only === undefined || endBefore === null || only === endBefore) return null
  return only > endBefore ? 'rising' : 'falling'
}

function largest(times: readonly (number | null)[]): number | null {
  return times.reduce<number | null>(
    (most, at) => (most === null || (at !== null && at > most) ? at : most),
    null,
  )
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
