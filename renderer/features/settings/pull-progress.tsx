import { useState } from 'react'
import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { Button } from '../../components/button.tsx'
import { useText } from '../../i18n/text.tsx'
import { tellFailure } from '../../stores/notices.ts'
import { useStatus, useTill } from '../../stores/till-context.tsx'
import './pull-progress.css'

/** How far the first reading of the member list is, and what stops it or lets it go on; nothing once it is complete. */
export function PullProgress(): ReactNode {
  const text = useText()
  const till = useTill()
  const { phase, members, total, finishedAt } = useStatus((status) => status.directory)
  const isOnline = useStatus((status) => status.link.kind === 'online')
  const [isAsking, setAsking] = useState(false)
  if (finishedAt !== null || phase === 'complete') return null
  const isPaused = phase === 'paused'
  const reading = phase === 'failed' ? 'pull.failed' : 'pull.meanwhile'
  const act = async (): Promise<void> => {
    setAsking(true)
    const answer = await till.terminal.call(isPaused ? 'resumePull' : 'pausePull')
    setAsking(false)
    if (answer.ok) till.status.setState({ directory: answer.value })
    else tellFailure(till, answer.error)
  }
  const figure =
    total === null
      ? text('pull.figure.noTotal', { members })
      : text('pull.figure', { members, total: Math.max(total, members) })
  return (
    <div className="pull">
      <ProgressBar
        className="pull"
        minValue={0}
        maxValue={Math.max(total ?? 1, members, 1)}
        value={members}
        valueLabel={figure}
        isIndeterminate={total === null && !isPaused}
      >
        {({ percentage }) => (
          <>
            <div className="pull__head">
              <Label>{text('pull.title')}</Label>
              <span className="number">{figure}</span>
            </div>
            <div className="pull__track">
              {total === null ? (
                isPaused ? null : (
                  <div className="pull__done pull__done--unknown" />
                )
              ) : (
                <div className="pull__done" style={{ inlineSize: `${percentage ?? 0}%` }} />
              )}
            </div>
          </>
        )}
      </ProgressBar>
      <p className="settings__note">{text(isPaused ? 'pull.paused' : isOnline ? reading : 'pull.waits')}</p>
      <div className="pull__act">
        <Button isPending={isAsking} onPress={() => void act()}>
          {text(isPaused ? 'pull.resume' : 'pull.stop')}
        </Button>
      </div>
    </div>
  )
}
