import { useEffect, useSyncExternalStore } from 'react'
import type { Theme } from '../../../shared/domain/theme.ts'
import { useSession } from '../../stores/till-context.tsx'

const darkSystem = '(prefers-color-scheme: dark)'
const contrastSystem = '(prefers-contrast: more)'

function watchSystem(changed: () => void): () => void {
  const queries = [matchMedia(darkSystem), matchMedia(contrastSystem)]
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    for (const query of queries) query.removeEventListener('change', changed)
  }
}

/** A theme that has colours. */
export type Painted = Exclude<Theme, 'system'>

/** What the computer asks for. */
function systemTheme(): Painted {
  const dark = matchMedia(darkSystem).matches
  if (matchMedia(contrastSystem).matches) return dark ? 'contrast-dark' : 'contrast-light'
  return dark ? 'dark' : 'light'
}

/** The theme of the screen now: as the shop pinned it, or as the computer is. */
function useTheme(): Painted {
  const wanted = useSession((state) => (state.phase === 'ready' ? state.start.settings.theme : 'system'))
  const system = useSyncExternalStore(watchSystem, systemTheme)
  return wanted === 'system' ? system : wanted
}

const others: Readonly<Record<Painted, Painted>> = {
  light: 'dark',
  dark: 'light',
  'contrast-light': 'contrast-dark',
  'contrast-dark': 'contrast-light',
}

/** Whether the screen is dark now, and the theme of the same contrast that is the other way round. */
export function useDark(): { readonly dark: boolean; readonly other: Painted } {
  const theme = useTheme()
  return { dark: theme === 'dark' || theme === 'contrast-dark', other: others[theme] }
}

/** Puts the theme on the document, for the tokens to follow. */
export function useThemeOnDocument(): void {
  const theme = useTheme()
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
