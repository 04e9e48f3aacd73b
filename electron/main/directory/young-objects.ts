/** Has the young objects of a thread looked through while nobody waits for it. */
export interface YoungObjects {
  /** Somebody was answered: what that left behind is cleared away before the next one asks. */
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
 * A look takes as long as a search, and otherwise comes in the middle of one: with each twelfth, as the space is set
 * (heap.ts). Between two keys there is time for it.
 */
export function createYoungObjects({ soon, isStoring, look }: YoungObjectsOptions): YoungObjects {
  let isComing = false
  return {
    answered() {
      if (isComing) return
      isComing = true
      soon(() => {
        isComing = false
        if (!isStoring()) look()
      })
    },
  }
}

/** Looks through the young objects of this thread now; nothing where the engine does not offer it. */
export function lookThroughYoung(): void {
  globalThis.gc?.({ type: 'minor' })
}
