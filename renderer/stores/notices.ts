import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { failurePhrase } from '../i18n/failure-text.ts'
import type { Phrase } from '../i18n/phrase.ts'
import type { Till, Toast } from './till.ts'

const most = 4

/** How a message is shown. */
export interface How {
  /** Stays until dismissed; good news for half a minute. */
  readonly stays?: boolean
  /** What it is about: a newer message takes the place of an older one of the same matter. */
  readonly matter?: Toast['matter']
  /** What it offers to open. */
  readonly offer?: Toast['offer']
}

/** Shows a message at the edge of the screen and says it. */
export function tell(
  till: Till,
  tone: Toast['tone'],
  what: Phrase,
  { stays = false, matter = null, offer = null }: How = {},
): void {
  till.notices.setState(({ toasts, next }) => ({
    // The same sentence again replaces the one before: a repeated failure is one toast, not a stack.
    toasts: [
      ...toasts.filter(
        (toast) =>
          JSON.stringify(toast.what) !== JSON.stringify(what) && (matter === null || toast.matter !== matter),
      ),
      { id: next, tone, what, stays, matter, offer },
    ].slice(-most),
    next: next + 1,
  }))
  announce(till, what, tone === 'bad' ? 'assertive' : 'polite')
  if (tone === 'info') return
  const kind = tone === 'bad' ? 'failed' : 'saved'
  till.feedback.setState(({ last }) => ({ last: { id: (last?.id ?? 0) + 1, kind } }))
}

/** Tells why something was not done. */
export function tellFailure(till: Till, failure: RequestFailure, how: How = {}): void {
  tell(till, 'bad', failurePhrase(failure), how)
}

/** Takes a message away. */
export function dismiss(till: Till, id: number): void {
  till.notices.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** Takes away what is no longer true of a matter. */
export function withdraw(till: Till, matter: NonNullable<Toast['matter']>): void {
  till.notices.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.matter !== matter) }))
}

/** Says a sentence to screen readers without showing it. */
export function announce(till: Till, what: Phrase, how: 'polite' | 'assertive' = 'polite'): void {
  till.notices.setState(({ next }) => ({ [how]: { id: next, what }, next: next + 1 }))
}

/** Takes what was said urgently out of the page, where a screen reader could still find it; that the till is offline still holds. */
export function hush(till: Till): void {
  if (till.notices.getState().assertive?.what.id === 'announce.offline') return
  till.notices.setState({ assertive: null })
}
