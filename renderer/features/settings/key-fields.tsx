import type { ReactNode } from 'react'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import { systems } from '../../../shared/domain/systems.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { useText } from '../../i18n/text.tsx'
import type { KeyEntry } from './held-key.ts'

/** Where a key is typed; once main holds it, that it does. */
export function KeyFields({
  provider,
  entry,
  problem,
  onOther,
}: {
  readonly provider: ProviderId
  readonly entry: KeyEntry
  /** What is wrong with the key; null where nothing is. */
  readonly problem: string | null
  /** Another key is to be typed. */
  readonly onOther: () => void
}): ReactNode {
  const text = useText()
  const { typed, type, held } = entry
  const system = systems[provider]
  const name = text(`settings.system.${provider}`)
  if (held !== null) {
    return (
      <div className="connect__held">
        <p>{text('connect.key.held')}</p>
        <p className="settings__note">
          {held.keeps ? text('connect.key.kept', { system: name }) : text('connect.key.notKept')}
        </p>
        <Button variant="quiet" onPress={onOther}>
          {text('connect.key.other')}
        </Button>
      </div>
    )
  }
  // Beside what is wrong, too: where to get the right one is what helps then.
  const shown = <p className="settings__note">{text(system.keyShown)}</p>
  if (system.key === 'key') {
    return (
      <div className="settings__rows settings__rows--close">
        <Field
          label={text('connect.key')}
          type="password"
          value={typed.first}
          onChange={(first) => {
            type({ ...typed, first })
          }}
          problem={problem}
        />
        {shown}
      </div>
    )
  }
  return (
    <div className="connect__pair">
      <Field
        label={text('connect.key.id')}
        value={typed.first}
        onChange={(first) => {
          type({ ...typed, first })
        }}
      />
      <Field
        label={text('connect.key.secret')}
        type="password"
        value={typed.secret}
        onChange={(secret) => {
          type({ ...typed, secret })
        }}
        problem={problem}
      />
      {shown}
    </div>
  )
}
