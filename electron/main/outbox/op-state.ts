import type { OperationState } from '../../../shared/domain/operation.ts'

/** What can happen to an operation. */
export type OpEvent =
  /** The cashier took it back within the window. */
  | 'undo'
  /** The cashier chose another amount within the window. */
  | 'change'
  /** The undo window is over. */
  | 'release'
  /** Another operation took its place before anything was sent. */
  | 'absorb'
  /** A person gave it up before anything was sent. */
  | 'cancel'
  /** Bytes may leave from now on. */
  | 'claim'
  /** Not now: later, or when the gate opens. */
  | 'postpone'
  /** A read before sending shows that it is there already. */
  | 'found'
  /** A read before sending, or the row itself, shows that a person must choose. */
  | 'ask'
  /** The provider confirmed it. */
  | 'applied'
  /** It certainly was not done. */
  | 'not-applied'
  /** Nobody knows whether it was done. */
  | 'lost'
  /** The provider definitely refused. */
  | 'refused'
  /** A read-back shows it. */
  | 'seen'
  /** Read-backs show that it is not there, and it may be sent again. */
  | 'absent'
  /** Nothing can be concluded yet. */
  | 'look-again'
  /** Nothing will ever be concluded by a machine. */
  | 'undecidable'
  /** A person: send it again. */
  | 'retry'
  /** What kept it from being looked for is gone: it is looked for again, never sent blindly. */
  | 'recheck'
  /** A person: send it with corrected details. */
  | 'fix'
  /** A person: it is there. */
  | 'confirm'
  /** A person gave it up. */
  | 'drop'
  /** The records are a copy, or one of them went on elsewhere: it may have been sent from there. */
  | 'suspect'
  /** It came from a copy that somebody may still work with: only a person can know. */
  | 'restored'
  /** It leaves for another till, and was never sent from here. */
  | 'move-unsent'
  /** It leaves for another till, and may have been sent from here. */
  | 'move'

type Row = Readonly<Partial<Record<OpEvent, OperationState>>>

const table: Readonly<Record<OperationState, Row>> = {
  held: {
    undo: 'cancelled',
    change: 'held',
    release: 'queued',
    absorb: 'cancelled',
    cancel: 'cancelled',
    suspect: 'unknown',
    'move-unsent': 'cancelled',
    move: 'discarded',
  },
  queued: {
    absorb: 'cancelled',
    cancel: 'cancelled',
    claim: 'sending',
    postpone: 'queued',
    found: 'done',
    ask: 'attention',
    retry: 'queued',
    drop: 'discarded',
    suspect: 'unknown',
    restored: 'attention',
    'move-unsent': 'cancelled',
    move: 'discarded',
  },
  sending: {
    applied: 'done',
    'not-applied': 'queued',
    lost: 'unknown',
    refused: 'attention',
  },
  unknown: {
    seen: 'done',
    absent: 'queued',
    'look-again': 'unknown',
    undecidable: 'attention',
    retry: 'unknown',
    suspect: 'unknown',
    move: 'discarded',
  },
  attention: {
    absorb: 'cancelled',
    retry: 'queued',
    recheck: 'unknown',
    fix: 'queued',
    confirm: 'done',
    drop: 'discarded',
    suspect: 'attention',
    'move-unsent': 'cancelled',
    move: 'discarded',
  },
  done: {},
  cancelled: {},
  discarded: {},
}

/** The state after an event; null where the event cannot happen to an operation in that state. */
export function next(state: OperationState, event: OpEvent): OperationState | null {
  return table[state][event] ?? null
}

/** Whether a state is final. */
export function isSettled(state: OperationState): boolean {
  return Object.keys(table[state]).length === 0
}
