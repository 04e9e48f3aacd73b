import type { ReactNode } from 'react'
import './kbd.css'

/** A key, as printed on it. Screen readers hear it from `aria-keyshortcuts` of what it belongs to. */
export function Kbd({ keys }: { readonly keys: string }): ReactNode {
  return (
    <kbd className="kbd" aria-hidden="true">
      {keys}
    </kbd>
  )
}
