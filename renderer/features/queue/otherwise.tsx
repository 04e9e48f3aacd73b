import type { ReactNode } from 'react'
import { DifferingDialog } from '../../components/differing-dialog.tsx'
import { fieldPhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import { Said } from '../../i18n/text.tsx'
import { useStart } from '../../stores/till-context.tsx'
import { Failed } from './settle-dialogs.tsx'
import type { useNaming } from './use-naming.ts'

/** Asks what is right, where an enrolment says something else than the member who was named. */
export function OtherwiseDialog({ naming }: { readonly naming: ReturnType<typeof useNaming> }): ReactNode {
  const provider = useStart((start) => start.connection.provider)
  const { otherwise } = naming
  if (otherwise === null) return null
  const { name, changes, take, left } = otherwise
  return (
    <DifferingDialog
      name={name}
      changes={changes}
      take={take}
      isSaving={naming.isBusy}
      onTake={naming.take}
      onSave={naming.save}
      onClose={naming.leave}
    >
      {left.length === 0 ? null : (
        <p>
          <Said
            phrase={phrase('queue.sides.left', {
              system: phrase(`settings.system.${provider}`),
              fields: left.map(fieldPhrase),
            })}
          />
        </p>
      )}
      <Failed failure={naming.failure} />
    </DifferingDialog>
  )
}
