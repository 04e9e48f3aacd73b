import { Camera as CameraIcon, Layers, ScanLine, UserPlus, X } from 'lucide-react'
import { memo, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { latinDigits } from '../../../shared/domain/digits.ts'
import { Kbd } from '../../components/kbd.tsx'
import { KeyButton } from '../../components/key-button.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { shortcuts, toldKeys } from '../../components/shortcuts.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../i18n/text.tsx'
import { openEnrolment, openOverlay, openTier, toIdle } from '../../stores/navigation.ts'
import { moveActive, openActive, setQuery, shownRows } from '../../stores/search.ts'
import { useCounter, useStart, useTill } from '../../stores/till-context.tsx'
import { resultsId, rowId } from './results.tsx'
import './search-bar.css'

const keysTold = { 'aria-keyshortcuts': toldKeys('search') ?? undefined }

// What stands beside what is typed is no other with each letter: buttons cost more to draw than the letter does.

const Camera = memo(function Camera(): ReactNode {
  const till = useTill()
  const text = useText()
  const openCamera = (): void => {
    openOverlay(till, 'camera')
  }
  useShortcut('camera', openCamera)
  return (
    <IconButton
      label={text('counter.camera')}
      icon={<CameraIcon size={24} />}
      keysOf="camera"
      onPress={openCamera}
    />
  )
})

const Clear = memo(function Clear(): ReactNode {
  const till = useTill()
  const text = useText()
  return (
    <IconButton
      label={text('counter.search.clear')}
      icon={<X size={22} />}
      excludeFromTabOrder
      onPress={() => {
        void setQuery(till, '')
      }}
    />
  )
})

/** Members to be: what is done where nobody was found. */
const Newcomers = memo(function Newcomers(): ReactNode {
  const till = useTill()
  const text = useText()
  const canEnrol = useStart((start) => start.capabilities.enrol !== 'no')
  const hasTiers = useStart((start) => start.capabilities.tiers !== null)
  return (
    <>
      {canEnrol ? (
        <KeyButton
          action="enrol"
          size="l"
          icon={<UserPlus size={22} aria-hidden />}
          onPress={() => {
            openEnrolment(till, null)
          }}
        >
          {text('counter.enrol')}
        </KeyButton>
      ) : null}
      {hasTiers ? (
        <KeyButton
          action="tier"
          size="l"
          icon={<Layers size={22} aria-hidden />}
          aria-label={text('tier.open.label')}
          onPress={() => {
            openTier(till, null)
          }}
        >
          {text('tier.open')}
        </KeyButton>
      ) : null}
    </>
  )
})

/** The one field of the counter. Keys that mean something to the member panel are heard in use-member-keys.ts. */
export function SearchBar(): ReactNode {
  const till = useTill()
  const text = useText()
  const query = useCounter((counter) => counter.query)
  const active = useCounter((counter) => counter.active)
  const activeRow = useCounter((counter) => shownRows(counter)[counter.active]?.key ?? null)
  const looking = useCounter((counter) => counter.looking)
  const label = useStart(({ settings, capabilities }) =>
    settings.nameLookUp
      ? text('counter.search.label')
      : text('counter.search.label.exact', { by: capabilities.needsEmail === true ? 'email' : 'phone' }),
  )
  const open = query.trim() !== ''
  const field = useRef<HTMLInputElement>(null)
  useShortcut('search', () => {
    void setQuery(till, '')
    field.current?.focus()
  })
  useShortcut('rows', null, open)

  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
        moveActive(till, 1)
        break
      case 'ArrowUp':
        moveActive(till, -1)
        break
      case 'PageDown':
        moveActive(till, 8)
        break
      case 'PageUp':
        moveActive(till, -8)
        break
      case 'Enter':
        if (!open) return
        openActive(till)
        break
      case 'Escape':
        if (open) void setQuery(till, '')
        else toIdle(till)
        break
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="search-bar">
      <div className={`search-bar__field${looking ? ' search-bar__field--looking' : ''}`}>
        <ScanLine size={28} aria-hidden className="search-bar__icon" />
        <input
          ref={field}
          {...keysTold}
          className="search-bar__input"
          type="text"
          // What is asked for runs as the language, what is typed as it is written.
          dir={query === '' ? undefined : 'auto'}
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-controls={resultsId}
          aria-autocomplete="list"
          {...(open && activeRow !== null ? { 'aria-activedescendant': rowId(active) } : {})}
          placeholder={label}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          data-search-field
          autoFocus
          value={query}
          onChange={(event) => {
            void setQuery(till, latinDigits(event.target.value))
          }}
          onKeyDown={pressed}
        />
        {query === '' ? <Kbd keys={shortcuts.search.keys[0]} /> : <Clear />}
        <Camera />
      </div>
      <Newcomers />
    </div>
  )
}
