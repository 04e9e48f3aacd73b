import type { UnsentWork } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { Log } from '../log.ts'

/**
 * A page that has not shown the question by then is hung, crashed or not there, ms. A computer that is busy with
 * something else, an update or a virus scan, takes its time, and its cashier would go home unasked.
 */
const longestSilenceMs = 5_000

/** A close that follows sooner is the same press: a key held down, a double click on the cross, ms. */
const samePressMs = 1_000

/** What holding back a close works with. */
export interface ClosingOptions {
  readonly unsent: () => UnsentWork
  /** Lets the page ask. */
  readonly ask: (work: UnsentWork) => void
  readonly quit: () => void
  readonly timers: { set(callback: () => void, ms: number): () => void }
  readonly log: Log
}

/** Stands at the door: work that would stay behind unsent is named before the program closes. */
export interface Closing {
  /** A person closes the window or quits: true where a question is, or comes, on screen. */
  readonly holds: () => boolean
  /** What became of the question. */
  answered(answer: RequestArgs<'closing'>['answer']): void
  /** The page that may have shown the question is gone, and another one loads. */
  pageChanged(): void
  /** Nobody can be asked, or has time to answer: whatever closes, closes. */
  readonly letGo: () => void
}

/**
 * Holds back the first close while anything is unsent, and never for long without a person: a page that does not show
 * the question in time is not waited for, and closing again while the question is there closes. What is unsent is
 * safe either way; the question is for people who do not know that it is there.
 */
export function createClosing({ unsent, ask, quit, timers, log }: ClosingOptions): Closing {
  let state: 'open' | 'asked' | 'on-screen' | 'read' | 'let-go' = 'open'
  let cancel: () => void = () => undefined

  const after = (ms: number, next: () => void): void => {
    cancel()
    cancel = timers.set(next, ms)
  }
  const letGo = (): void => {
    cancel()
    state = 'let-go'
  }
  const close = (): void => {
    letGo()
    quit()
  }
  const unsentOrNothing = (): UnsentWork => {
    try {
      return unsent()
    } catch (error) {
      // A file that cannot be read now is no reason to keep a till from closing.
      log.warn('closing.unsent-unread', { error })
      return { waiting: 0, shops: [] }
    }
  }
  const question = (): boolean => {
    const work = unsentOrNothing()
    if (work.waiting === 0) return false
    state = 'asked'
    ask(work)
    after(longestSilenceMs, () => {
      log.warn('closing.not-asked')
      close()
    })
    return true
  }

  return {
    holds: () => {
      switch (state) {
        case 'open':
          return question()
        case 'asked':
        case 'on-screen':
          return true
        case 'read':
          letGo()
          return false
        case 'let-go':
          return false
      }
    },
    answered: (answer) => {
      if (state === 'let-go') return
      switch (answer) {
        case 'on-screen':
          state = 'on-screen'
          after(samePressMs, () => {
            state = 'read'
          })
          return
        case 'stay':
          cancel()
          state = 'open'
          return
        case 'close':
          close()
      }
    },
    pageChanged: () => {
      // Somebody wanted to close, and what they were asked is not on screen any more.
      if (state === 'on-screen' || state === 'read') {
        if (!question()) close()
      }
    },
    letGo,
  }
}
