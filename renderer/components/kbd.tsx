import type { ReactNode } from 'react'
import './kbd.css'

/** A key, as printed on it. Screen readers hear it from `aria-keyshortcuts` of what it belongs to. */
export function Kbd({
  keys,
  told = false,
}: {
  readonly keys: string
  /** Where it stands for itself, it is read out. */
  readonly told?: boolean
}): ReactNode {
  return (
    <kbd className="kbd" aria-hidden={told ? undefined : 'true'}>
      {keys}
    </kbd>
  )
}
