import { useEffect, useSyncExternalStore } from 'react'
import type { Settings } from '../../../shared/ipc/contract.ts'
import { useSession } from '../../stores/till-context.tsx'

const darkSystem = '(prefers-color-scheme: dark)'

function watchSystem(changed: () => void): () => void {
  const query = matchMedia(darkSystem)
  query.addEventListener('change', changed)
  return () => {
    query.removeEventListener('change', changed)
  }
}

function useWanted(): Settings['theme'] {
  return useSession((state) => (state.phase === 'ready' ? state.start.settings.theme : 'system'))
}

/** Whether the screen is dark now: as the shop pinned it, or as the computer is. */
export function useDark(): boolean {
  const wanted = useWanted()
  const system = useSyncExternalStore(watchSystem, () => matchMedia(darkSystem).matches)
  return wanted === 'system' ? system : wanted === 'dark'
}

/** Puts the theme on the document, for the tokens to follow. */
export function useThemeOnDocument(): void {
  const dark = useDark()
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }, [dark])
}
