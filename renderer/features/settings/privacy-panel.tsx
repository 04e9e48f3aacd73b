import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { tell, tellFailure } from '../../stores/notices.ts'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { RebuildDialog } from './rebuild-dialog.tsx'

const ways = ['name', 'exact'] as const

/** How members are looked up in this shop, and throwing away what this till keeps of them. */
export function PrivacyPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const chosen = useStart(({ settings }) => (settings.nameLookUp ? 'name' : 'exact'))
  const by = useStart((start) => (start.capabilities.needsEmail === true ? 'email' : 'phone'))
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const rebuild = async (): Promise<void> => {
    setAsked(false)
    setBusy(true)
    const answer = await till.terminal.call('rebuildList')
    setBusy(false)
    if (!answer.ok) {
      tellFailure(till, answer.error)
      return
    }
    till.status.setState({ directory: answer.value })
    tell(till, 'good', phrase('privacy.rebuild.done'))
  }
  return (
    <Panel label={text('privacy.title')}>
      <div className="settings__rows">
        <h2>{text('privacy.title')}</h2>
        <div className="settings__rows settings__rows--close">
          <Segmented
            label={text('privacy.look')}
            value={chosen}
            onChange={(way) => void saveSettings(till, { nameLookUp: way === 'name' })}
            options={ways.map((value) => ({ value, label: text(`privacy.look.${value}`, { by }) }))}
          />
          <p className="settings__note">{text(`privacy.look.${chosen}.note`, { by })}</p>
        </div>
        <div className="settings__rows settings__rows--close">
          <p className="settings__note">{text('privacy.rebuild.note')}</p>
          <div className="safety__actions">
            <Button
              isPending={isBusy}
              isDisabled={isBusy}
              onPress={() => {
                setAsked(true)
              }}
            >
              {text('privacy.rebuild')}
            </Button>
          </div>
        </div>
      </div>
      {isAsked ? (
        <RebuildDialog
          onClose={() => {
            setAsked(false)
          }}
          onRebuild={() => void rebuild()}
        />
      ) : null}
    </Panel>
  )
}
