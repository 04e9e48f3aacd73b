import type { ReactNode } from 'react'
import { dayCaps, volumes } from '../../../shared/domain/counter-settings.ts'
import type { CounterSettings } from '../../../shared/domain/counter-settings.ts'
import { Button } from '../../components/button.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { useText } from '../../i18n/text.tsx'
import { signal } from '../../stores/feedback.ts'
import { saveCounter } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import type { SignalKind } from '../../stores/till.ts'

const sounds = {
  saved: 'sounds.try',
  question: 'sounds.try.question',
  failed: 'sounds.try.error',
  reward: 'sounds.try.reward',
} as const satisfies Partial<Record<SignalKind, string>>

/** What a scan does at the counter, the cap of a day, and the sounds. */
export function CounterChoices(): ReactNode {
  const text = useText()
  const till = useTill()
  const counter = useStart((start) => start.settings.counter)
  const hasStamps = useStart((start) => start.capabilities.stamps !== null)
  const save = (change: Partial<CounterSettings>): void => {
    void saveCounter(till, change)
  }
  return (
    <>
      {hasStamps ? (
        <>
          <div className="settings__rows settings__rows--close">
            <Segmented
              label={text('at-once.title')}
              value={counter.scanStamps ? 'on' : 'off'}
              onChange={(chosen) => {
                save({ scanStamps: chosen === 'on' })
              }}
              options={[
                { value: 'off', label: text('at-once.off') },
                { value: 'on', label: text('at-once.on') },
              ]}
            />
            <p className="settings__note">
              {text(counter.scanStamps ? 'at-once.note.on' : 'at-once.note.off')}
            </p>
          </div>
          <div className="settings__rows settings__rows--close">
            <Segmented
              label={text('cap.setting')}
              value={String(counter.dayCap)}
              onChange={(chosen) => {
                const dayCap = dayCaps.find((one) => String(one) === chosen)
                if (dayCap !== undefined) save({ dayCap })
              }}
              options={dayCaps.map((one) => ({
                value: String(one),
                label: text('cap.setting.value', { count: one }),
              }))}
            />
            <p className="settings__note">{text('cap.setting.note')}</p>
          </div>
        </>
      ) : null}
      <div className="settings__rows settings__rows--close">
        <Segmented
          label={text('sounds.title')}
          value={String(counter.volume)}
          onChange={(chosen) => {
            const volume = volumes.find((one) => String(one) === chosen)
            if (volume !== undefined) save({ volume })
          }}
          options={volumes.map((one) => ({
            value: String(one),
            label: text('sounds.value', { volume: String(one) }),
          }))}
        />
        <p className="settings__note">{text('sounds.note')}</p>
        <div className="settings__try">
          {(Object.keys(sounds) as readonly (keyof typeof sounds)[]).map((kind) => (
            <Button
              key={kind}
              isDisabled={counter.volume === 0}
              onPress={() => {
                signal(till, kind)
              }}
            >
              {text(sounds[kind])}
            </Button>
          ))}
        </div>
      </div>
    </>
  )
}
