/** Idle time of a page that is never busy: the pages of tests know none, and their clock cannot call it off. */
export const idleAtOnce = {
  requestIdleCallback: (work: () => void) => setTimeout(work),
  cancelIdleCallback: (id: ReturnType<typeof setTimeout>) => {
    clearTimeout(id)
  },
}
