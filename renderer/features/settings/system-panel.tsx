import type { ReactNode } from 'react'
import { Panel } from '../../components/panel.tsx'
import { Said, useText } from '../../i18n/text.tsx'
import { useStart, useStatus } from '../../stores/till-context.tsx'
import { PullProgress } from './pull-progress.tsx'
import { systemLimits } from './system-limits.ts'

/** Which loyalty system the shop works with, and what it cannot do. */
export function SystemPanel(): ReactNode {
  const text = useText()
  const connection = useStart((start) => start.connection)
  const capabilities = useStart((start) => start.capabilities)
  const members = useStatus((status) => status.directory.members)
  const complete = useStatus((status) => status.directory.finishedAt !== null)
  const system = text(`settings.system.${connection.provider}`)
  return (
    <Panel label={text('settings.system')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('settings.system')}</h2>
        <p>
          {connection.mode === 'practice'
            ? text('settings.system.practice', { system })
            : text('settings.system.shop', { shop: connection.name, system })}
        </p>
        {complete ? (
          <p className="number">{text('settings.system.members', { members })}</p>
        ) : (
          <PullProgress />
        )}
        <ul className="settings__limits">
          {systemLimits(connection, capabilities).map((limit) => (
            <li key={limit.id}>
              <Said phrase={limit} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
