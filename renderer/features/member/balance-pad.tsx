import { Calculator } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { AdjustLimits } from '../../../shared/domain/unit.ts'
import { Button } from '../../components/button.tsx'
import { amountPhrase, changePhrase } from '../../i18n/amount-phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { adjust, setCounting } from '../../stores/balance.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'
import './balance-pad.css'

/** Usual amounts, one press each, and the way to any other. Each press is an operation of its own that can be undone. */
export function BalancePad({ limits }: { readonly limits: AdjustLimits }): ReactNode {
  const till = useTill()
  const text = useText()
  const busy = useMember((member) => member.adjusting)
  return (
    <section className="balance-pad" aria-label={text('balance.pad')}>
      <div className="balance-pad__quick" role="group" aria-label={text('balance.quick')}>
        {limits.quick.map((amount) => (
          <Pressable
            key={amount}
            className="balance-pad__amount number"
            aria-label={text('balance.quick.add', { amount: amountPhrase(amount, limits.unit) })}
            isDisabled={busy}
            onPress={() => {
              void adjust(till, amount, null)
            }}
          >
            {text(changePhrase(amount, limits.unit))}
          </Pressable>
        ))}
      </div>
      <Button
        size="l"
        wide
        icon={<Calculator size={24} aria-hidden />}
        onPress={() => {
          setCounting(till, true)
        }}
      >
        {text(limits.mostTaken > 0 ? 'balance.other' : 'balance.other.add-only')}
      </Button>
    </section>
  )
}
