import { useEffect } from 'react'
import { mark, markPainted } from './api/perf.ts'
import { phrase } from './i18n/phrase.ts'
import { followWedges, knownWedges } from './scanner/follow-wedges.ts'
import { keepFocus, searchField } from './search-focus.ts'
import { watchNeeds } from './scanner/set-up-need.ts'
import type { SetUpNeed } from './scanner/set-up-need.ts'
import { attachWedge } from './scanner/wedge-listener.ts'
import { tell, withdraw } from './stores/notices.ts'
import { scanned } from './stores/scan-routing.ts'
import { setQuery } from './stores/search.ts'
import { useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'

function offerSetUp(till: Till, need: SetUpNeed): void {
  withdraw(till, 'scan')
  tell(till, 'info', phrase(`counter.set-up.${need}`), {
    stays: true,
    matter: 'scanner',
    offer: 'scanner-setup',
  })
}

/** @param isOften whether setting the scanner up may end it */
function tellHalfScan(till: Till, isOften: boolean): void {
  tell(till, 'bad', phrase(isOften ? 'counter.half-scan.often' : 'counter.half-scan'), {
    matter: 'scan',
    ...(isOften ? { offer: 'scanner-setup' } : {}),
  })
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
          tell(till, 'bad', phrase('counter.half-scan'), { matter: 'scan' })
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
    const unfocus = keepFocus(till)
    markPainted('scan:ready')
    return () => {
      unfollow()
      wedge.detach()
      till.scans.setState({ isBursting: () => false, claim: () => 0 })
      unfocus()
    }
  }, [till])
}
