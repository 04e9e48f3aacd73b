import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { BlockedScreen, FailedScreen } from './features/shell/blocked-screen.tsx'
import { Announcer } from './features/shell/notices.tsx'
import { useThemeOnDocument } from './features/shell/theme.ts'
import { TextProvider } from './i18n/provider.tsx'
import { Shell } from './shell.tsx'
import { languageOf, speakAs } from './stores/session.ts'
import { TillProvider, useSession, useTill } from './stores/till-context.tsx'
import type { Till } from './stores/till.ts'
import { useDevices } from './use-devices.ts'

function Phase(): ReactNode {
  const session = useSession((state) => state)
  switch (session.phase) {
    case 'starting':
      // Nothing to read in the blink before main answers; the ground colour is there.
      return null
    case 'failed':
      return <FailedScreen failure={session.failure} />
    case 'blocked':
      return <BlockedScreen blocked={session.blocked} />
    case 'ready':
      return <Shell key={session.start.connection.id} />
  }
}

function Localised(): ReactNode {
  const till = useTill()
  const spoken = useStore(till.spoken)
  const wanted = useSession((state) => (state.phase === 'ready' ? languageOf(state.start) : null))
  const zone = useSession((state) => (state.phase === 'ready' ? state.start.connection.zone : null))
  useEffect(() => {
    if (wanted !== null) void speakAs(till, wanted)
  }, [till, wanted])
  useThemeOnDocument()
  useDevices()
  return (
    <TextProvider spoken={spoken} zone={zone}>
      <Phase />
      <Announcer />
    </TextProvider>
  )
}

/** The page. */
export function App({ till }: { readonly till: Till }): ReactNode {
  return (
    <TillProvider till={till}>
      <Localised />
    </TillProvider>
  )
}
