import { act } from '@testing-library/react'
import type { MemberView } from '../../shared/domain/views.ts'
import type { FakeTerminal } from './fake-terminal.ts'

/** An answer that comes when the test says so. */
export interface Held {
  /** Waits with an answer until it is let go. */
  readonly wait: () => Promise<void>
  /** Whatever waits is answered, in the order in which it was asked. */
  readonly letGo: () => void
}

export function held(): Held {
  const waiting: (() => void)[] = []
  return {
    wait: () =>
      new Promise((go) => {
        waiting.push(go)
      }),
    letGo: () => {
      for (const go of waiting.splice(0)) go()
    },
  }
}

/** Does something and lets the page take what comes of it at once. */
export async function follow(change: () => void): Promise<void> {
  await act(async () => {
    change()
    await new Promise((resolve) => setTimeout(resolve))
  })
}

/** One of the members whom the fake shop has. */
export function member(fake: FakeTerminal, key: 'r:1' | 'r:2'): MemberView {
  const view = fake.members.get(key)
  if (view === undefined) throw new Error('nobody')
  return view
}
