import { Gift } from 'lucide-react'
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
  useShortcut(
    'redeem',
    () => {
      // A key that does nothing would be taken for broken.
      if (mode === 'off') tellFailure(till, { kind: 'offline-redeem-off' })
      else if (first !== undefined && ready.length === 1) void redeem(till, first.id)
      else document.querySelector<HTMLElement>('[data-first-reward]')?.focus()
    },
    first !== undefined && !redeeming,
  )
  const keys = shortcuts.redeem.keys[0]
  if (ready.length === 0) return null
  const single = ready.length === 1
  return (
    <section className={`reward-block reward-block--${mode}`} aria-label={text('member.reward-ready')}>
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
      {ready.map((reward, at) => (
        <Button
          key={reward.id}
          variant={mode === 'off' ? 'secondary' : 'primary'}
          size={mode === 'off' ? 'm' : single ? 'xl' : 'l'}
          wide
          isDisabled={mode === 'off' || redeeming}
          {...(at === 0 && mode !== 'off'
            ? { shortcut: single && enterRedeems ? `Enter ${keys}` : keys, keysOf: 'redeem' }
            : {})}
          {...(at === 0 ? { 'data-first-reward': true } : {})}
          onPress={() => {
            void redeem(till, reward.id)
          }}
        >
          <span className="reward-block__name">{text('member.redeem.name', { reward: reward.name })}</span>
          <span className="reward-block__cost number">
            {text('member.redeem.cost', { count: reward.stampsRequired })}
          </span>
        </Button>
      ))}
    </section>
  )
}
