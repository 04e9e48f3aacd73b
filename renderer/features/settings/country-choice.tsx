import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { ChoiceBox } from '../../components/choice-box.tsx'
import { useCollator } from '../../i18n/collator.ts'
import { useText } from '../../i18n/text.tsx'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'

/** Which country's prefix a phone number without one gets. */
export function CountryChoice(): ReactNode {
  const text = useText()
  const intl = useIntl()
  const collator = useCollator()
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
        .toSorted((a, b) => collator.compare(a.name, b.name)),
    [collator, intl, text],
  )
  return (
    <ChoiceBox
      label={text('settings.country')}
      hint={text('settings.country.hint')}
      openLabel={text('settings.country.open')}
      none={text('settings.country.none')}
      rows={countries}
      value={country}
      onChange={(chosen) => void saveSettings(till, { country: chosen })}
    />
  )
}
