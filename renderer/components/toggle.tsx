import type { ReactNode } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components/Switch'
import './toggle.css'

/** Something that is on or off. */
export function Toggle({
  children,
  isOn,
  onChange,
}: {
  readonly children: ReactNode
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}): ReactNode {
  return (
    <SwitchField className="toggle-field" isSelected={isOn} onChange={onChange}>
      <SwitchButton className="toggle">
        <span className="toggle__track" aria-hidden>
          <span className="toggle__thumb" />
        </span>
        {children}
      </SwitchButton>
    </SwitchField>
  )
}
