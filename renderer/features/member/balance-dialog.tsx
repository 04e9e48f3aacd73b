import { Delete } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { parseAmount } from '../../../shared/domain/unit.ts'
import type { AdjustLimits } from '../../../shared/domain/unit.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { CardView, MemberView } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { decimalSign } from '../../i18n/decimal-sign.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { adjust, setCounting } from '../../stores/balance.ts'
import { cardOf } from '../../stores/card-choice.ts'
import { useMember, useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { useKeptForm } from '../../stores/use-kept-form.ts'
import './balance-dialog.css'

type Way = 'add' | 'take'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** What can be taken: what the provider last said, less what is being taken already. */
function available(card: CardView): number {
  return Math.max(0, (card.stamps ?? 0) + Math.min(0, card.waiting) + Math.min(0, card.checking))
}

/** Why an amount cannot be saved; null where it can. */
function problemOf(typed: string, way: Way, limits: AdjustLimits, card: CardView): Phrase | null {
  const { unit } = limits
  const amount = parseAmount(typed, unit)
  if (amount === null && /^\d{1,9}[.,٫]\d+$/u.test(typed.trim())) {
    return phrase(unit.decimals === 0 ? 'balance.dialog.problem.whole' : 'balance.dialog.problem.fine')
  }
  if (amount === null || amount === 0) return phrase('balance.dialog.problem.amount')
  const most = way === 'add' ? limits.most : limits.mostTaken
  if (amount > most) return phrase('balance.dialog.problem.most', { most: amountPhrase(most, unit) })
  if (way === 'take' && amount > available(card)) {
    return phrase('balance.dialog.problem.left', { have: amountPhrase(available(card), unit) })
  }
  return null
}

function Keypad({
  point,
  onKey,
}: {
  /** The sign before hundredths; null where there are none. */
  readonly point: string | null
  readonly onKey: (key: string) => void
}): ReactNode {
  const text = useText()
  const key = (sign: string): ReactNode => (
    <Pressable
      key={sign}
      className="keypad__key number"
      onPress={() => {
        onKey(sign)
      }}
    >
      {sign}
    </Pressable>
  )
  return (
    <div className="keypad">
      {keys.map(key)}
      {point === null ? <span /> : key(point)}
      {key('0')}
      <Pressable
        className="keypad__key"
        aria-label={text('balance.dialog.delete')}
        onPress={() => {
          onKey('delete')
        }}
      >
        <Delete size={26} aria-hidden />
      </Pressable>
    </div>
  )
}

function BalanceForm({
  view,
  card,
  limits,
}: {
  readonly view: MemberView
  readonly card: CardView
  readonly limits: AdjustLimits
}): ReactNode {
  const till = useTill()
  const text = useText()
  const intl = useIntl()
  const online = useStatus((status) => status.link.kind === 'online')
  const busy = useMember((member) => member.adjusting)
  const [way, setWay] = useState<Way>('add')
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [sure, setSure] = useState(false)
  const { unit } = limits
  const name = memberName(view.details)
  const amount = parseAmount(typed, unit)
  const problem = problemOf(typed, way, limits, card)
  const tooLong = note.trim().length > limits.noteLength
  useKeptForm(typed !== '' || note !== '')
  const close = (): void => {
    setCounting(till, false)
  }
  const save = (): void => {
    setTried(true)
    if (amount === null || problem !== null || tooLong) return
    if (way === 'take' && !sure) {
      setSure(true)
      return
    }
    void adjust(till, way === 'add' ? amount : -amount, note.trim() === '' ? null : note.trim())
  }
  const said = amountPhrase(amount ?? 0, unit)
  const cannotTake = way === 'take' && !online
  const asks = sure && amount !== null
  return (
    <Dialog
      title={text('balance.dialog.title', { name })}
      size="l"
      onClose={close}
      footer={
        asks ? (
          <>
            <Button
              size="l"
              autoFocus
              onPress={() => {
                setSure(false)
              }}
            >
              {text('balance.dialog.confirm.no')}
            </Button>
            <Button variant="danger" size="l" isPending={busy} isDisabled={cannotTake} onPress={save}>
              {text('balance.dialog.confirm.yes')}
            </Button>
          </>
        ) : (
          <>
            <Button size="l" onPress={close}>
              {text('action.cancel')}
            </Button>
            <Button variant="primary" size="l" isPending={busy} isDisabled={cannotTake} onPress={save}>
              {amount === null || amount === 0
                ? text(`balance.dialog.way.${way}`)
                : text(`balance.dialog.${way}`, { amount: said })}
            </Button>
          </>
        )
      }
    >
      {asks ? (
        <p className="balance-form__sure" role="alert">
          {text('balance.dialog.confirm', {
            amount: said,
            name,
            left: amountPhrase(available(card) - amount, unit),
          })}
        </p>
      ) : (
        <form
          className="balance-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (!cannotTake) save()
          }}
        >
          <div className="balance-form__fields">
            {limits.mostTaken > 0 ? (
              <Segmented
                label={text('balance.dialog.way')}
                labelHidden
                value={way}
                onChange={setWay}
                options={[
                  { value: 'add', label: text('balance.dialog.way.add') },
                  { value: 'take', label: text('balance.dialog.way.take') },
                ]}
              />
            ) : null}
            <Field
              label={text('balance.dialog.amount')}
              value={typed}
              inputMode="numeric"
              autoFocus
              problem={tried && problem !== null ? text(problem) : null}
              onChange={setTyped}
            />
            {limits.noteLength === 0 ? null : (
              <Field
                label={text('balance.dialog.note')}
                value={note}
                hint={text('balance.dialog.note.hint', { most: limits.noteLength })}
                problem={tooLong ? text('failure.note-too-long', { most: limits.noteLength }) : null}
                onChange={setNote}
              />
            )}
            {cannotTake ? <p role="status">{text('balance.dialog.offline')}</p> : null}
          </div>
          <Keypad
            point={unit.decimals === 0 ? null : decimalSign(intl.locale)}
            onKey={(key) => {
              setTyped((before) => (key === 'delete' ? before.slice(0, -1) : `${before}${key}`))
            }}
          />
        </form>
      )}
    </Dialog>
  )
}

/** The form for another amount of the member at the counter. */
export function BalanceDialog(): ReactNode {
  const view = useMember((member) => member.view)
  const chosen = useMember((member) => member.card)
  const limits = useStart((start) => start.capabilities.adjust)
  const card = view === null ? null : cardOf(view, chosen)
  if (view === null || card === null || limits === null) return null
  return <BalanceForm key={view.key} view={view} card={card} limits={limits} />
}
