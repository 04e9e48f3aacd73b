import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Clock } from '../../components/age.tsx'
import { operationPhrase, statePhrase } from '../../i18n/failure-text.ts'
import { Said, Text } from '../../i18n/text.tsx'
import './history.css'

const shown = 12

/** What this till did for the member, in plain words. */
export function History({ operations }: { readonly operations: readonly OperationView[] }): ReactNode {
  if (operations.length === 0) return null
  return (
    <section className="history">
      <h2 className="history__title">
        <Text id="member.history" />
      </h2>
      <ol className="history__list">
        {operations.slice(0, shown).map((operation) => (
          <li key={operation.id} className="history__row">
            <span className="history__what">
              <Said phrase={operationPhrase(operation.facts)} />
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
