import { useEffect } from 'react'
import { mark, markPainted } from './api/perf.ts'
import { phrase } from './i18n/phrase.ts'
import { followWedges, knownWedges } from './scanner/follow-wedges.ts'
import { watchNeeds } from './scanner/set-up-need.ts'
import type { SetUpNeed } from './scanner/set-up-need.ts'
import { attachWedge } from './scanner/wedge-listener.ts'
import { tell } from './stores/notices.ts'
import { scanned } from './stores/scan-routing.ts'
import { setQuery } from './stores/search.ts'
import { useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'

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

function offerSetUp(till: Till, need: SetUpNeed): void {
  tell(till, 'info', phrase(`counter.set-up.${need}`), {
    stays: true,
    matter: 'scanner',
    offer: 'scanner-setup',
  })
}

/** @param isOften whether setting the scanner up may end it */
function tellHalfScan(till: Till, isOften: boolean): void {
  tell(
    till,
    'bad',
    phrase(isOften ? 'counter.half-scan.often' : 'counter.half-scan'),
    isOften ? { matter: 'scanner', offer: 'scanner-setup' } : { matter: 'scanner' },
  )
}

/** One listener for every screen: a scan opens a member, typing with no field focused searches. */
export function useScanning(): void {
  const till = useTill()
  useEffect(() => {
    const needs = watchNeeds()
    const wedge = attachWedge(window, {
      onScan: (scan) => {
        const { trial, watch } = till.scans.getState()
        if (trial !== null) {
          trial.onScan(scan.text)
          return
        }
        mark('scan:terminator', scan.endedAt)
        const need = needs.scan(scan, knownWedges(till).length > 0)
        if (need !== null && watch === null) offerSetUp(till, need)
        // Of digits' keys alone the digits were meant: no card's code is what another layout makes of them.
        void scanned(till, scan.digitKeys ?? scan.text, { by: 'keys', scan })
      },
      onHalfScan: (cause) => {
        const { trial, watch } = till.scans.getState()
        if (trial !== null) trial.onHalfScan()
        else if (watch !== null) watch.onDropped({ kind: 'half', by: 'keys', cause })
        else tellHalfScan(till, needs.half(cause, performance.now()))
      },
      onAmbiguous: (text, inField) => {
        const { trial, watch } = till.scans.getState()
        trial?.onHalfScan()
        watch?.onDropped({ kind: 'ambiguous', text })
        if (trial !== null || watch !== null) return
        const need = needs.ambiguous(text, performance.now())
        if (need !== null) offerSetUp(till, need)
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
      taker: () => till.scans.getState().taker,
      onKey: (key) => till.scans.getState().watch?.onKey(key),
    })
    const unfollow = followWedges(till, wedge.configure)
    till.scans.setState({ isBursting: wedge.isBursting, claim: wedge.claim })
    document.addEventListener('click', returnFocusLater)
    markPainted('scan:ready')
    return () => {
      unfollow()
      wedge.detach()
      till.scans.setState({ isBursting: () => false, claim: () => 0 })
      document.removeEventListener('click', returnFocusLater)
    }
  }, [till])
}
