import { cleanup, render, screen, within } from '@testing-library/react'
import type { BoundFunctions, queries } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { UserEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import type { Start } from '../../shared/ipc/contract.ts'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { englishFirst } from '../../renderer/i18n/languages.ts'
import { TextProvider } from '../../renderer/i18n/provider.tsx'
import { bindEvents } from '../../renderer/stores/events.ts'
import { boot } from '../../renderer/stores/session.ts'
import { TillProvider, useSession } from '../../renderer/stores/till-context.tsx'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { createFakeTerminal } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'

afterEach(cleanup)

/** As the shell does: nothing of a screen is there before main has answered. */
function WhenReady({ children }: { readonly children: ReactNode }): ReactNode {
  return useSession((state) => state.phase) === 'ready' ? children : null
}

/** A screen of its own, on a terminal in memory that has started. */
export interface OpenScreen {
  readonly fake: FakeTerminal
  readonly till: Till
  readonly user: UserEvent
  readonly unmount: () => void
  /** Arguments of every call of one request so far. */
  readonly asked: (name: FakeTerminal['calls'][number]['name']) => readonly unknown[]
}

export async function openScreen(
  node: ReactNode,
  options: { readonly start?: Partial<Start>; readonly prepare?: (fake: FakeTerminal) => void } = {},
): Promise<OpenScreen> {
  const fake = createFakeTerminal(options.start)
  options.prepare?.(fake)
  const till = createTill(terminalOf(fake.api))
  bindEvents(till)
  await boot(till)
  const user = userEvent.setup()
  const { unmount } = render(
    <TillProvider till={till}>
      <TextProvider spoken={englishFirst()} zone="Europe/Berlin">
        <WhenReady>{node}</WhenReady>
      </TextProvider>
    </TillProvider>,
  )
  return {
    fake,
    till,
    user,
    unmount,
    asked: (name) => fake.calls.filter((call) => call.name === name).map(({ args }) => args),
  }
}

/** The dialog that is open. */
export function dialog(): BoundFunctions<typeof queries> {
  return within(screen.queryByRole('alertdialog') ?? screen.getByRole('dialog'))
}

/** A button by its name. */
export function button(name: string | RegExp): HTMLElement {
  return screen.getByRole('button', { name })
}
