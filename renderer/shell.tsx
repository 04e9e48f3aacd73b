import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { tourOver } from '../shared/domain/tour.ts'
import { Button } from './components/button.tsx'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { createKeyMap, KeyMapProvider } from './components/key-map.tsx'
import { Panel } from './components/panel.tsx'
import { CounterScreen } from './counter-screen.tsx'
import { useEdgeRoom } from './features/shell/edge-room.ts'
import { Toasts } from './features/shell/notices.tsx'
import { PracticeBanner, PracticeWatermark } from './features/shell/practice-banner.tsx'
import { TopBar } from './features/shell/top-bar.tsx'
import { UndoStrips } from './features/shell/undo-strips.tsx'
import { Text } from './i18n/text.tsx'
import { usePageKeys } from './use-page-keys.ts'
import { useScanning } from './use-scanning.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSounds } from './use-sounds.ts'
import { useCounter, useLeaving, useNav, useStart } from './stores/till-context.tsx'
import './styles/shell.css'

const importQueue = () => import('./features/queue/queue-screen.tsx')
const importStaff = () => import('./features/staff/staff-dialog.tsx')
const importClosing = () => import('./features/shell/closing-question.tsx')
const importSettings = () => import('./features/settings/settings-screen.tsx')
const importSheet = () => import('./features/shell/shortcut-sheet.tsx')
const importTakeBack = () => import('./features/shell/take-back-dialog.tsx')

const QueueScreen = lazy(async () => ({ default: (await importQueue()).QueueScreen }))
const ShiftScreen = lazy(async () => ({
  default: (await import('./features/shift/shift-screen.tsx')).ShiftScreen,
}))
const TourStrip = lazy(async () => ({ default: (await import('./features/tour/tour-strip.tsx')).TourStrip }))
const PracticeScreen = lazy(async () => ({
  default: (await import('./features/practice/practice-screen.tsx')).PracticeScreen,
}))
const SettingsScreen = lazy(async () => ({ default: (await importSettings()).SettingsScreen }))
const StaffDialog = lazy(async () => ({ default: (await importStaff()).StaffDialog }))
const ClosingQuestion = lazy(async () => ({ default: (await importClosing()).ClosingQuestion }))
const ShortcutSheet = lazy(async () => ({ default: (await importSheet()).ShortcutSheet }))
const TakeBackDialog = lazy(async () => ({ default: (await importTakeBack()).TakeBackDialog }))
const CameraPanel = lazy(async () => ({
  default: (await import('./features/counter/camera-panel.tsx')).CameraPanel,
}))

const ScannerSetup = lazy(async () => ({
  default: (await import('./features/scanner-setup/scanner-setup.tsx')).ScannerSetup,
}))
const ScannerTester = lazy(async () => ({
  default: (await import('./features/settings/tester/scanner-tester.tsx')).ScannerTester,
}))
const ScannerSheet = lazy(async () => ({
  default: (await import('./features/scanner-setup/scanner-sheet.tsx')).ScannerSheet,
}))

/** The counter has fetched its own next screens by then, ms. */
const restMs = 3_000

/** Fetches the other screens while the counter rests: a screen that is fetched when it is opened is blank at first. */
function fetchOtherScreens(): void {
  const fetching = Promise.allSettled([
    importQueue(),
    importStaff(),
    importClosing(),
    importSettings(),
    importSheet(),
    importTakeBack(),
  ])
  // A part that could not be fetched is fetched again, and its failure shown, where it is opened.
  void fetching
}

function OtherScreen(): ReactNode {
  const screen = useNav((nav) => nav.screen)
  switch (screen) {
    case 'counter':
      return null
    case 'queue':
      return <QueueScreen />
    case 'shift':
      return <ShiftScreen />
    case 'practice':
      return <PracticeScreen />
    case 'settings':
      return <SettingsScreen />
  }
}

function Crashed({ again }: { readonly again: () => void }): ReactNode {
  return (
    <Panel>
      <h1>
        <Text id="crashed.title" />
      </h1>
      <p>
        <Text id="crashed.body" />
      </p>
      <Button variant="primary" onPress={again}>
        <Text id="crashed.retry" />
      </Button>
    </Panel>
  )
}

/** The tour in the place of the strip that says that this is practice. */
function Touring(): ReactNode {
  return (
    <div className="shell__tour">
      <Suspense fallback={null}>
        <TourStrip />
      </Suspense>
    </div>
  )
}

/** Below what gives the shortcuts. */
function PageKeys(): ReactNode {
  usePageKeys()
  return null
}

/** The terminal at work: bar, screen, and what floats over every screen. */
export function Shell(): ReactNode {
  const practice = useStart((start) => start.mode === 'practice')
  const isTouring = useStart(({ tour }) => tour > 0 && tour < tourOver)
  const screen = useNav((nav) => nav.screen)
  const isAtCounter = screen === 'counter'
  // A form with something typed in it is not thrown away by a look at the settings: it stays, out of sight.
  const hasForm = useCounter((counter) => counter.leaveForm !== null)
  const overlay = useNav((nav) => nav.overlay)
  const testing = useNav((nav) => nav.testing)
  const unsent = useLeaving((leaving) => leaving.work)
  const edge = useEdgeRoom()
  const characters = useStart((start) => start.settings.counter.characterKeys)
  const [keys] = useState(createKeyMap)
  // The first to hear of a key.
  useShortcuts(keys)
  useScanning()
  useSounds()
  useEffect(() => {
    const timer = setTimeout(fetchOtherScreens, restMs)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return (
    <KeyMapProvider keys={keys} characters={characters}>
      <PageKeys />
      <div className="shell">
        <TopBar />
        {practice ? isTouring ? <Touring /> : <PracticeBanner /> : null}
        <main className="shell__main">
          {practice ? <PracticeWatermark /> : null}
          <div className="shell__screen">
            {isAtCounter || hasForm ? (
              <div className="shell__counter" hidden={!isAtCounter}>
                <ErrorBoundary fallback={(again) => <Crashed again={again} />}>
                  <CounterScreen />
                </ErrorBoundary>
              </div>
            ) : null}
            <ErrorBoundary key={screen} fallback={(again) => <Crashed again={again} />}>
              <Suspense fallback={null}>
                <OtherScreen />
              </Suspense>
            </ErrorBoundary>
          </div>
          <div className="shell__edge" ref={edge}>
            <UndoStrips />
            <Toasts />
          </div>
        </main>
        <Suspense fallback={null}>
          {testing ? <ScannerTester /> : null}
          {overlay === 'staff' ? <StaffDialog /> : null}
          {overlay === 'camera' ? <CameraPanel /> : null}
          {overlay === 'scanner-setup' ? <ScannerSetup /> : null}
          {overlay === 'scanner-sheet' ? <ScannerSheet /> : null}
          {overlay === 'shortcuts' ? <ShortcutSheet /> : null}
          {overlay === 'take-back' ? <TakeBackDialog /> : null}
          {unsent === null ? null : <ClosingQuestion work={unsent} />}
        </Suspense>
      </div>
    </KeyMapProvider>
  )
}
