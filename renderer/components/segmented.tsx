import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup'
import './segmented.css'

/** One of a few, side by side. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  options,
  labelHidden = false,
}: {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[]
  readonly labelHidden?: boolean
}): ReactNode {
  return (
    <RadioGroup
      className="segmented"
      value={value}
      orientation="horizontal"
      onChange={(chosen) => {
        const option = options.find((other) => other.value === chosen)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'segmented__label'}>{label}</Label>
      <div className="segmented__track">
        {options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className="segmented__option">
              {option.icon}
              <span>{option.label}</span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}
