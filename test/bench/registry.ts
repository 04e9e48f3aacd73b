import type { Figure } from './figure.ts'
import { drain } from './figures/drain.ts'
import { enqueue } from './figures/enqueue.ts'
import { firstScreen } from './figures/first-screen.ts'
import { frames } from './figures/frames.ts'
import { keyToResults } from './figures/key-to-results.ts'
import { memory } from './figures/memory.ts'
import { scanToMember } from './figures/scan-to-member.ts'
import { stampToShown } from './figures/stamp-to-shown.ts'
import { nextOperation } from './figures/next-operation.ts'
import { million } from './figures/million.ts'
import { millionCounter } from './figures/million-counter.ts'
import { pull } from './figures/pull.ts'
import { ready } from './figures/ready.ts'
import { start } from './figures/start.ts'

/**
 * In the order they are measured: the counter's work, then what that work left in memory, then what needs the
 * machine for itself. A new figure is a file in figures/ and a line here.
 */
export const figures: readonly Figure[] = [
  scanToMember,
  keyToResults,
  stampToShown,
  memory,
  frames,
  start,
  enqueue,
  nextOperation,
  ready,
  drain,
  pull,
  million,
  millionCounter,
  firstScreen,
]
