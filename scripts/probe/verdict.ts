import type { Failure } from '../../electron/main/providers/provider.ts'

/** What a live account showed of one assumption. */
export type Verdict =
  | { readonly kind: 'holds'; readonly seen: string }
  | { readonly kind: 'differs'; readonly how: string }
  /** `lost`: the look itself failed on the way, and might succeed another time. */
  | { readonly kind: 'unseen'; readonly why: string; readonly lost: boolean }

/** One thing that the documents under docs/providers take for granted. */
export interface Check {
  readonly assumes: string
  readonly look: () => Promise<Verdict>
}

export function holds(seen = ''): Verdict {
  return { kind: 'holds', seen }
}

export function differs(how: string): Verdict {
  return { kind: 'differs', how }
}

export function unseen(why: string): Verdict {
  return { kind: 'unseen', why, lost: false }
}

export function lost(why: string): Verdict {
  return { kind: 'unseen', why, lost: true }
}

/** An assumption that no read can show; it is told all the same, so that nobody takes it for checked. */
export function byChangingOnly(assumes: string): Check {
  return { assumes, look: () => Promise.resolve(unseen('only a change would show it')) }
}

/** An assumption that takes more than this computer to see. */
export function elsewhere(assumes: string, why: string): Check {
  return { assumes, look: () => Promise.resolve(unseen(why)) }
}

/** What a failed read says of the assumption that it was for. */
export function failed(failure: Failure): Verdict {
  switch (failure.kind) {
    case 'not-sent':
    case 'no-answer':
    case 'rate-limited':
      return lost(wordsOf(failure))
    case 'bad-answer':
    case 'unauthorized':
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'server-error':
      return differs(wordsOf(failure))
  }
}

/** A failure for a person; statuses and nothing that anybody wrote. */
export function wordsOf(failure: Failure): string {
  switch (failure.kind) {
    case 'not-sent':
      return `no connection (${failure.cause})`
    case 'no-answer':
      return `no whole answer (${failure.cause})`
    case 'bad-answer':
      return `status ${failure.status}, in a shape or in words that the adapter does not take`
    case 'unauthorized':
      return 'the key was refused (401)'
    case 'forbidden':
      return 'this key may not do that (403)'
    case 'not-found':
      return 'there is no such thing (404)'
    case 'refused':
      return `refused (${failure.status})`
    case 'rate-limited':
      return 'too many requests (429)'
    case 'server-error':
      return `the server failed (${failure.status})`
  }
}
