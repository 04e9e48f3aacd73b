import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { ButtonProps as PressableProps } from 'react-aria-components/Button'
import { Kbd } from './kbd.tsx'
import { useCharacterKeys } from './key-map.tsx'
import { shortcuts } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'
import { toldBy } from './told-keys.tsx'
import './icon-button.css'

/** A button with an icon alone: its label is read out and shown when pointed at. */
export function IconButton({
  label,
  icon,
  tone = 'plain',
  keysOf,
  ...rest
}: Omit<PressableProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  readonly label: string
  readonly icon: ReactNode
  readonly tone?: 'plain' | 'framed'
  /** The shortcut that does the same, shown beside the icon. */
  readonly keysOf?: ShortcutId
}): ReactNode {
  const characters = useCharacterKeys()
  const keys = keysOf === undefined ? null : shortcuts[keysOf].keys[0]
  return (
    <span className="icon-button" title={label}>
      <Pressable
        {...rest}
        {...toldBy(keysOf, characters)}
        aria-label={label}
        className={`icon-button__press icon-button__press--${tone}`}
      >
        {icon}
        {keys === null ? null : <Kbd keys={keys} drawn />}
      </Pressable>
    </span>
  )
}
