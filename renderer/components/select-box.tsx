import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import './choice-box.css'
import './select-box.css'

/** One of a few, of which only the chosen one is seen. */
export function SelectBox<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string; readonly lang?: string }[]
}): ReactNode {
  const chosen = options.find((option) => option.value === value)
  return (
    <Select
      className="choice-box select-box"
      value={value}
      onChange={(key) => {
        const option = options.find((other) => other.value === key)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Label className="choice-box__label">{label}</Label>
      <Pressable className="select-box__chosen">
        <SelectValue {...(chosen?.lang === undefined ? {} : { lang: chosen.lang })} />
        <ChevronDown size={20} aria-hidden />
      </Pressable>
      <Popover className="choice-box__popover">
        <ListBox className="choice-box__rows">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              className="choice-box__row"
              textValue={option.label}
              {...(option.lang === undefined ? {} : { lang: option.lang })}
            >
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
