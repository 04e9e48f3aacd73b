import { Calculator } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { AdjustLimits } from '../../../shared/domain/unit.ts'
import { Kbd } from '../../components/kbd.tsx'
import { useCharacterKeys } from '../../components/key-map.tsx'
import { KeyButton } from '../../components/key-button.tsx'
import { pressedBy } from '../../components/told-keys.tsx'
import { amountPhrase, changePhrase } from '../../i18n/amount-phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { adjust, setCounting } from '../../stores/balance.ts'
import { useCounter, useMember, useTill } from '../../stores/till-context.tsx'
import './balance-pad.css'

/** Usual amounts, one press each, and the way to any other. Each press is an operation of its own that can be undone. */
export function BalancePad({ limits }: { readonly limits: AdjustLimits }): ReactNode {
  const till = useTill()
  const text = useText()
  const busy = useMember((member) => member.adjusting)
  const hasDigits = useCharacterKeys()
  const armed = useCounter((counter) => counter.armed)
  return (
    <section className="balance-pad" aria-label={text('balance.pad')}>
      <div className="balance-pad__quick" role="group" aria-label={text('balance.quick')}>
        {limits.quick.map((amount, at) => (
          <Pressable
            key={amount}
            {...(hasDigits ? pressedBy(String(at + 1)) : {})}
            className="balance-pad__amount number"
            {...(armed === at + 1 ? { 'data-armed': true } : {})}
            aria-label={text('balance.quick.add', { amount: amountPhrase(amount, limits.unit) })}
            isDisabled={busy}
            onPress={() => {
              void adjust(till, amount, null)
            }}
          >
            {text(changePhrase(amount, limits.unit))}
            {hasDigits ? <Kbd keys={String(at + 1)} drawn /> : null}
          </Pressable>
        ))}
      </div>
      <KeyButton
        action="amount"
        size="l"
        wide
        icon={<Calculator size={24} aria-hidden />}
        onPress={() => {
          setCounting(till, true)
        }}
      >
        {text(limits.mostTaken > 0 ? 'balance.other' : 'balance.other.add-only')}
      </KeyButton>
    </section>
  )
}
