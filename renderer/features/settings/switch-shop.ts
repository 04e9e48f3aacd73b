import { goTo, toIdle } from '../../stores/navigation.ts'
import { boot } from '../../stores/session.ts'
import type { Screen, Till } from '../../stores/till.ts'

/** Main works for another shop now: everything on screen is asked for anew, and nobody of the shop before is offered. */
export async function workForOther(till: Till, screen: Screen): Promise<void> {
  toIdle(till)
  till.counter.setState({ recents: [] })
  goTo(till, screen)
  await boot(till)
}
