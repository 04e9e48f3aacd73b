import { act, cleanup, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach } from 'vitest'
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
  // A person's pace: faster than this, keys are a scanner's.
  return { fake, till, user: userEvent.setup({ delay: 120 }) }
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
