import { useState } from 'react'
import type { ReactNode } from 'react'
import { longestTillName } from '../../../shared/domain/till.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Panel } from '../../components/panel.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { calledTill } from '../../i18n/till-phrase.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'

/** What this till is called, and the short id that its changes bear in the loyalty system. */
export function TillPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const here = useStart((start) => start.till)
  /** As it is being typed; null as long as nobody types. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const name = typed ?? here.name ?? ''
  const isTooLong = name.trim().length > longestTillName
  const save = async (): Promise<void> => {
    setBusy(true)
    const answer = await till.terminal.call('nameTill', { name })
    setBusy(false)
    if (!answer.ok) {
      tellFailure(till, answer.error)
      return
    }
    setTyped(null)
    patchStart(till, { till: answer.value })
    tell(till, 'good', phrase('till.saved', { till: calledTill(answer.value) }))
  }
  return (
    <Panel label={text('till.title')}>
      <form
        className="settings__rows settings__rows--close"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && !isTooLong) void save()
        }}
      >
        <h2>{text('till.title')}</h2>
        <p>{text('till.called', { till: calledTill(here), id: here.id })}</p>
        <Field
          label={text('till.name')}
          value={name}
          onChange={setTyped}
          hint={text('till.name.hint')}
          problem={isTooLong ? text('till.name.problem', { most: longestTillName }) : null}
        />
        <div className="safety__actions">
          <Button
            type="submit"
            isPending={isBusy}
            isDisabled={isBusy || isTooLong || name === (here.name ?? '')}
          >
            {text('till.name.save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
