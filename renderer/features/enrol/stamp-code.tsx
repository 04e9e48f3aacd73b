import { Stamp } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { newIntent } from '../../api/intent.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useCharacterKeys, useShortcut } from '../../components/key-map.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { signal } from '../../stores/feedback.ts'
import { useTill } from '../../stores/till-context.tsx'
import type { UnknownCard } from '../../stores/till.ts'
import { stampCode } from './unknown-card-actions.ts'
import { useDigit } from './use-digit.ts'
import './stamp-code.css'

/** Stamps given with one press at the counter. */
const atOnce = [1, 2, 3, 4, 5] as const

/** What is asked before more is given: the same was given a moment ago, or as much as the shop's cap of a day. */
type Question =
  | { readonly kind: 'ask'; readonly amount: number; readonly earlier: OperationView }
  | { readonly kind: 'cap'; readonly amount: number; readonly given: number; readonly cap: number }

function Earlier({ earlier }: { readonly earlier: OperationView }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(10_000)
  const { facts, createdAt } = earlier
  const amount = facts.kind === 'stamps.add' ? facts.amount : 1
  return text('enrol.stamp.again.sentence', { amount, ago: times.ago(createdAt, now) })
}

function Again({
  question,
  onNo,
  onYes,
}: {
  readonly question: Question
  readonly onNo: () => void
  readonly onYes: () => void
}): ReactNode {
  const text = useText()
  const isCap = question.kind === 'cap'
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text(isCap ? 'cap.title' : 'enrol.stamp.again.title')}
      onClose={onNo}
      footer={
        <>
          <Button variant="secondary" onPress={onYes}>
            {text(isCap ? 'cap.yes' : 'member.again.yes')}
          </Button>
          <Button variant="primary" autoFocus onPress={onNo}>
            {text(isCap ? 'cap.no' : 'member.again.no')}
          </Button>
        </>
      }
    >
      <p>
        {question.kind === 'cap' ? (
          text('cap.body.card', { given: question.given, cap: question.cap, more: question.amount })
        ) : (
          <Earlier earlier={question.earlier} />
        )}
      </p>
    </Dialog>
  )
}

/** One press stamps a card whose owner this till does not know yet. */
export function StampCode({
  card,
  range,
}: {
  readonly card: UnknownCard
  readonly range: { readonly min: number; readonly max: number }
}): ReactNode {
  const text = useText()
  const till = useTill()
  const hasDigits = useCharacterKeys()
  const [intent] = useState(newIntent)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)

  const stamp = (amount: number, again: boolean, overCap = false): void => {
    if (isSaving) return
    setSaving(true)
    setQuestion(null)
    void stampCode(till, { intent, code: card.code, amount, again, overCap }).then((outcome) => {
      // Once saved this screen goes: a press that comes late adds nothing.
      if (outcome.kind !== 'saved') setSaving(false)
      setFailure(outcome.kind === 'failed' ? outcome.failure : null)
      if (outcome.kind !== 'ask' && outcome.kind !== 'cap') return
      setQuestion({ ...outcome, amount })
      signal(till, 'question')
    })
  }

  const amounts = atOnce.filter((amount) => amount >= range.min && amount <= range.max)
  const hint = hasDigits ? 'enrol.stamp.hint' : 'enrol.stamp.hint.press'
  useShortcut('stamps', null)
  useDigit((digit) => {
    if (question === null && amounts.some((amount) => amount === digit)) stamp(digit, false)
  })

  return (
    <section className="stamp-code" aria-label={text('enrol.stamp.title')}>
      <div>
        <h2>{text('enrol.stamp.title')}</h2>
        <p className="stamp-code__hint">
          {card.waitingStamps > 0 ? text('enrol.stamp.waiting', { amount: card.waitingStamps }) : text(hint)}
        </p>
      </div>
      <div className="stamp-code__amounts" role="group" aria-label={text(hint)}>
        {amounts.map((amount) => (
          <Button
            key={amount}
            size="l"
            variant={amount === 1 ? 'primary' : 'secondary'}
            aria-label={text('enrol.stamp.button', { amount })}
            isDisabled={isSaving}
            {...(hasDigits ? { shortcut: String(amount) } : {})}
            {...(amount === 1 ? { icon: <Stamp size={24} aria-hidden /> } : {})}
            onPress={() => {
              stamp(amount, false)
            }}
          >
            {text('enrol.stamp.amount', { amount })}
          </Button>
        ))}
      </div>
      {failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />}
      {question === null ? null : (
        <Again
          question={question}
          onNo={() => {
            setQuestion(null)
          }}
          onYes={() => {
            stamp(question.amount, true, question.kind === 'cap')
          }}
        />
      )}
    </section>
  )
}
