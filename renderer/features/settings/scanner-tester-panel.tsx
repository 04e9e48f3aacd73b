import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import { setTesting } from '../../stores/navigation.ts'
import { useTill } from '../../stores/till-context.tsx'

/** The way to see what a scanner sends. */
export function ScannerTesterPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  return (
    <Panel label={text('tester.panel')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('tester.panel')}</h2>
        <p className="settings__note">{text('tester.panel.note')}</p>
        <div className="safety__actions">
          <Button
            onPress={() => {
              setTesting(till, true)
            }}
          >
            {text('tester.panel.open')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
