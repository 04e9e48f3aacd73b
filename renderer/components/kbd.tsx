import type { ReactNode } from 'react'
import './kbd.css'

/** A key, as printed on it. Screen readers hear it from `aria-keyshortcuts` of what it belongs to. */
export function Kbd({
  keys,
  told = false,
  drawn = false,
}: {
  readonly keys: string
  /** Where it stands for itself, it is read out. */
  readonly told?: boolean
  /** On what is named in other words: it is no text then, for a name has to hold the words that are seen. */
  readonly drawn?: boolean
}): ReactNode {
  if (drawn) return <span className="kbd kbd--drawn" data-keys={keys} aria-hidden="true" />
  return (
    <kbd className="kbd" aria-hidden={told ? undefined : 'true'}>
      {keys}
    </kbd>
  )
}
