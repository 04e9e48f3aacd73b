import { act, cleanup, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, vi } from 'vitest'
import type { MemberView } from '../../shared/domain/views.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { App } from '../../renderer/app.tsx'
import { bindEvents } from '../../renderer/stores/events.ts'
import { boot } from '../../renderer/stores/session.ts'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { createFakeTerminal } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { idleAtOnce } from './idle.ts'

const teardown: (() => void)[] = []

afterEach(() => {
  for (const end of teardown.splice(0)) end()
  cleanup()
})

/** The whole page on a terminal in memory, booted. */
export async function renderTill(
  change: Partial<Start> = {},
  people?: readonly MemberView[],
): Promise<{ readonly fake: FakeTerminal; readonly till: Till; readonly user: UserEvent }> {
  const fake = createFakeTerminal(change, people)
  const till = createTill(terminalOf(fake.api))
  teardown.push(bindEvents(till))
  render(<App till={till} />)
  await act(() => boot(till))
  return { fake, till, user: hand(120) }
}

/** A hand that rests so long after everything it does, ms: a person's pace, where it is slower than any scanner's. */
export function hand(delay: number | null): UserEvent {
  return userEvent.setup({ delay, ...(vi.isFakeTimers() ? { advanceTimers: pass } : {}) })
}

/** Time goes by, and the page follows. */
export async function pass(ms: number): Promise<void> {
  if (!vi.isFakeTimers()) await new Promise((resolve) => setTimeout(resolve, ms))
  else
    await act(async () => {
      await vi.advanceTimersByTimeAsync(ms)
    })
}

/**
 * The tests of a file have a clock of their own, which goes by only while a hand rests and while something is waited for: they
 * take no real time, and no busy machine makes a hand slower than it is.
 */
export function onOwnClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.now() })
    // Keys are timed by this clock where their own time is far from it.
    vi.advanceTimersByTime(1_000_000)
    // By this the testing library knows such a clock.
    vi.stubGlobal('jest', { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) })
    for (const [name, work] of Object.entries(idleAtOnce)) vi.stubGlobal(name, work)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
}

/** A key under a finger: down for longer than any scanner's is. */
export async function tap(user: UserEvent, key: string): Promise<void> {
  await user.keyboard(`{${key}>}`)
  await user.keyboard(`{/${key}}`)
}

/** Runs a change of the stores and lets the page follow. */
export async function follow(change: () => unknown): Promise<void> {
  await act(async () => {
    await change()
  })
}
