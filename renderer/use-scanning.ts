import { useEffect } from 'react'
import { mark, markPainted } from './api/perf.ts'
import { phrase } from './i18n/phrase.ts'
import { attachWedge } from './scanner/wedge-listener.ts'
import { tell } from './stores/notices.ts'
import { scanned } from './stores/scan-routing.ts'
import { setQuery } from './stores/search.ts'
import { useTill } from './stores/till-context.tsx'

/** The counter's field, where it is on screen and nothing lies over it. */
function searchField(): HTMLInputElement | null {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return null
  return document.querySelector<HTMLInputElement>('input[data-search-field]')
}

function isEditable(element: Element | null): boolean {
  return element?.matches('input, textarea, select, [contenteditable]') === true
}

/** Gives the field the focus back after a press elsewhere; who walks with the Tab key keeps it. */
function returnFocus(event: MouseEvent): void {
  if (event.detail > 0 && !isEditable(document.activeElement)) searchField()?.focus({ preventScroll: true })
}

/** A button that answers by going away (Undo, Done) takes the focus with it: the field gets it back. */
const goneAfterMs = 400

function returnFocusLater(event: MouseEvent): void {
  returnFocus(event)
  window.setTimeout(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      searchField()?.focus({ preventScroll: true })
    }
  }, goneAfterMs)
}

/** One listener for every screen: a scan opens a member, typing with no field focused searches. */
export function useScanning(): void {
  const till = useTill()
  useEffect(() => {
    const wedge = attachWedge(window, {
      onScan: (scan) => {
        mark('scan:terminator', scan.endedAt)
        void scanned(till, scan.text)
      },
      onHalfScan: () => {
        tell(till, 'bad', phrase('counter.half-scan'))
      },
      onAmbiguous: (text, inField) => {
        if (inField) return
        const field = searchField()
        if (field === null) {
          tell(till, 'bad', phrase('counter.half-scan'))
          return
        }
        field.focus({ preventScroll: true })
        void setQuery(till, text)
      },
      typeInto: searchField,
    })
    till.scans.setState({ isBursting: wedge.isBursting, claim: wedge.claim })
    document.addEventListener('click', returnFocusLater)
    markPainted('scan:ready')
    return () => {
      wedge.detach()
      till.scans.setState({ isBursting: () => false, claim: () => 0 })
      document.removeEventListener('click', returnFocusLater)
    }
  }, [till])
}
