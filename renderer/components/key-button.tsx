import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import type { ButtonProps } from './button.tsx'
import { useKeyMap, useShortcut } from './key-map.tsx'
import { shortcuts } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'
import './key-button.css'

/** A button that a key presses too: what is shown on it and what listens are the same. */
export function KeyButton({
  action,
  hasKey = true,
  onPress,
  ...rest
}: Omit<ButtonProps, 'shortcut' | 'onPress'> & {
  readonly action: ShortcutId
  /** Of several buttons that do the like, one has the key. */
  readonly hasKey?: boolean
  readonly onPress: () => void
}): ReactNode {
  useShortcut(action, onPress, hasKey && rest.isDisabled !== true && rest.isPending !== true)
  const isArmed = useKeyMap(({ armed }) => armed === action) && hasKey
  return (
    <Button
      {...rest}
      {...(hasKey ? { shortcut: shortcuts[action].keys[0], keysOf: action } : {})}
      {...(isArmed ? { 'data-armed': true } : {})}
      onPress={onPress}
    />
  )
}
