import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Text } from '../../i18n/text.tsx'
import { momentOver } from '../../stores/feedback.ts'
import { useFeedback, useMember, useTill } from '../../stores/till-context.tsx'
import './reward-moment.css'

/** How long it is celebrated, ms. Nothing waits for it. */
const lastsMs = 1_600
/** It waits no longer than this for what a stamp brings with it to be drawn, ms. */
const patienceMs = 300
/** What has not begun by then, in a window that is not drawn or with another screen before it, is not kept for later, ms. */
const lateMs = 3_000
const rays = Array.from({ length: 12 }, (_, at) => at)

type Stage = 'waiting' | 'laid' | 'begun'

/** When it can move without a jerk: what the stamp changed is drawn first, then its own layers, then it moves. */
function useStage(): Stage {
  const [stage, setStage] = useState<Stage>('waiting')
  useEffect(() => {
    if (stage === 'begun') return undefined
    if (stage === 'waiting') {
      const idle = requestIdleCallback(
        () => {
          setStage('laid')
        },
        { timeout: patienceMs },
      )
      return () => {
        cancelIdleCallback(idle)
      }
    }
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        setStage('begun')
      })
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [stage])
  return stage
}

function Moment({ id, reward }: { readonly id: number; readonly reward: string }): ReactNode {
  const till = useTill()
  const stage = useStage()
  const begun = stage === 'begun'
  useEffect(() => {
    const timer = setTimeout(
      () => {
        momentOver(till, id)
      },
      begun ? lastsMs : lateMs,
    )
    return () => {
      clearTimeout(timer)
    }
  }, [till, id, begun])
  if (stage === 'waiting') return null
  return (
    // It is said by a live region; here it is a picture that takes no press.
    <div
      className={`reward-moment${begun ? '' : ' reward-moment--laid'}`}
      aria-hidden="true"
      {...(begun ? { 'data-moment': true } : {})}
    >
      <div className="reward-moment__middle">
        {rays.map((at) => (
          <span key={at} className={`reward-moment__ray reward-moment__ray--${String(at)}`}>
            <span className="reward-moment__spark" />
          </span>
        ))}
        <div className="reward-moment__card">
          <svg viewBox="0 0 100 100" className="reward-moment__seal">
            <circle cx="50" cy="50" r="46" className="reward-moment__ground" />
            <path d="M28 52l15 15 30-33" className="reward-moment__check" />
          </svg>
          <p className="reward-moment__title">
            <Text id="moment.title" />
          </p>
          <p className="reward-moment__reward">
            <bdi>{reward}</bdi>
          </p>
        </div>
      </div>
    </div>
  )
}

/** The moment in which a reward can be had: of who is at the counter, and never of who was. */
export function RewardMoment(): ReactNode {
  const till = useTill()
  const moment = useFeedback((feedback) => feedback.moment)
  const here = useMember(({ view }) => view?.key ?? null)
  const [openedAt] = useState(() => Date.now())
  const isOver = moment !== null && (moment.member !== here || openedAt - moment.at > lateMs)
  useEffect(() => {
    if (isOver) momentOver(till, moment.id)
  }, [till, moment, isOver])
  return moment === null || isOver ? null : <Moment key={moment.id} id={moment.id} reward={moment.reward} />
}
