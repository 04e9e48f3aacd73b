import type { Ulid } from '../../shared/domain/ids.ts'
import type { Locale } from '../i18n/languages.ts'
import { tellFailure } from './notices.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/** A cashier's own language, or none; the screen follows when it is saved, and keeps what is on it. */
export async function speakToCashier(till: Till, id: Ulid, locale: Locale | null): Promise<void> {
  const answer = await till.terminal.call('cashierLocale', { id, locale })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  const session = till.session.getState()
  if (session.phase !== 'ready') return
  const cashiers = session.start.cashiers.map((one) => (one.id === id ? answer.value : one))
  patchStart(till, { cashiers })
}
