import { TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { attentionPhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { choicesOf } from './choices.ts'
import type { Choice } from './choices.ts'
import { evidenceOf } from './evidence.ts'
import { evidencePhrase } from './evidence-phrase.ts'
import { OperationWhat, OperationWhen, OperationWho } from './operation-words.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { DropDialog, Failed, SureDialog, useSettle } from './settle-dialogs.tsx'
import './attention-card.css'

const FixDialog = lazy(async () => ({ default: (await import('./fix-dialog.tsx')).FixDialog }))

function Asked({
  operation,
  choice,
  onClose,
}: {
  readonly operation: OperationView
  readonly choice: Choice
  readonly onClose: () => void
}): ReactNode {
  const asked = { operation, onClose }
  switch (choice.kind) {
    case 'confirm':
      return <SureDialog {...asked} words="queue.confirm" answer={{ kind: 'confirm' }} />
    case 'retry':
      return <SureDialog {...asked} words="queue.retry" answer={{ kind: 'retry' }} />
    case 'drop':
      return <DropDialog {...asked} />
    case 'use-member':
      return <MemberDialog {...asked} />
    case 'fix':
      return operation.target.kind === 'member' ? (
        <Suspense fallback={null}>
          <FixDialog {...asked} memberKey={operation.target.key} />
        </Suspense>
      ) : null
    case 'use-other':
      return null
  }
}

/** An operation that a person must settle: what, who, when, why, what speaks for it, and what can be done. */
export function AttentionCard({ operation }: { readonly operation: OperationView }): ReactNode {
  const text = useText()
  const [asking, setAsking] = useState<Choice | null>(null)
  const close = (): void => {
    setAsking(null)
  }
  const { isBusy, failure, answer } = useSettle({ operation, onClose: close })
  const { reason } = operation
  const press = (choice: Choice): void => {
    if (choice.kind === 'use-other') answer({ kind: 'use-member', key: choice.key, card: null })
    else if (choice.kind === 'retry' && !choice.risky) answer({ kind: 'retry' })
    else setAsking(choice)
  }
  return (
    <li className="attention">
      <TriangleAlert className="attention__mark" size={26} aria-hidden />
      <div className="attention__words">
        <p className="attention__what">
          <OperationWhat operation={operation} />
          <OperationWho operation={operation} />
        </p>
        <OperationWhen operation={operation} />
        {reason === null ? null : (
          <p className="attention__why">
            <Said phrase={attentionPhrase(reason)} />
          </p>
        )}
        {reason?.kind === 'undecided' ? (
          <p className="attention__evidence number">
            <Said phrase={evidencePhrase(evidenceOf(reason))} />
          </p>
        ) : null}
        <Failed failure={failure} />
      </div>
      <div className="attention__choices" role="group" aria-label={text('queue.choose')}>
        {choicesOf(operation).map((choice, at) => (
          <Button
            key={choice.kind}
            variant={at === 0 ? 'primary' : choice.kind === 'drop' ? 'quiet' : 'secondary'}
            isDisabled={isBusy}
            onPress={() => {
              press(choice)
            }}
          >
            {choice.kind === 'use-other'
              ? text('queue.choose.use-other', { name: choice.name })
              : text(`queue.choose.${choice.kind}`)}
          </Button>
        ))}
      </div>
      {asking === null ? null : <Asked operation={operation} choice={asking} onClose={close} />}
    </li>
  )
}
