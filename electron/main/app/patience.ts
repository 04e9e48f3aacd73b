/** Waits for some work, and no longer than `ms`; answers whether it was done by then. */
export async function within(
  timers: { set(callback: () => void, ms: number): () => void },
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  let cancel: () => void = () => undefined
  const late = new Promise<boolean>((resolve) => {
    cancel = timers.set(() => resolve(false), ms)
  })
  return Promise.race([work.then(() => true), late]).finally(() => cancel())
}
