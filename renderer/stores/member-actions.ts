import { adjust } from './balance.ts'
import { addStamps } from './stamps.ts'
import { tellFailure } from './notices.ts'
import { canUndo } from './operations.ts'
import { redeem } from './redeem.ts'
import type { AgainQuestion, Till } from './till.ts'

/** Which of the member's cards is used. */
export function chooseCard(till: Till, card: string): void {
  till.member.setState({ card })
}

/** Opens or closes the form for the member's details; where none of them can be changed it stays closed. */
export function setEditing(till: Till, editing: boolean): void {
  const session = till.session.getState()
  const takes = session.phase === 'ready' && session.start.capabilities.edit.length > 0
  till.member.setState({ editing: editing && takes })
}

/** Opens one of the forms for what a loyalty system keeps beside the balance; null closes it. */
export function setExtra(till: Till, extra: 'affiliate' | 'ledger' | 'lists' | 'wallet' | null): void {
  till.member.setState({ extra })
}

/** More than the cap is meant. What was to be changed and has left meanwhile is not given once more beside it. */
async function answerCap(
  till: Till,
  { amount, changes }: Extract<AgainQuestion, { kind: 'cap' }>,
): Promise<void> {
  const { stamped } = till.member.getState()
  const isChanged = stamped !== null && stamped.id === changes && canUndo(stamped, Date.now())
  if (changes !== null && !isChanged) tellFailure(till, { kind: 'too-late' })
  else await addStamps(till, amount, { again: true, overCap: true })
}

/** The cashier answered whether doing it again is meant. */
export function answerAgain(till: Till, meant: boolean): void {
  const { question } = till.member.getState()
  till.member.setState({ question: null })
  if (question === null || !meant) return
  switch (question.kind) {
    case 'stamps':
      void addStamps(till, question.amount, { again: true })
      break
    case 'cap':
      void answerCap(till, question)
      break
    case 'reward':
      void redeem(till, question.rewardId, true)
      break
    case 'balance':
      void adjust(till, question.amount, question.note, true)
      break
  }
}
