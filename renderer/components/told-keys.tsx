import type { ButtonProps } from 'react-aria-components/Button'
import { toldKeys } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'

/** What tells a screen reader the keys of a button, which passes no such attribute on by itself. */
export function toldBy(id: ShortcutId | undefined, characters = true): Pick<ButtonProps, 'render'> {
  const keys = id === undefined ? null : toldKeys(id, characters)
  return keys === null ? {} : pressedBy(keys)
}

/** The same for keys that are no shortcut of the table, such as the digit of one button among several. */
export function pressedBy(keys: string): Pick<ButtonProps, 'render'> {
  return { render: (props) => <button {...props} aria-keyshortcuts={keys} /> }
}
