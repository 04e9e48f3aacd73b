import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { ButtonProps as PressableProps } from 'react-aria-components/Button'
import { Kbd } from './kbd.tsx'
import { useCharacterKeys } from './key-map.tsx'
import type { ShortcutId } from './shortcuts.ts'
import { toldBy } from './told-keys.tsx'
import './button.css'

/** What every button takes. */
export interface ButtonProps extends Omit<PressableProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode
  /** `primary` is what to press next: one on a screen. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly size?: 'm' | 'l' | 'xl'
  readonly icon?: ReactNode
  /** The key that does the same, shown on it, as the table of shortcuts has it. */
  readonly shortcut?: string
  /** Which shortcut that is, for screen readers. */
  readonly keysOf?: ShortcutId
  readonly wide?: boolean
}

/** A button with words on it. */
export function Button({
  children,
  variant = 'secondary',
  size = 'm',
  icon,
  shortcut,
  keysOf,
  wide = false,
  ...rest
}: ButtonProps): ReactNode {
  const characters = useCharacterKeys()
  return (
    <Pressable
      {...rest}
      {...toldBy(keysOf, characters)}
      className={`button button--${variant} button--${size}${wide ? ' button--wide' : ''}`}
    >
      {icon}
      <span className="button__text">{children}</span>
      {shortcut === undefined ? null : <Kbd keys={shortcut} drawn={rest['aria-label'] !== undefined} />}
    </Pressable>
  )
}
