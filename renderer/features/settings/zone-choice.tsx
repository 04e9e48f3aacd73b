import { ChevronDown } from 'lucide-react'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text as Slotted } from 'react-aria-components/Text'
import { useText } from '../../i18n/text.tsx'
import './country-choice.css'

/** Every zone that this computer knows, and the one that is set, by whatever name it goes. */
function zonesWith(zone: string): readonly { readonly id: string; readonly name: string }[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), zone])]
    .toSorted((a, b) => a.localeCompare(b, 'en'))
    .map((id) => ({ id, name: id.replaceAll('_', ' ') }))
}

/** In which zone a shop's day begins and ends. */
export function ZoneChoice({
  zone,
  onChange,
}: {
  readonly zone: string
  readonly onChange: (zone: string) => void
}): ReactNode {
  const text = useText()
  const zones = useMemo(() => zonesWith(zone), [zone])
  return (
    <ComboBox
      className="country"
      defaultItems={zones}
      value={zone}
      onChange={(chosen) => {
        if (typeof chosen === 'string') onChange(chosen)
      }}
      menuTrigger="focus"
    >
      <Label className="country__label">{text('connect.zone')}</Label>
      <Group className="country__box">
        <Input className="country__input" />
        <Pressable className="country__open" aria-label={text('connect.zone.open')}>
          <ChevronDown size={20} aria-hidden />
        </Pressable>
      </Group>
      <Slotted slot="description" className="settings__note">
        {text('connect.zone.hint')}
      </Slotted>
      <Popover className="country__popover">
        <ListBox
          className="country__rows"
          renderEmptyState={() => <p className="country__none">{text('connect.zone.none')}</p>}
        >
          {(row: (typeof zones)[number]) => (
            <ListBoxItem id={row.id} className="country__row" textValue={row.name}>
              {row.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
