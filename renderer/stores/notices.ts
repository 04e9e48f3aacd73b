import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { failurePhrase } from '../i18n/failure-text.ts'
import type { Phrase } from '../i18n/phrase.ts'
import type { Till, Toast } from './till.ts'

const most = 4

/** Shows a message at the edge of the screen and says it. */
export function tell(till: Till, tone: Toast['tone'], what: Phrase, stays = false): void {
  till.notices.setState(({ toasts, next }) => ({
    // The same sentence again replaces the one before: a repeated failure is one toast, not a stack.
    toasts: [
      ...toasts.filter((toast) => JSON.stringify(toast.what) !== JSON.stringify(what)),
      { id: next, tone, what, stays },
    ].slice(-most),
    next: next + 1,
  }))
  announce(till, what, tone === 'bad' ? 'assertive' : 'polite')
}

/** Tells why something was not done; where a name is missing, asks for it at once. */
export function tellFailure(till: Till, failure: RequestFailure): void {
  if (failure.kind === 'nobody-at-the-till') till.nav.setState({ overlay: 'staff' })
  tell(till, 'bad', failurePhrase(failure))
}

/** Takes a message away. */
export function dismiss(till: Till, id: number): void {
  till.notices.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** Says a sentence to screen readers without showing it. */
export function announce(till: Till, what: Phrase, how: 'polite' | 'assertive' = 'polite'): void {
  till.notices.setState(({ next }) => ({ [how]: { id: next, what }, next: next + 1 }))
}
