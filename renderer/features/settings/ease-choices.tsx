import type { ReactNode } from 'react'
import { messageTimes, undoTimes } from '../../../shared/domain/counter-settings.ts'
import type { CounterSettings } from '../../../shared/domain/counter-settings.ts'
import { Segmented } from '../../components/segmented.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { useText } from '../../i18n/text.tsx'
import { saveCounter } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'

/** For whom keys that type, or times, are in the way: whether single signs are shortcuts, and how long things stay. */
export function EaseChoices(): ReactNode {
  const text = useText()
  const till = useTill()
  const counter = useStart((start) => start.settings.counter)
  const save = (change: Partial<CounterSettings>): void => {
    void saveCounter(till, change)
  }
  return (
    <>
      <div className="settings__rows settings__rows--close">
        <Toggle
          isOn={counter.characterKeys}
          onChange={(characterKeys) => {
            save({ characterKeys })
          }}
        >
          {text('digits.setting')}
        </Toggle>
        <p className="settings__note">{text(counter.characterKeys ? 'digits.note.on' : 'digits.note.off')}</p>
      </div>
      <div className="settings__rows settings__rows--close">
        <Segmented
          label={text('times.messages')}
          value={counter.messages}
          onChange={(messages) => {
            save({ messages })
          }}
          options={messageTimes.map((how) => ({ value: how, label: text('times.messages.value', { how }) }))}
        />
        <p className="settings__note">{text('times.messages.note')}</p>
      </div>
      <div className="settings__rows settings__rows--close">
        <Segmented
          label={text('times.undo')}
          value={String(counter.undoSeconds)}
          onChange={(chosen) => {
            const undoSeconds = undoTimes.find((one) => String(one) === chosen)
            if (undoSeconds !== undefined) save({ undoSeconds })
          }}
          options={undoTimes.map((seconds) => ({
            value: String(seconds),
            label: text('times.undo.value', { seconds }),
          }))}
        />
        <p className="settings__note">{text('times.undo.note')}</p>
      </div>
    </>
  )
}
