import { defaultCodeRules, meaningOfCode } from '../../shared/scan/code-meaning.ts'
import { noCardOf } from '../../shared/scan/no-card.ts'
import { readScan } from '../../shared/scan/scanned-code.ts'
import { phrase } from '../i18n/phrase.ts'
import type { Phrase } from '../i18n/phrase.ts'
import { tellFailure } from './notices.ts'
import { wordOf } from './scan-routing.ts'
import type { Till } from './till.ts'

/** A scan for a form with a place for a card: the card's code as it is looked up, or why it is none. */
export type CardForForm =
  { readonly kind: 'card'; readonly code: string } | { readonly kind: 'other'; readonly why: Phrase }

/**
 * Asks whether a card that a form has taken may become somebody's: one that was lost is taken out again, and that is said at
 * once and not only when the form is saved.
 */
export async function checkCard(till: Till, code: string, takeOut: () => void): Promise<void> {
  const answer = await till.terminal.call('usableCard', { code })
  if (answer.ok || answer.error.kind !== 'card-replaced') return
  takeOut()
  tellFailure(till, answer.error)
}

/** What a scan is to a form, by the shop's rules; a code that comes wrong is no card for it. */
export function cardForForm(till: Till, raw: string, comesWrong: boolean): CardForForm {
  if (comesWrong) return { kind: 'other', why: phrase('enrol.card.wrong') }
  const session = till.session.getState()
  const rules = session.phase === 'ready' ? session.start.settings.codeRules : defaultCodeRules
  const meaning = meaningOfCode(readScan(raw), rules)
  if (meaning.kind === 'unreadable') return { kind: 'other', why: phrase('enrol.card.notRead') }
  const what = noCardOf(meaning)
  if (what === null) return { kind: 'card', code: meaning.forms[0] ?? '' }
  return { kind: 'other', why: phrase('codes.form', { what: phrase(`codes.${wordOf(what)}.title`) }) }
}
