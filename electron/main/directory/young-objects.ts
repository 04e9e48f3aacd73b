/** Has the young objects of a thread looked through while nobody waits for it. */
export interface YoungObjects {
  /** Somebody was answered: once a few were, what that left behind is cleared away before the next one asks. */
  answered(): void
}

/** What it is made of. */
export interface YoungObjectsOptions {
  /** After whatever call has arrived meanwhile. */
  readonly soon: (work: () => void) => void
  /** Whether members are being stored: what is alive then would be taken for old. */
  readonly isStoring: () => boolean
  readonly look: () => void
}

/**
 * The space, as it is set (heap.ts), holds what a dozen searches leave behind. After a look nothing is where the processor had
 * it at hand, so the next search is slower: with one after each answer all of them were.
 */
const answersBetween = 6

/**
 * A look takes as long as a search, and otherwise comes in the middle of one, when the space is full. Between two keys there
 * is time for it.
 */
export function createYoungObjects({ soon, isStoring, look }: YoungObjectsOptions): YoungObjects {
  let answers = 0
  let isComing = false
  return {
    answered() {
      answers += 1
      if (isComing || answers < answersBetween) return
      isComing = true
      soon(() => {
        isComing = false
        if (isStoring()) return
        answers = 0
        look()
      })
    },
  }
}

/** Looks through the young objects of this thread now; nothing where the engine does not offer it. */
export function lookThroughYoung(): void {
  globalThis.gc?.({ type: 'minor' })
}
