import { Gift, Hourglass, OctagonX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { KeyButton } from '../../components/key-button.tsx'
import { marks } from '../../components/marks.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import { attentionPhrase } from '../../i18n/failure-text.ts'
import { Said, Text } from '../../i18n/text.tsx'
import { useNow } from '../../i18n/times.ts'
import { goTo } from '../../stores/navigation.ts'
import { canUndo, undo } from '../../stores/operations.ts'
import { redemptionSeen, sendRedemption } from '../../stores/redeem.ts'
import { useTill } from '../../stores/till-context.tsx'
import { stageOf } from './redemption-stage.ts'
import type { RedemptionStage } from './redemption-stage.ts'
import './redemption.css'

const titles = {
  give: 'member.redeem.give',
  'give-provisionally': 'member.redeem.provisional',
  undoable: 'member.redeem.waiting.more',
  asking: 'member.redeem.waiting',
  checking: 'member.redeem.checking',
  refused: 'member.redeem.needs-you',
} as const

const icons: Readonly<Record<RedemptionStage, ReactNode>> = {
  give: <Gift size={64} strokeWidth={1.5} aria-hidden />,
  'give-provisionally': <Gift size={64} strokeWidth={1.5} aria-hidden />,
  undoable: <Hourglass size={48} strokeWidth={1.5} aria-hidden />,
  asking: <Hourglass size={48} strokeWidth={1.5} aria-hidden />,
  checking: <marks.asks size={48} strokeWidth={1.5} aria-hidden />,
  refused: <OctagonX size={48} strokeWidth={1.5} aria-hidden />,
}

function Words({
  stage,
  operation,
}: {
  readonly stage: RedemptionStage
  readonly operation: OperationView
}): ReactNode {
  switch (stage) {
    case 'give':
      return null
    case 'give-provisionally':
      return <Text id="member.redeem.provisional.more" />
    case 'undoable':
      return <Text id="member.redeem.undo-window" />
    case 'asking':
      return <Text id="member.redeem.waiting.more" />
    case 'checking':
      return <Text id="member.redeem.checking.more" />
    case 'refused':
      return operation.reason === null ? null : <Said phrase={attentionPhrase(operation.reason)} />
  }
}

/** A redemption from press to hand-over. */
export function Redemption({ operation }: { readonly operation: OperationView }): ReactNode {
  const till = useTill()
  const now = useNow(500)
  const stage = stageOf(operation, now)
  const over = stage === 'give' || stage === 'give-provisionally'
  // A provisional reward may be given at once, and can be taken back as long as any other.
  const undoable = stage === 'undoable' || (stage === 'give-provisionally' && canUndo(operation, now))
  // In a low or zoomed window it may stand below the edge, and a key has begun it all the same.
  const whole = useRef<HTMLElement>(null)
  useEffect(() => {
    whole.current?.scrollIntoView({ block: 'nearest' })
  }, [stage])
  return (
    <section ref={whole} className={`redemption redemption--${stage}`} data-stage={stage}>
      <span className="redemption__icon">{icons[stage]}</span>
      <h2 className="redemption__title">
        <Text id={titles[stage]} />
      </h2>
      <p className="redemption__reward">
        {operation.facts.kind === 'reward.redeem' ? operation.facts.rewardName : null}
      </p>
      <p className="redemption__words">
        <Words stage={stage} operation={operation} />
      </p>
      <div className="redemption__buttons">
        {stage === 'undoable' ? (
          <KeyButton
            action="send"
            variant="primary"
            size="l"
            onPress={() => {
              void sendRedemption(till)
            }}
          >
            <Text id="member.redeem.send" />
          </KeyButton>
        ) : null}
        {over ? (
          <Button
            variant="primary"
            size="l"
            shortcut="Enter"
            keysOf="main"
            onPress={() => {
              redemptionSeen(till)
            }}
          >
            <Text id="member.redeem.given" />
          </Button>
        ) : null}
        {undoable ? (
          <Button
            size="l"
            shortcut={shortcuts.undo.keys[0]}
            keysOf="undo"
            onPress={() => {
              void undo(till, operation.id)
            }}
          >
            <Text id="undo.undo" />
          </Button>
        ) : null}
        {stage === 'refused' ? (
          <Button
            variant="primary"
            size="l"
            onPress={() => {
              goTo(till, 'queue')
            }}
          >
            <Text id="shell.queue.open" />
          </Button>
        ) : null}
      </div>
    </section>
  )
}
