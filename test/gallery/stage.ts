import { fireEvent, screen, waitFor } from '@testing-library/dom'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { bindEvents } from '../../renderer/stores/events.ts'
import { boot } from '../../renderer/stores/session.ts'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import type { CustomerScreen, CustomerView } from '../../shared/domain/customer-display.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import type { CustomerApi } from '../../shared/ipc/customer-contract.ts'
import { ok } from '../../shared/ipc/result.ts'
import { createFakeTerminal } from '../ui/fake-terminal.ts'
import type { FakeTerminal } from '../ui/fake-terminal.ts'
import type { SceneName } from './scene-names.ts'

/** What a scene plays on: the whole page, over a terminal in memory. */
export interface Stage {
  readonly till: Till
  readonly fake: FakeTerminal
  /** Presses what has this role (a button, unless another is named) and this name. */
  readonly press: (name: string | RegExp, role?: string) => Promise<void>
  /** Puts words into the field of this label. */
  readonly fill: (label: string | RegExp, words: string) => Promise<void>
  /** Waits for words to be there. */
  readonly see: (words: string | RegExp) => Promise<void>
}

/** A screen in one state. Scenes are played in English; what is photographed is said in any language. */
export interface Scene {
  readonly name: SceneName
  /** It is a screen of the customer, which knows no more than this. */
  readonly customer?: CustomerView
  readonly start?: Partial<Start>
  readonly people?: readonly MemberView[]
  /** Before the page asks for anything. */
  readonly prepare?: (fake: FakeTerminal) => void
  /** It is a dialog, which is fetched when it is first opened. */
  readonly dialog?: true
  /** English words that are there once it is complete. */
  readonly shows?: string | RegExp
  /** From the first screen to this one. */
  readonly play?: (stage: Stage) => void | Promise<void>
}

const patience = { timeout: 10_000 }

function hasDialog(): void {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) throw new Error('no dialog')
}

/** What the customer's page has of main, for a scene. */
export function customerFor(view: CustomerView, look: Pick<CustomerScreen, 'theme' | 'locale'>): CustomerApi {
  return {
    ready: async () => ok({ shop: 'Corner Café', practice: true, view, ...look }),
    answer: async () => ok(null),
    onScreen: () => () => undefined,
  }
}

/** A till for a scene: nothing is asked of main yet. */
export function stageFor(
  scene: Scene,
  change: Partial<Start['settings']>,
): Stage & { readonly run: () => Promise<void> } {
  const fake = createFakeTerminal(scene.start, scene.people)
  const settings = { ...fake.start.settings, ...change, locale: 'en' }
  fake.answer('start', async () => ({ ok: true, value: { ...fake.start, settings } }))
  scene.prepare?.(fake)
  const till = createTill(terminalOf(fake.api))
  const stage: Stage = {
    till,
    fake,
    press: async (name, role = 'button') => {
      fireEvent.click((await screen.findAllByRole(role, { name }, patience))[0] as HTMLElement)
    },
    fill: async (label, words) => {
      fireEvent.change(await screen.findByLabelText(label, {}, patience), { target: { value: words } })
    },
    see: async (words) => {
      await screen.findAllByText(words, {}, patience)
    },
  }
  return {
    ...stage,
    run: async () => {
      bindEvents(till)
      await boot(till)
      await scene.play?.(stage)
      if (scene.shows !== undefined) await stage.see(scene.shows)
      if (scene.dialog) await waitFor(hasDialog, patience)
    },
  }
}
