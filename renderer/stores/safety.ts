import type { DialogWords, MoveAnswer, SafetyView } from '../../shared/domain/safety.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { phrase } from '../i18n/phrase.ts'
import { calledTill } from '../i18n/till-phrase.ts'
import { tell, tellFailure, withdraw } from './notices.ts'
import type { Till } from './till.ts'

/** Main told how copies fare: trouble is said once, when it begins. */
export function safetyChanged(till: Till, safety: SafetyView): void {
  const before = till.status.getState().safety
  till.status.setState({ safety })
  const { trouble, lastMove } = safety
  // At a start: the program ended between giving work up and writing its file.
  if (before === null && lastMove?.written === false) {
    tell(till, 'bad', phrase('safety.unwritten', { count: lastMove.count }), { stays: true, matter: 'file' })
  }
  if (trouble === null && before !== null && before.trouble !== null) withdraw(till, 'copies')
  if (trouble !== null && trouble !== before?.trouble)
    tell(till, 'bad', phrase(`safety.trouble.${trouble}`), { stays: true, matter: 'copies' })
}

/** A copy of the records may have sent what waits here. Stays until somebody has read it. */
export function suspectedAtStart(
  till: Till,
  { count, older }: { readonly count: number; readonly older: boolean },
): void {
  tell(till, 'bad', phrase(older ? 'safety.suspected.older' : 'safety.suspected', { count }), { stays: true })
}

function shown(till: Till, answer: Result<SafetyView, RequestFailure>): boolean {
  if (answer.ok) safetyChanged(till, answer.value)
  else tellFailure(till, answer.error)
  return answer.ok
}

/** Asks how copies fare. */
export async function readSafety(till: Till): Promise<void> {
  shown(till, await till.terminal.call('safety'))
}

/** Lets the shop choose the second folder. */
export async function chooseFolder(till: Till, words: DialogWords): Promise<void> {
  shown(till, await till.terminal.call('chooseBackupFolder', words))
}

/** No copies go to the second folder any more; those that are there stay. */
export async function forgetFolder(till: Till): Promise<void> {
  shown(till, await till.terminal.call('forgetBackupFolder'))
}

/** Makes a copy now. */
export async function backUpNow(till: Till): Promise<void> {
  const answer = await till.terminal.call('backUpNow')
  if (shown(till, answer) && answer.ok && answer.value.trouble === null)
    tell(till, 'good', phrase('safety.copied'), { matter: 'copies' })
}

function moved(till: Till, answer: Result<MoveAnswer, RequestFailure>): void {
  if (!answer.ok) {
    tellFailure(till, answer.error, { matter: 'file' })
    return
  }
  if (answer.value.kind === 'moved') {
    const { count, file } = answer.value
    tell(till, 'good', phrase('safety.moved', { count, file }), { stays: true, matter: 'file' })
  }
}

/** Moves unsent work into a file for another till. */
export async function moveUnsent(till: Till, words: DialogWords): Promise<void> {
  moved(till, await till.terminal.call('moveUnsent', words))
  await readSafety(till)
}

/** Writes the file of the last move once more. */
export async function writeMovedAgain(till: Till, words: DialogWords): Promise<void> {
  moved(till, await till.terminal.call('writeMovedAgain', words))
  await readSafety(till)
}

/** Takes in what waits in a file. */
export async function takeIn(till: Till, words: DialogWords): Promise<void> {
  const answer = await till.terminal.call('takeIn', words)
  if (!answer.ok) {
    tellFailure(till, answer.error, { matter: 'file' })
    return
  }
  if (answer.value.kind === 'cancelled') return
  const { file, from, taken, asking, known, refused } = answer.value
  const told = { isTold: from === null ? 'no' : 'yes', from: from === null ? '' : calledTill(from) }
  const what =
    taken + asking + refused === 0
      ? phrase('safety.takenIn.nothing', { file })
      : phrase('safety.takenIn', { file, taken, asking, known, refused, ...told })
  tell(till, asking + refused > 0 ? 'info' : 'good', what, { stays: true, matter: 'file' })
}
