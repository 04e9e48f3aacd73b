import { useEffect } from 'react'
import { mark } from './api/perf.ts'
import { phrase } from './i18n/phrase.ts'
import type { ScannerHub } from './scanner/devices/scanner-hub.ts'
import { systemDevices } from './scanner/devices/system-devices.ts'
import { tell } from './stores/notices.ts'
import { scanned } from './stores/scan-routing.ts'
import { readScanners } from './stores/scanners.ts'
import { useScanners, useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'

function startTimer(callback: () => void, ms: number): () => void {
  const timer = window.setTimeout(callback, ms)
  return () => {
    window.clearTimeout(timer)
  }
}

async function loadHub(till: Till): Promise<ScannerHub> {
  const { startHub } = await import('./scanner/devices/scanner-hub.ts')
  return startHub({
    ...systemDevices(),
    till,
    loadHid: async () => (await import('@point-of-sale/webhid-barcode-scanner')).default,
    loadSerial: async () => (await import('@point-of-sale/webserial-barcode-scanner')).default,
    onCode: (raw, at, { kind, name }) => {
      // Nothing can be looked up yet, or not any more; the screen says so.
      if (till.session.getState().phase !== 'ready') return
      mark('scan:terminator', at)
      void scanned(till, raw, { by: 'device', kind, name, at })
    },
    onHalf: () => {
      const { watch } = till.scans.getState()
      if (watch === null) tell(till, 'bad', phrase('counter.half-scan'))
      else watch.onDropped({ kind: 'half', by: 'device', cause: null })
    },
    timer: startTimer,
    now: () => performance.now(),
  })
}

/**
 * Looks after the scanners that are no keyboards, whichever shop is open. What that takes is fetched once the till has
 * one.
 */
export function useDevices(): void {
  const till = useTill()
  const hasSome = useScanners(({ list }) => (list ?? []).length > 0)
  useEffect(() => readScanners(till, startTimer), [till])
  useEffect(() => {
    if (!hasSome) return undefined
    let hub: ScannerHub | null = null
    let isOver = false
    const ended = new AbortController()
    const onHand = (): void => hub?.onHand()
    window.addEventListener('pointerup', onHand, { signal: ended.signal, passive: true })
    loadHub(till).then(
      (loaded) => {
        hub = loaded
        if (isOver) void loaded.stop()
      },
      () => {
        tell(till, 'bad', phrase('scanners.not-loaded'), { stays: true })
      },
    )
    return () => {
      isOver = true
      ended.abort()
      void hub?.stop()
    }
  }, [till, hasSome])
}
