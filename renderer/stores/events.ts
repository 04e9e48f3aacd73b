import type { Link } from '../../shared/domain/connection.ts'
import { phrase } from '../i18n/phrase.ts'
import { customerAnswered, followCounter } from './customer.ts'
import { askToClose } from './leaving.ts'
import { announce } from './notices.ts'
import { memberGone, memberTold } from './open-member.ts'
import { operationChanged } from './operations.ts'
import { safetyChanged, suspectedAtStart } from './safety.ts'
import { choiceTold } from './scanners.ts'
import { searchAgain } from './search.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/** Binds everything that main tells to the stores, in this one place; the answer unbinds it. */
export function bindEvents(till: Till): () => void {
  const { on } = till.terminal
  const unbind = [
    on('link', (link) => {
      linkChanged(till, link)
    }),
    on('queue', (queue) => {
      till.status.setState({ queue })
    }),
    on('gone', (gone) => {
      memberGone(till, gone)
    }),
    on('directory', (directory) => {
      till.status.setState({ directory })
      void searchAgain(till)
    }),
    on('operation', (operation) => {
      operationChanged(till, operation)
    }),
    on('member', (view) => {
      memberTold(till, view)
    }),
    on('practice', (practice) => {
      patchStart(till, { practice })
    }),
    on('programme', (programme) => {
      patchStart(till, { programme })
    }),
    on('scannerChoice', ({ choice }) => {
      choiceTold(till, choice)
    }),
    on('customerDisplay', (display) => {
      till.customer.setState({ display })
    }),
    on('customerAnswer', ({ id, answer }) => {
      customerAnswered(till, id, answer)
    }),
    followCounter(till),
    on('closing', (work) => {
      askToClose(till, work)
    }),
    on('safety', (safety) => {
      safetyChanged(till, safety)
    }),
    on('suspected', (suspected) => {
      suspectedAtStart(till, suspected)
    }),
    on('blocked', (blocked) => {
      till.session.setState({ phase: 'blocked', blocked }, true)
    }),
  ]
  return () => {
    for (const off of unbind) off()
  }
}

function linkChanged(till: Till, link: Link): void {
  const before = till.status.getState().link
  till.status.setState({ link })
  if (before.kind === link.kind) return
  // Who was not found while nobody could be asked may be found now.
  if (link.kind === 'online') void searchAgain(till, true)
  if (link.kind === 'online') announce(till, phrase('announce.online'))
  else if (link.kind === 'offline') announce(till, phrase('announce.offline'), 'assertive')
  else announce(till, phrase(`link.${link.kind}.more`), 'assertive')
}
