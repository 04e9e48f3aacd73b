import { TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { attentionPhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { advicePhrase } from './advice.ts'
import { advisedOf, choicesOf } from './choices.ts'
import type { Choice } from './choices.ts'
import { countsOf, evidenceOf, verdictOf } from './evidence.ts'
import { evidencePhrase, unitOf } from './evidence-phrase.ts'
import { OperationWhat, OperationWhen, OperationWho } from './operation-words.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { OtherwiseDialog } from './otherwise.tsx'
import { DropDialog, Failed, SureDialog, useSettle } from './settle-dialogs.tsx'
import { Sides } from './sides.tsx'
import { useNaming } from './use-naming.ts'
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
      return (
        <SureDialog
          {...asked}
          words="queue.confirm"
          sentence={choice.against ? 'queue.confirm.against' : 'queue.confirm.sentence'}
          answer={{ kind: 'confirm' }}
        />
      )
    case 'retry':
      return choice.risk === 'none' ? null : (
        <SureDialog
          {...asked}
          words="queue.retry"
          sentence={`queue.retry.${choice.risk}`}
          answer={{ kind: 'retry' }}
        />
      )
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
  const settling = useSettle({ operation, onClose: close })
  const naming = useNaming({ operation, onClose: close })
  const isBusy = settling.isBusy || naming.isBusy
  const failure = settling.failure ?? naming.failure
  const choices = choicesOf(operation)
  const other = choices.find((choice) => choice.kind === 'use-other')
  const times = useTimes()
  const now = useNow(60_000)
  const { reason } = operation
  const counts = countsOf(reason)
  const advice = advicePhrase(operation)
  const advised = advisedOf(operation)
  const press = (choice: Choice): void => {
    if (choice.kind === 'use-other') naming.name(choice)
    else if (choice.kind === 'retry' && choice.risk === 'none') settling.answer({ kind: 'retry' })
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
        {other === undefined ? null : <Sides operation={operation} other={other.key} />}
        {counts === null ? null : (
          <p className={`attention__evidence attention__evidence--${verdictOf(reason)} number`}>
            {text('queue.evidence.readAt', {
              evidence: evidencePhrase(evidenceOf(counts), unitOf(operation.facts)),
              at: times.clock(operation.changedAt, now),
            })}
          </p>
        )}
        {advice === null ? null : (
          <p className="attention__advice">
            <Said phrase={advice} />
          </p>
        )}
        {naming.otherwise === null ? <Failed failure={failure} /> : null}
      </div>
      <div className="attention__choices" role="group" aria-label={text('queue.choose')}>
        {choices.map((choice) => (
          <Button
            key={choice.kind}
            variant={choice.kind === advised ? 'primary' : choice.kind === 'drop' ? 'quiet' : 'secondary'}
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
      <OtherwiseDialog naming={naming} />
    </li>
  )
}
