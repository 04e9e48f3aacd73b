import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { useStart } from '../../stores/till-context.tsx'

const CodeRulesDialog = lazy(async () => ({
  default: (await import('./code-rules-dialog.tsx')).CodeRulesDialog,
}))

/** What scanned codes mean in this shop. */
export function CodeRulesPanel(): ReactNode {
  const text = useText()
  const rules = useStart((start) => start.settings.codeRules)
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel label={text('rules.title')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('rules.title')}</h2>
        <p>
          {text('rules.summary', {
            count: rules.rules.length,
            use: phrase(`rules.use.${rules.otherwise}`),
          })}
        </p>
        <p className="settings__note">{text('rules.note')}</p>
        <div className="safety__actions">
          <Button
            onPress={() => {
              setOpen(true)
            }}
          >
            {text('rules.change')}
          </Button>
        </div>
      </div>
      {isOpen ? (
        <Suspense fallback={null}>
          <CodeRulesDialog
            onClose={() => {
              setOpen(false)
            }}
          />
        </Suspense>
      ) : null}
    </Panel>
  )
}
