import type { ReactNode } from 'react'
import { againChoices } from '../../../shared/domain/again.ts'
import { Segmented } from '../../components/segmented.tsx'
import { useText } from '../../i18n/text.tsx'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'

/** For how long a member who got something is asked about before getting it again. */
export function AgainChoice(): ReactNode {
  const text = useText()
  const till = useTill()
  const seconds = useStart((start) => start.settings.againSeconds)
  return (
    <div className="settings__rows settings__rows--close">
      <Segmented
        label={text('again.title')}
        value={String(seconds)}
        onChange={(chosen) => {
          const choice = againChoices.find((one) => String(one) === chosen)
          if (choice !== undefined) void saveSettings(till, { againSeconds: choice })
        }}
        options={againChoices.map((one) => ({
          value: String(one),
          label: text('again.value', { seconds: one }),
        }))}
      />
      <p className="settings__note">
        {seconds === 0 ? text('again.note.off') : text('again.note', { seconds })}
      </p>
    </div>
  )
}
