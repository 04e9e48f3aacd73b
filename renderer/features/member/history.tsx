import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { MergeWord } from '../../../shared/domain/views.ts'
import { Clock } from '../../components/age.tsx'
import { KeyButton } from '../../components/key-button.tsx'
import { operationPhrase, statePhrase } from '../../i18n/failure-text.ts'
import { Said, Text, useText } from '../../i18n/text.tsx'
import { revert } from '../../stores/balance.ts'
import { useMember, useStart, useTill } from '../../stores/till-context.tsx'
import { Word } from './words.tsx'
import './history.css'

const shown = 12

/** Whether a change of a balance has arrived and nobody has taken it back yet. */
function isRevertible({ id, facts, plain }: OperationView, all: readonly OperationView[]): boolean {
  if (facts.kind !== 'balance.adjust' || plain !== 'sent') return false
  return !all.some(
    (other) =>
      other.facts.kind === 'balance.revert' &&
      other.facts.operationId === id &&
      other.plain !== 'undone' &&
      other.plain !== 'dropped',
  )
}

/** What this till did for the member, in plain words. */
export function History({
  operations,
  words,
}: {
  readonly operations: readonly OperationView[]
  readonly words: readonly MergeWord[]
}): ReactNode {
  const till = useTill()
  const text = useText()
  const canRevert = useStart((start) => start.capabilities.revert)
  const busy = useMember((member) => member.reverting)
  if (operations.length === 0 && words.length === 0) return null
  const recent = operations.slice(0, shown)
  /** The key is that of the one that stands first; the others have the tabulator. */
  const newest = recent.find((operation) => isRevertible(operation, operations))
  return (
    <section className="history">
      <h2 className="history__title">
        <Text id="member.history" />
      </h2>
      <ol className="history__list">
        {words.map((word) => (
          <Word key={word.id ?? word.key} word={word} />
        ))}
        {recent.map((operation) => (
          <li key={operation.id} className="history__row">
            <span className="history__what">
              <Said phrase={operationPhrase(operation.facts)} />
              {canRevert && isRevertible(operation, operations) ? (
                <KeyButton
                  action="revert"
                  hasKey={operation === newest}
                  variant="quiet"
                  isDisabled={busy}
                  aria-label={text('balance.revert.label', { what: operationPhrase(operation.facts) })}
                  onPress={() => {
                    void revert(till, operation.id)
                  }}
                >
                  {text('balance.revert')}
                </KeyButton>
              ) : null}
            </span>
            <span className="history__when">
              <Clock at={operation.createdAt} />
              {operation.by === null ? null : <bdi>{operation.by}</bdi>}
            </span>
            <span className={`history__state history__state--${operation.plain}`}>
              <Said phrase={statePhrase(operation.plain)} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
