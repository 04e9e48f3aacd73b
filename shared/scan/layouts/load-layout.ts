import { layoutIds } from '../layout.ts'
import type { KeyboardLayout, LayoutId } from '../layout.ts'

/** Fetches one layout; the page loads it only when a scanner was calibrated to it. */
export async function loadLayout(id: LayoutId): Promise<KeyboardLayout> {
  switch (id) {
    case 'us':
      return (await import('./us.ts')).usLayout
    case 'gb':
      return (await import('./gb.ts')).gbLayout
    case 'fr':
      return (await import('./fr.ts')).frLayout
    case 'be':
      return (await import('./be.ts')).beLayout
    case 'de':
      return (await import('./de.ts')).deLayout
    case 'de-ch':
      return (await import('./de-ch.ts')).deChLayout
    case 'fr-ch':
      return (await import('./fr-ch.ts')).frChLayout
    case 'es':
      return (await import('./es.ts')).esLayout
    case 'es-419':
      return (await import('./es-419.ts')).es419Layout
    case 'it':
      return (await import('./it.ts')).itLayout
    case 'pt':
      return (await import('./pt.ts')).ptLayout
    case 'se':
      return (await import('./se.ts')).seLayout
    case 'no':
      return (await import('./no.ts')).noLayout
    case 'dk':
      return (await import('./dk.ts')).dkLayout
    case 'tr-q':
      return (await import('./tr-q.ts')).trQLayout
    case 'tr-f':
      return (await import('./tr-f.ts')).trFLayout
    case 'pl':
      return (await import('./pl.ts')).plLayout
    case 'cz':
      return (await import('./cz.ts')).czLayout
    case 'hu':
      return (await import('./hu.ts')).huLayout
  }
}

/** Fetches every layout, for calibration. */
export function loadLayouts(): Promise<readonly KeyboardLayout[]> {
  return Promise.all(layoutIds.map((id) => loadLayout(id)))
}
