import { Check, Delete, X } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { longestTypedPhone } from '../../../shared/domain/customer-display.ts'
import { Text, useText } from '../../i18n/text.tsx'

/** "Is this your number?" */
export function Question({
  phone,
  onAnswer,
}: {
  readonly phone: string
  readonly onAnswer: (kind: 'yes' | 'no') => void
}): ReactNode {
  return (
    <section className="customer__ask">
      <h1 className="customer__question">
        <Text id="customer.question" />
      </h1>
      <p className="customer__number number">
        <bdi dir="ltr">{phone}</bdi>
      </p>
      <div className="customer__answers">
        <button
          type="button"
          className="customer__answer customer__answer--yes"
          onClick={() => {
            onAnswer('yes')
          }}
        >
          <Check className="customer__icon" aria-hidden />
          <Text id="customer.yes" />
        </button>
        <button
          type="button"
          className="customer__answer"
          onClick={() => {
            onAnswer('no')
          }}
        >
          <X className="customer__icon" aria-hidden />
          <Text id="customer.no" />
        </button>
      </div>
    </section>
  )
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '0'] as const
/** Fewer digits are no phone anywhere. */
const fewest = 5

/** The customer types the number, with fingers: no keyboard reaches this page. */
export function Keypad({ onDone }: { readonly onDone: (phone: string) => void }): ReactNode {
  const text = useText()
  const [typed, setTyped] = useState('')
  const press = (key: string): void => {
    setTyped((before) =>
      before.length >= longestTypedPhone || (key === '+' && before !== '') ? before : before + key,
    )
  }
  return (
    <section className="customer__ask customer__ask--keypad">
      <div className="customer__typed">
        <h1 className="customer__question">
          <Text id="customer.keypad" />
        </h1>
        <p className="customer__number number" role="status" aria-label={text('customer.keypad.number')}>
          <bdi dir="ltr">{typed}</bdi>
        </p>
        <button
          type="button"
          className="customer__answer customer__answer--yes"
          disabled={typed.replace('+', '').length < fewest}
          onClick={() => {
            onDone(typed)
          }}
        >
          <Check className="customer__icon" aria-hidden />
          <Text id="customer.keypad.done" />
        </button>
      </div>
      <div className="customer__keys" dir="ltr">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className="customer__key number"
            onClick={() => {
              press(key)
            }}
          >
            {key}
          </button>
        ))}
        <button
          type="button"
          className="customer__key"
          aria-label={text('customer.keypad.delete')}
          onClick={() => {
            setTyped((before) => before.slice(0, -1))
          }}
        >
          <Delete className="customer__icon" aria-hidden />
        </button>
      </div>
    </section>
  )
}
