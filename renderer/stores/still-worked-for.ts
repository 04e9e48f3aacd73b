import type { Till } from './till.ts'

/** How often the till began to work for another shop, or for a practice that began anew. */
const beginnings = new WeakMap<Till, number>()

/** What was asked for until now is another shop's from here on. */
export function worksForOther(till: Till): void {
  beginnings.set(till, (beginnings.get(till) ?? 0) + 1)
}

/** Tells an answer that comes late whether the shop that it is about is still worked for. */
export function stillWorkedFor(till: Till): () => boolean {
  const begun = beginnings.get(till)
  return () => beginnings.get(till) === begun
}
