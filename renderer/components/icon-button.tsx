import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { ButtonProps as PressableProps } from 'react-aria-components/Button'
import './icon-button.css'

/** A button with an icon alone: its label is read out and shown when pointed at. */
export function IconButton({
  label,
  icon,
  tone = 'plain',
  ...rest
}: Omit<PressableProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  readonly label: string
  readonly icon: ReactNode
  readonly tone?: 'plain' | 'framed'
}): ReactNode {
  return (
    <span className="icon-button" title={label}>
      <Pressable {...rest} aria-label={label} className={`icon-button__press icon-button__press--${tone}`}>
        {icon}
      </Pressable>
    </span>
  )
}
