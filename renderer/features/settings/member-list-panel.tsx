import { useState } from 'react'
import type { ReactNode } from 'react'
import { isListOld, listToldAt } from '../../../shared/domain/list-age.ts'
import type { ListKeeping, ListTrouble } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { tellFailure } from '../../stores/notices.ts'
import { useStatus, useTill } from '../../stores/till-context.tsx'
import './safety-panel.css'

function Trouble({ trouble, now }: { readonly trouble: ListTrouble; readonly now: number }): ReactNode {
  const text = useText()
  const times = useTimes()
  const { kind, at, nextAt } = trouble
  return (
    <>
      <dt>{text('list.trouble')}</dt>
      <dd>{text(`list.trouble.${kind}`, { ago: times.ago(at, now) })}</dd>
      <dd className="settings__note">
        {nextAt === null
          ? text('list.trouble.later')
          : text('list.trouble.next', { time: times.clock(nextAt, now) })}
      </dd>
    </>
  )
}

function Changes({ keeping, now }: { readonly keeping: ListKeeping; readonly now: number }): ReactNode {
  const text = useText()
  const times = useTimes()
  const { changes, changesAt } = keeping
  if (changes === 'none') return <dd className="settings__note">{text('list.changes.none')}</dd>
  return (
    <>
      <dt>{text(`list.changes.${changes}`)}</dt>
      <dd>{changesAt === null ? text('list.changes.never') : times.ago(changesAt, now)}</dd>
    </>
  )
}

/** How the copy of the member list is kept like the list: how old it is, what is read now, and what went wrong. */
export function MemberListPanel(): ReactNode {
  const text = useText()
  const times = useTimes()
  const till = useTill()
  const now = useNow(10_000)
  const directory = useStatus((status) => status.directory)
  const isOnline = useStatus((status) => status.link.kind === 'online')
  const [isAsking, setAsking] = useState(false)
  const { finishedAt, members, keeping, wasDamaged } = directory
  const never = wasDamaged ? 'list.whole.damaged' : 'list.whole.never'
  if (keeping === undefined) return null
  const { pass, trouble, missing } = keeping
  const toldAt = listToldAt(directory)
  const again = async (): Promise<void> => {
    setAsking(true)
    const answer = await till.terminal.call('readListAgain')
    setAsking(false)
    if (!answer.ok) tellFailure(till, answer.error)
  }
  return (
    <Panel label={text('list.title')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('list.title')}</h2>
        <dl className="safety__copies">
          <dt>{text('list.whole')}</dt>
          <dd>{finishedAt === null ? text(never) : times.ago(finishedAt, now)}</dd>
          <Changes keeping={keeping} now={now} />
          {pass === null ? null : (
            <>
              <dt>{text('list.pass')}</dt>
              <dd className="number">
                {text('list.pass.figure', { told: Math.min(pass.told, members), members })}
              </dd>
              <dd className="settings__note">
                {text(pass.isHurried ? 'list.pass.hurried' : 'list.pass.slowly')}
              </dd>
            </>
          )}
          {trouble === null ? null : <Trouble trouble={trouble} now={now} />}
        </dl>
        {missing === null ? null : <p>{text('list.missing', missing)}</p>}
        {toldAt !== null && isListOld(directory, now) ? (
          <p>{text('list.old', { ago: times.ago(toldAt, now) })}</p>
        ) : null}
        {finishedAt === null ? null : (
          <div className="safety__actions">
            <Button
              isPending={isAsking}
              isDisabled={isAsking || !isOnline || pass?.isHurried === true}
              onPress={() => void again()}
            >
              {text('list.again')}
            </Button>
            {isOnline ? null : <p className="settings__note">{text('list.again.offline')}</p>}
          </div>
        )}
      </div>
    </Panel>
  )
}
