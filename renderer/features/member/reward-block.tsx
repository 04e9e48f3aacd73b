import { Gift } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { tellFailure } from '../../stores/notices.ts'
import { redeem } from '../../stores/redeem.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'
import type { Desk } from './use-desk.ts'
import './reward-block.css'

/** A reward is ready: the moment to say so. Off, with the reason, while it cannot be confirmed. */
export function RewardBlock({ desk }: { readonly desk: Desk }): ReactNode {
  const till = useTill()
  const text = useText()
  const redeeming = useMember((member) => member.redeeming)
  const enterRedeems = useMember((member) => member.stamped === null)
  const { ready, mode } = desk
  const [first] = ready
  const single = ready.length === 1
  const list = useRef<HTMLElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  /** Where the key goes: to the one behind the focused one, and from the last to the first. */
  const next = ready[(ready.findIndex((reward) => reward.id === focused) + 1) % ready.length] ?? first
  useShortcut(
    'redeem',
    () => {
      // A key that does nothing would be taken for broken.
      if (mode === 'off') tellFailure(till, { kind: 'offline-redeem-off' })
      else if (first !== undefined && single) void redeem(till, first.id)
      else if (next !== undefined) {
        list.current?.querySelectorAll<HTMLElement>('[data-reward]')[ready.indexOf(next)]?.focus()
      }
    },
    first !== undefined && !redeeming,
  )
  const keys = shortcuts.redeem.keys[0]
  if (ready.length === 0) return null
  /** Enter takes the one that has the focus; what stands alone it takes from anywhere. */
  const shown = (id: string): string | null => {
    const entered = id === focused || (single && enterRedeems)
    if (mode === 'off') return null
    if (id !== next?.id) return entered ? 'Enter' : null
    return entered ? `Enter ${keys}` : keys
  }
  return (
    <section
      ref={list}
      className={`reward-block reward-block--${mode}`}
      aria-label={text('member.reward-ready')}
    >
      <h2 className="reward-block__title">
        <Gift size={26} aria-hidden />
        {single ? (
          <Text id="member.reward-ready" />
        ) : (
          <Text id="member.rewards-ready" values={{ count: ready.length }} />
        )}
      </h2>
      {single || mode === 'off' ? null : (
        <p className="reward-block__choose">
          <Text id="member.redeem.choose" />
        </p>
      )}
      {mode === 'confirmed' ? null : (
        <p className="reward-block__why">
          <Text id={mode === 'off' ? 'member.redeem.offline' : 'member.redeem.offline.allowed'} />
        </p>
      )}
      {ready.map((reward) => {
        const shortcut = shown(reward.id)
        return (
          <Button
            key={reward.id}
            variant={mode === 'off' ? 'secondary' : 'primary'}
            size={mode === 'off' ? 'm' : single ? 'xl' : 'l'}
            wide
            isDisabled={mode === 'off' || redeeming}
            {...(shortcut === null ? {} : { shortcut })}
            {...(reward.id === next?.id && mode !== 'off' ? { keysOf: 'redeem' } : {})}
            data-reward
            onFocusChange={(has) => {
              setFocused((before) => (has ? reward.id : before === reward.id ? null : before))
            }}
            onPress={() => {
              void redeem(till, reward.id)
            }}
          >
            <span className="reward-block__name">{text('member.redeem.name', { reward: reward.name })}</span>
            <span className="reward-block__cost number">
              {text('member.redeem.cost', { count: reward.stampsRequired })}
            </span>
          </Button>
        )
      })}
    </section>
  )
}
