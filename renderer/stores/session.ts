import type { Start } from '../../shared/ipc/contract.ts'
import { localeFor, speak, speakWholly } from '../i18n/languages.ts'
import { phrase } from '../i18n/phrase.ts'
import { tell } from './notices.ts'
import type { Till } from './till.ts'

/** Asks main for everything that the first screen needs, and says that the page listens. */
export async function boot(till: Till): Promise<void> {
  till.session.setState({ phase: 'starting' }, true)
  const answer = await till.terminal.call('start')
  if (!answer.ok) {
    await speakWithFailures(till)
    till.session.setState({ phase: 'failed', failure: answer.error }, true)
    return
  }
  if ('blocked' in answer.value) {
    await speakWithFailures(till)
    till.session.setState({ phase: 'blocked', blocked: answer.value.blocked }, true)
    return
  }
  const { link, queue, directory, cashierId } = answer.value
  till.status.setState({ link, queue, directory, safety: null })
  till.tiers.setState({ names: null })
  // Before anything is painted: nobody sees a screen in another language than their own.
  await speakAs(till, languageOf(answer.value))
  till.session.setState({ phase: 'ready', start: answer.value }, true)
  if (answer.value.wedgesLost)
    tell(till, 'bad', phrase('counter.set-up.lost'), {
      stays: true,
      matter: 'scanner',
      offer: 'scanner-setup',
    })
  if (cashierId === null) till.nav.setState({ overlay: 'staff' })
  // Answered with nothing: from here on main sends what it has to tell.
  await till.terminal.call('ready')
  await wholly(till)
}

async function wholly(till: Till): Promise<void> {
  await speakWholly(till.spoken).catch(() => {
    tell(till, 'bad', phrase('language.failed'), { stays: true })
  })
}

/** The language of the computer, with the sentences for what went wrong: nobody is at the till yet. */
async function speakWithFailures(till: Till): Promise<void> {
  await speakAs(till, navigator.language)
  await wholly(till)
}

/** The language of whoever is at the till; the shop's where that person has none. */
export function languageOf({ cashiers, cashierId, settings }: Start): string {
  return cashiers.find(({ id }) => id === cashierId)?.locale ?? settings.locale
}

/** Speaks a language, or the nearest that there is. */
export async function speakAs(till: Till, wanted: string): Promise<void> {
  await speak(till.spoken, localeFor(wanted)).catch(() => {
    tell(till, 'bad', phrase('language.failed'), { stays: true })
  })
}

/** Changes part of what the terminal started with, after main confirmed it. */
export function patchStart(till: Till, change: Partial<Start>): void {
  till.session.setState((state) =>
    state.phase === 'ready' ? { phase: 'ready', start: { ...state.start, ...change } } : state,
  )
}
