import { useState } from 'react'
import type { ReactNode } from 'react'
import { mostTills } from '../../../shared/domain/connection.ts'
import { longestTillName } from '../../../shared/domain/till.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { useText } from '../../i18n/text.tsx'
import { calledTill } from '../../i18n/till-phrase.ts'
import { useStart } from '../../stores/till-context.tsx'

/** Says what the file holds, and what a second till changes for this one, before it is written. */
export function PrepareDialog({
  onPrepare,
  onClose,
}: {
  /** With the other till's name, where somebody gave one. */
  readonly onPrepare: (name: string) => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const here = useStart((start) => start.till)
  const alone = useStart((start) => start.connection.singleTill)
  const tills = useStart((start) => start.connection.tills ?? 1)
  const [name, setName] = useState('')
  const isTooLong = name.trim().length > longestTillName
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('tills.prepare.title', { till: calledTill(here) })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={isTooLong}
            onPress={() => {
              onPrepare(name)
            }}
          >
            {text('tills.prepare.go')}
          </Button>
        </>
      }
    >
      <div className="settings__rows settings__rows--close">
        <p>{text('tills.sentence')}</p>
        <p>{text('tills.prepare.personal')}</p>
        <p>{text('tills.prepare.share', { tills: Math.min(mostTills, tills + 1) })}</p>
        {alone ? <p>{text('tills.prepare.alone')}</p> : null}
        <Field
          label={text('tills.prepare.name')}
          value={name}
          onChange={setName}
          hint={text('tills.prepare.name.hint')}
          problem={isTooLong ? text('till.name.problem', { most: longestTillName }) : null}
        />
      </div>
    </Dialog>
  )
}
