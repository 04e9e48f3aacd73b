import { useEffect, useRef, useState } from 'react'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import { closeOverlay } from '../../stores/navigation.ts'
import { registerScanConsumer } from '../../stores/scan-routing.ts'
import { useTill } from '../../stores/till-context.tsx'
import { startCapture } from './capture.ts'
import { atFirst, withScan } from './setup-state.ts'
import type { SetupState } from './setup-state.ts'

/** Somebody who has scanned would have seen something by then, ms. */
const silentMs = 15_000

/** What the set-up shows. */
export interface Setup {
  readonly state: SetupState
  /** Every layout, once they are loaded. */
  readonly layouts: readonly KeyboardLayout[]
  readonly isReceiving: boolean
  readonly isCapsLockOn: boolean
  readonly setCapsLockOn: (isOn: boolean) => void
  /** Nothing has come for a while. */
  readonly isSilent: boolean
  /** A scan came that was not typed. */
  readonly isDirect: boolean
  /** The layouts are not there: nothing can be learned. */
  readonly isFailed: boolean
  readonly restart: () => void
}

/** Listens to the scanner's keys, and to nobody else's, until enough was learned. */
export function useSetup(): Setup {
  const till = useTill()
  const [state, setState] = useState<SetupState>(atFirst)
  const [layouts, setLayouts] = useState<readonly KeyboardLayout[]>([])
  const [isReceiving, setReceiving] = useState(false)
  const [isCapsLockOn, setCapsLockOn] = useState(false)
  const [isSilent, setSilent] = useState(false)
  const [isDirect, setDirect] = useState(false)
  const [isFailed, setFailed] = useState(false)
  const loading = useRef<Promise<readonly KeyboardLayout[]> | null>(null)
  const isScanning = state.stage === 'scanning'
  const isNew = isScanning && state.last.kind === 'none' && !isReceiving

  useEffect(() => {
    if (!isScanning) return undefined
    loading.current ??= loadLayouts()
    const loaded = loading.current
    const capture = startCapture({
      window,
      onBegin: () => {
        setReceiving(true)
        setSilent(false)
      },
      onScan: (scan) => {
        // Scans that come before the layouts wait for them, in their order.
        loaded.then(
          (all) => {
            setLayouts(all)
            setReceiving(false)
            setDirect(false)
            setState((before) => withScan(before, scan, all))
          },
          () => {
            setReceiving(false)
            setFailed(true)
          },
        )
      },
      onCapsLock: setCapsLockOn,
      onLeave: () => {
        closeOverlay(till)
      },
      onNothing: () => {
        setReceiving(false)
      },
    })
    till.scans.setState({ taker: capture.hear })
    return () => {
      capture.stop()
      till.scans.setState({ taker: null })
    }
  }, [till, isScanning])

  useEffect(() => {
    if (!isNew) return undefined
    const timer = setTimeout(() => {
      setSilent(true)
    }, silentMs)
    return () => {
      clearTimeout(timer)
    }
  }, [isNew])

  useEffect(
    () =>
      registerScanConsumer(till, () => {
        setDirect(true)
        return true
      }),
    [till],
  )

  return {
    ...{ state, layouts, isReceiving, isCapsLockOn, setCapsLockOn, isSilent, isDirect, isFailed },
    restart: () => {
      setState(atFirst)
      setSilent(false)
      setDirect(false)
    },
  }
}
