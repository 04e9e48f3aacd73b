import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text as Slotted } from 'react-aria-components/Text'
import './choice-box.css'

/** One of a long list, found by typing a part of its name. */
export function ChoiceBox({
  label,
  hint,
  openLabel,
  none,
  rows,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  /** The button that shows the whole list. */
  readonly openLabel: string
  /** Nothing has what was typed in its name. */
  readonly none: string
  readonly rows: readonly { readonly id: string; readonly name: string }[]
  readonly value: string
  readonly onChange: (id: string) => void
}): ReactNode {
  return (
    <ComboBox
      className="choice-box"
      defaultItems={rows}
      value={value}
      onChange={(chosen) => {
        if (typeof chosen === 'string' && chosen !== value) onChange(chosen)
      }}
      menuTrigger="focus"
    >
      <Label className="choice-box__label">{label}</Label>
      <Group className="choice-box__field">
        <Input className="choice-box__input" />
        <Pressable className="choice-box__open" aria-label={openLabel}>
          <ChevronDown size={20} aria-hidden />
        </Pressable>
      </Group>
      <Slotted slot="description" className="choice-box__hint">
        {hint}
      </Slotted>
      <Popover className="choice-box__popover">
        <ListBox
          className="choice-box__rows"
          renderEmptyState={() => <p className="choice-box__none">{none}</p>}
        >
          {(row: (typeof rows)[number]) => (
            <ListBoxItem id={row.id} className="choice-box__row" textValue={row.name}>
              <bdi>{row.name}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
