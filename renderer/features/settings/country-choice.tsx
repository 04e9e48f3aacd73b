import { ChevronDown } from 'lucide-react'
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
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
import { useIntl } from 'react-intl'
import { useText } from '../../i18n/text.tsx'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import './country-choice.css'

/** Which country's prefix a phone number without one gets. */
export function CountryChoice(): ReactNode {
  const text = useText()
  const intl = useIntl()
  const till = useTill()
  const country = useStart((start) => start.settings.country)
  const countries = useMemo(
    () =>
      getCountries()
        .map((id) => ({
          id,
          name: text('settings.country.row', {
            country: intl.formatDisplayName(id, { type: 'region' }) ?? id,
            prefix: getCountryCallingCode(id),
          }),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name, intl.locale)),
    [intl, text],
  )
  return (
    <ComboBox
      className="country"
      defaultItems={countries}
      value={country}
      onChange={(chosen) => {
        if (typeof chosen === 'string' && chosen !== country) void saveSettings(till, { country: chosen })
      }}
      menuTrigger="focus"
    >
      <Label className="country__label">{text('settings.country')}</Label>
      <Group className="country__box">
        <Input className="country__input" />
        <Pressable className="country__open" aria-label={text('settings.country.open')}>
          <ChevronDown size={20} aria-hidden />
        </Pressable>
      </Group>
      <Slotted slot="description" className="settings__note">
        {text('settings.country.hint')}
      </Slotted>
      <Popover className="country__popover">
        <ListBox
          className="country__rows"
          renderEmptyState={() => <p className="country__none">{text('settings.country.none')}</p>}
        >
          {(row: (typeof countries)[number]) => (
            <ListBoxItem id={row.id} className="country__row" textValue={row.name}>
              {row.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
