import { CircleCheck, Hourglass, Smartphone } from 'lucide-react'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { phoneAsTyped } from '../../components/phone-typing.ts'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { askCustomer, stopAsking, takeTyped } from '../../stores/customer.ts'
import { announce } from '../../stores/notices.ts'
import { useCustomer, useTill } from '../../stores/till-context.tsx'
import './ask-customer.css'

/** Longer than any phone with all that stands between its digits. */
const longestShown = 40

function digitsOf(text: string): string {
  return text.replaceAll(/[^\d+]/gu, '')
}

/**
 * "Is this your number?", answered by the customer on their own screen. It holds the cashier up in nothing: the form can be
 * saved at any time, and whatever the cashier changes takes the question away.
 */
export function AskCustomer({
  phone,
  country,
  onPhone,
}: {
  /** As it stands in the form. */
  readonly phone: string
  readonly country: string
  readonly onPhone: (text: string) => void
}): ReactNode {
  const till = useTill()
  const text = useText()
  const isOpen = useCustomer(({ display }) => display?.window === 'open')
  const asked = useCustomer((state) => state.asked)
  const answer = useCustomer((state) => state.answer)
  const now = digitsOf(phone)
  const isAsAsked = asked !== null && digitsOf(asked.phone) === now
  const typed = answer?.kind === 'typed' ? phoneAsTyped('', answer.phone, true, country) : null
  const isUnanswered = asked !== null && (answer === null || answer.kind === 'no')

  useEffect(() => {
    if (answer === null) return
    // Without the number: what is said to screen readers stays in the page.
    announce(till, phrase(`display.${answer.kind}`))
  }, [till, answer])
  // Never over what the cashier has typed meanwhile.
  useEffect(() => {
    if (typed === null || !isAsAsked || digitsOf(typed) === now) return
    takeTyped(till, typed)
    onPhone(typed)
  }, [till, typed, isAsAsked, now, onPhone])
  // The customer does not answer for a number that is not in the form any more.
  useEffect(() => {
    if (isUnanswered && !isAsAsked) stopAsking(till)
  }, [till, isUnanswered, isAsAsked])
  useEffect(
    () => () => {
      stopAsking(till)
    },
    [till],
  )

  if (!isOpen) return null
  if (isUnanswered) {
    return (
      <div className="ask-customer">
        <p className="ask-customer__said">
          <Hourglass size={20} aria-hidden />
          {text(answer === null ? 'display.asking' : 'display.no')}
        </p>
        <Button
          variant="quiet"
          onPress={() => {
            stopAsking(till)
          }}
        >
          {text('display.stop')}
        </Button>
      </div>
    )
  }
  const isConfirmed =
    now !== '' && ((answer?.kind === 'yes' && isAsAsked) || (typed !== null && digitsOf(typed) === now))
  if (isConfirmed) {
    return (
      <p className="ask-customer ask-customer__said ask-customer__said--good">
        <CircleCheck size={20} aria-hidden />
        {text(typed === null ? 'display.yes' : 'display.typed')}
      </p>
    )
  }
  return (
    <div className="ask-customer">
      {typed === null ? null : (
        <>
          <p className="ask-customer__said">{text('display.typed.other', { phone: typed })}</p>
          <Button
            onPress={() => {
              onPhone(typed)
            }}
          >
            {text('display.use')}
          </Button>
        </>
      )}
      <Button
        variant="quiet"
        icon={<Smartphone size={20} aria-hidden />}
        onPress={() => void askCustomer(till, now === '' ? '' : phone.slice(0, longestShown))}
      >
        {text(now === '' ? 'display.ask.type' : 'display.ask')}
      </Button>
    </div>
  )
}
