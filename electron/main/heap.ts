import { setFlagsFromString } from 'node:v8'

/**
 * Half of the space for young objects of each thread that is started later, MB. With the one that it would have the directory's
 * worker looked through its objects at each fifth search, and storing took it a twentieth longer.
 */
export const youngSpaceOfThreads = '--min-semi-space-size=2'

/** Threads that are started later may ask for a look at their young objects (directory/young-objects.ts). */
export const looksOfThreads = '--expose-gc'

/**
 * Keeps the heaps of main and of the directory's worker near what is alive in them. A list of 100,000 members passes
 * through main as short-lived objects; as the engine is set, it would let a hundred megabytes of them pile up before it
 * looks, and each look would hold the cashier's keys up for longer.
 *
 * An engine that does not know a setting says so on stderr and goes on as before.
 */
export function keepHeapSmall(): void {
  // The space for young objects stays as it is at the start, and is not doubled up to three times 16 MB.
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString(youngSpaceOfThreads)
  setFlagsFromString(looksOfThreads)
  // Old objects are looked through once they are twice as many as were alive, not four times.
  setFlagsFromString('--heap-growing-percent=100')
}
