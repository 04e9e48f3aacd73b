import type { CardsImportAnswer, CardsView } from '../../shared/domain/card-register.ts'
import type { DialogWords } from '../../shared/domain/safety.ts'
import { failurePhrase } from '../i18n/failure-text.ts'
import { phrase } from '../i18n/phrase.ts'
import { calledTill } from '../i18n/till-phrase.ts'
import { tell, tellFailure } from './notices.ts'
import { boot } from './session.ts'
import { workForOther } from './switch-shop.ts'
import type { Till } from './till.ts'

/** Which cards this till knows; null where that cannot be told. */
export async function readCards(till: Till): Promise<CardsView | null> {
  const answer = await till.terminal.call('cards')
  if (answer.ok) return answer.value
  tellFailure(till, answer.error)
  return null
}

/** Writes the cards to a file. */
export async function exportCards(till: Till, words: DialogWords): Promise<void> {
  const answer = await till.terminal.call('exportCards', words)
  if (!answer.ok) {
    tellFailure(till, answer.error, { matter: 'file' })
    return
  }
  if (answer.value.kind === 'nothing')
    tell(till, 'info', phrase('cards.exported.nothing'), { matter: 'file' })
  if (answer.value.kind !== 'exported') return
  const { file, count, waiting } = answer.value
  tell(till, 'good', phrase('cards.exported', { file, count, waiting }), { stays: true, matter: 'file' })
}

/** Takes cards in from a file; what became of each is for the screen, null where nothing was taken in. */
export async function importCards(
  till: Till,
  words: DialogWords,
): Promise<Extract<CardsImportAnswer, { kind: 'imported' }> | null> {
  const answer = await till.terminal.call('importCards', words)
  if (!answer.ok) tellFailure(till, answer.error, { matter: 'file' })
  return answer.ok && answer.value.kind === 'imported' ? answer.value : null
}

/** Writes the file for another till. */
export async function prepareTill(till: Till, words: DialogWords & { readonly name: string }): Promise<void> {
  const answer = await till.terminal.call('prepareTill', words)
  if (!answer.ok) {
    // All was saved, and the shop opened anew: only the file is not known to be there.
    if (answer.error.kind === 'list-not-written' && answer.error.cause === 'unnamed') await boot(till)
    tellFailure(till, answer.error, { matter: 'file' })
  }
  if (!answer.ok || answer.value.kind === 'cancelled') return
  const { file, shops, cards, members } = answer.value
  if (answer.value.reopened) await boot(till)
  tell(till, 'good', phrase('tills.prepared', { file, shops, cards, members }), {
    stays: true,
    matter: 'file',
  })
}

/** Sets this till up as another one prepared it. */
export async function takeTill(till: Till, words: DialogWords): Promise<void> {
  const answer = await till.terminal.call('takeTill', words)
  if (!answer.ok) tellFailure(till, answer.error, { matter: 'file' })
  if (!answer.ok || answer.value.kind === 'cancelled') return
  const { file, from, named, shops, cards, members, others } = answer.value
  const fresh = shops.filter(({ isNew }) => isNew)
  const keys = fresh.map(({ name, baseUrl }) =>
    phrase('tills.taken.key', { name, host: new URL(baseUrl).host }),
  )
  // Shops have come: everything on screen is asked for anew. Whoever practised works for the first of them from now on.
  const session = till.session.getState()
  if (session.phase === 'ready' && session.start.mode === 'practice')
    await workForOther(till, till.nav.getState().screen)
  else await boot(till)
  const how = { stays: true, matter: 'file' } as const
  if (answer.value.kind === 'taken-partly') {
    const why = failurePhrase(answer.value.failure)
    tell(till, 'bad', phrase('tills.takenPartly', { file, shops: shops.length, cards, members, why }), how)
    return
  }
  const counts = { file, cards, members, others, fresh: fresh.length, keys }
  const tills = {
    isNamed: named === null ? 'no' : 'yes',
    name: named ?? '',
    isTold: from === null ? 'no' : 'yes',
    from: from === null ? '' : calledTill(from),
  }
  tell(till, 'good', phrase('tills.taken', { ...counts, ...tills }), how)
}
