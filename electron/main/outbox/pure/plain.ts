import type {
  AttentionReason,
  OperationChoices,
  OperationKind,
  OperationState,
  PlainState,
} from '../../../../shared/domain/operation.ts'

/** The cashier's word for a state. */
export function plainOf(state: OperationState): PlainState {
  switch (state) {
    case 'held':
    case 'queued':
    case 'sending':
      return 'saved'
    case 'unknown':
      return 'checking'
    case 'attention':
      return 'needs-you'
    case 'done':
      return 'sent'
    case 'cancelled':
      return 'undone'
    case 'discarded':
      return 'dropped'
  }
}

/** What a person may do with an operation now. */
export function choicesOf(operation: {
  readonly kind: OperationKind
  readonly state: OperationState
  readonly reason: AttentionReason | null
  readonly attempts: number
  /** 1 where a copy of these records may have sent it. */
  readonly suspect: number
}): OperationChoices {
  const { kind, state, reason, attempts, suspect } = operation
  const asked = state === 'attention'
  const unsent = attempts === 0 && suspect === 0
  return {
    undo: state === 'held' && unsent,
    retry: asked || state === 'queued' || state === 'unknown',
    fix: asked && (kind === 'member.create' || kind === 'member.edit') && !isUnread(reason),
    confirm: asked && kind !== 'member.create' && reason !== null && mayBeThere(reason, unsent),
    drop: asked || (state === 'queued' && unsent),
  }
}

/** Nobody can correct what cannot be shown. */
function isUnread(reason: AttentionReason | null): boolean {
  return reason?.kind === 'unreadable' || reason?.kind === 'newer-version'
}

/** Whether "it's there" can be true: an enrolment that is there is settled by naming the member instead. */
function mayBeThere(reason: AttentionReason, unsent: boolean): boolean {
  switch (reason.kind) {
    case 'undecided':
    case 'given-up':
    case 'restored':
    case 'refused':
    case 'edit-conflict':
    case 'unreadable':
    case 'connection-gone':
      return true
    // What never left is not there.
    case 'newer-version':
    case 'adapter-gone':
      return !unsent
    // Nothing is there that it could be on: "it's there" would write a stamp off with one tired press.
    case 'details-needed':
    case 'member-gone':
    case 'card-gone':
    case 'contact-taken':
    case 'code-taken':
    case 'code-unknown':
    case 'code-ambiguous':
    case 'not-enough-stamps':
    case 'reward-unavailable':
      return false
  }
}
