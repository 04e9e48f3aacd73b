import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import { isTestCode } from '../../../shared/scan/calibration/test-code.ts'
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
  /** A scan was typed to try what was learned. */
  readonly hasTyped: () => void
  /** The sheet lies over the set-up, whose scans are kept meanwhile. */
  readonly isSheetOpen: boolean
  readonly openSheet: () => void
  /** Goes on where the sheet was opened. */
  readonly goOn: () => void
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
  const [isSheetOpen, setSheetOpen] = useState(false)
  const loading = useRef<Promise<readonly KeyboardLayout[]> | null>(null)
  const isStuck = state.stage === 'not-possible'
  const isListening = state.stage === 'scanning' && !isSheetOpen
  const isNew = isListening && state.last.kind === 'none' && !isReceiving

  useEffect(() => {
    if (!isListening) return undefined
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
  }, [till, isListening])

  useEffect(() => {
    if (!isNew) return undefined
    const timer = setTimeout(() => {
      setSilent(true)
    }, silentMs)
    return () => {
      clearTimeout(timer)
    }
  }, [isNew])

  const restart = useCallback(() => {
    setState(atFirst)
    setSilent(false)
    setDirect(false)
  }, [])
  const goOn = useCallback(() => {
    setSheetOpen(false)
    if (isStuck) restart()
  }, [isStuck, restart])

  useEffect(
    () =>
      registerScanConsumer(till, (raw) => {
        if (!isStuck && !isSheetOpen) {
          setDirect(true)
          return true
        }
        // Nobody is asked for a scan: a card is a customer's, and the test code is somebody who goes on.
        if (!isTestCode(raw)) return false
        goOn()
        return true
      }),
    [till, isStuck, isSheetOpen, goOn],
  )

  return {
    ...{ state, layouts, isReceiving, isCapsLockOn, setCapsLockOn, isSilent, isDirect, isFailed },
    hasTyped: useCallback(() => {
      setDirect(false)
    }, []),
    isSheetOpen,
    openSheet: () => {
      setReceiving(false)
      setSheetOpen(true)
    },
    goOn,
    restart,
  }
}
