import { setTimeout as delay } from 'node:timers/promises'

/** What a hand takes from one key to the next: keys that follow each other faster are a scanner's, and no shortcut. */
export function handRests(): Promise<void> {
  return delay(160)
}
