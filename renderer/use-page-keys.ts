import { useEffect } from 'react'
import { useCharacterKeys, useShortcut } from './components/key-map.tsx'
import { armKey, disarm, fireArmed, quiet } from './stores/arm.ts'
import { goTo, openOverlay, toCounter } from './stores/navigation.ts'
import { undoLast } from './stores/take-back.ts'
import { useStart, useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"]'
const ownKeys = 'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"]'

/** Where a question mark asks for the shortcuts, and is no part of what somebody writes. */
function asks(till: Till, { target }: KeyboardEvent): boolean {
  const { query } = till.counter.getState()
  if (query !== '' || till.scans.getState().taker !== null) return false
  if (document.querySelector(overlays) !== null) return false
  if (!(target instanceof HTMLElement)) return true
  return target.dataset['searchField'] !== undefined || target.closest(ownKeys) === null
}

/** A question mark with nothing before and nothing behind it; one of a scan never opens anything. */
function useQuestionMark(): void {
  const till = useTill()
  const isOn = useCharacterKeys()
  useEffect(() => {
    if (!isOn) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = (event: KeyboardEvent): void => {
      if (event.key === 'Shift' || event.repeat) return
      if (timer !== undefined) {
        clearTimeout(timer)
        timer = undefined
        disarm(till)
      }
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented) return
      if (!asks(till, event)) return
      armKey(till, '?')
      const fire = (): void => {
        const wait = fireArmed(till, (key) => {
          if (key === '?' && document.querySelector(overlays) === null) openOverlay(till, 'shortcuts')
        })
        timer = wait > 0 ? setTimeout(fire, wait) : undefined
      }
      timer = setTimeout(fire, quiet)
    }
    window.addEventListener('keydown', heard)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', heard)
    }
  }, [till, isOn])
}

/** The shortcuts of every screen. */
export function usePageKeys(): void {
  const till = useTill()
  const practice = useStart((start) => start.mode === 'practice')
  useShortcut('undo', () => void undoLast(till))
  useShortcut('sheet', () => {
    openOverlay(till, 'shortcuts')
  })
  useShortcut('counter', () => {
    toCounter(till)
  })
  useShortcut('queue', () => {
    goTo(till, 'queue')
  })
  useShortcut('shift', () => {
    goTo(till, 'shift')
  })
  useShortcut(
    'practice',
    () => {
      goTo(till, 'practice')
    },
    practice,
  )
  useShortcut('settings', () => {
    goTo(till, 'settings')
  })
  useShortcut('staff', () => {
    openOverlay(till, 'staff')
  })
  useQuestionMark()
}
