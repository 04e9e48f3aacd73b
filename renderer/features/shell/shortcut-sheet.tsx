import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { useCharacterKeys, useKeyMap } from '../../components/key-map.tsx'
import { keysOf, shortcutIds, shortcuts } from '../../components/shortcuts.ts'
import type { ShortcutId } from '../../components/shortcuts.ts'
import { useText } from '../../i18n/text.tsx'
import { closeOverlay } from '../../stores/navigation.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { startTour } from '../../stores/tour.ts'
import './shortcut-sheet.css'

function Group({ title, ids }: { readonly title: string; readonly ids: readonly ShortcutId[] }): ReactNode {
  const text = useText()
  const characters = useCharacterKeys()
  if (ids.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="shortcut-sheet__title">{title}</h2>
      <dl className="shortcut-sheet__list">
        {ids.map((id) => (
          <div key={id} className="shortcut-sheet__row" data-shortcut={id}>
            <dt>{text(shortcuts[id].words)}</dt>
            <dd>
              {keysOf(id, characters).map((keys) => (
                <Kbd key={keys} keys={keys} told />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Every shortcut of what is on screen now: the same that listens. */
export function ShortcutSheet(): ReactNode {
  const till = useTill()
  const text = useText()
  const practice = useStart((start) => start.mode === 'practice')
  const entries = useKeyMap((map) => map.entries)
  const here = shortcutIds.filter((id) => entries.some((entry) => entry.id === id))
  return (
    <Dialog
      title={text('keys.title')}
      size="l"
      onClose={() => {
        closeOverlay(till)
      }}
    >
      <div className="shortcut-sheet">
        <Group title={text('keys.here')} ids={here.filter((id) => shortcuts[id].place !== 'everywhere')} />
        <Group
          title={text('keys.everywhere')}
          ids={here.filter((id) => shortcuts[id].place === 'everywhere')}
        />
        <p className="shortcut-sheet__note">{text('keys.note')}</p>
        {practice ? (
          <div>
            <Button
              icon={<GraduationCap size={20} aria-hidden />}
              onPress={() => {
                startTour(till)
              }}
            >
              {text('tour.start')}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}
