import { Check, Stamp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { Button } from '../../components/button.tsx'
import { useCharacterKeys } from '../../components/key-map.tsx'
import { pressedBy } from '../../components/told-keys.tsx'
import { useText } from '../../i18n/text.tsx'
import { addStamps } from '../../stores/stamps.ts'
import { useCounter, useMember, useTill } from '../../stores/till-context.tsx'
import './stamp-pad.css'

/** One to five stamps: one press each. While they can be changed, another number changes them. */
export function StampPad({
  limits,
  main,
}: {
  readonly limits: { readonly min: number; readonly max: number }
  /** Whether stamping is what Enter does. */
  readonly main: boolean
}): ReactNode {
  const till = useTill()
  const text = useText()
  const hasDigits = useCharacterKeys()
  const armed = useCounter((counter) => counter.armed)
  const amount = useMember((member) =>
    member.stamped?.facts.kind === 'stamps.add' ? member.stamped.facts.amount : null,
  )
  const numbers = Array.from({ length: limits.max - limits.min + 1 }, (_, at) => limits.min + at)
  return (
    <section className="stamp-pad" aria-label={text('member.add.title')}>
      <Button
        variant={main && amount === null ? 'primary' : 'secondary'}
        size={main ? 'xl' : 'l'}
        wide
        icon={amount === null ? <Stamp size={28} aria-hidden /> : <Check size={28} aria-hidden />}
        {...(main && amount === null ? { shortcut: '↵', keysOf: 'main' } : {})}
        onPress={() => {
          if (amount === null) void addStamps(till, limits.min)
        }}
        aria-disabled={amount !== null}
      >
        {amount === null ? text('member.add') : text('member.added', { count: amount })}
      </Button>
      <div className="stamp-pad__numbers">
        {numbers.map((number) => (
          <Pressable
            key={number}
            className="stamp-pad__number number"
            aria-label={text('member.add.many', { count: number })}
            aria-pressed={amount === number}
            {...(armed === number ? { 'data-armed': true } : {})}
            {...(hasDigits ? pressedBy(String(number)) : {})}
            onPress={() => {
              void addStamps(till, number)
            }}
          >
            {number}
          </Pressable>
        ))}
      </div>
      <p className="stamp-pad__hint">{amount === null ? null : text('member.added.change')}</p>
    </section>
  )
}
