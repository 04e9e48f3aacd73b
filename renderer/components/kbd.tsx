import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { shownKeys } from './shortcuts.ts'
import './kbd.css'

/**
 * Keys, as printed on them, in the order they have on the keyboard whichever way the language runs. Screen readers hear them
 * from `aria-keyshortcuts` of what they belong to.
 */
export function Kbd({
  keys,
  told = false,
  drawn = false,
}: {
  /** As the table of shortcuts has them. */
  readonly keys: string
  /** Where it stands for itself, it is read out. */
  readonly told?: boolean
  /** On what is named in other words: it is no text then, for a name has to hold the words that are seen. */
  readonly drawn?: boolean
}): ReactNode {
  const text = useText()
  const shown = shownKeys(keys, text)
  if (drawn) return <span className="kbd kbd--drawn" dir="ltr" data-keys={shown} aria-hidden="true" />
  return (
    <kbd className="kbd" dir="ltr" aria-hidden={told ? undefined : 'true'}>
      {shown}
    </kbd>
  )
}
