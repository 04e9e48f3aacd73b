import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { ChoiceBox } from '../../components/choice-box.tsx'
import { useText } from '../../i18n/text.tsx'

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
    <ChoiceBox
      label={text('connect.zone')}
      hint={text('connect.zone.hint')}
      openLabel={text('connect.zone.open')}
      none={text('connect.zone.none')}
      rows={zones}
      value={zone}
      onChange={onChange}
    />
  )
}
