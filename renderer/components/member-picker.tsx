import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { SearchField } from 'react-aria-components/SearchField'
import type { Unit } from '../../shared/domain/unit.ts'
import type { MemberRow } from '../../shared/domain/views.ts'
import { MemberRowLine } from './member-row.tsx'
import './member-picker.css'

/** Chooses a member by typing, arrows and Enter, or by pressing one. It searches nothing itself. */
export function MemberPicker({
  label,
  listLabel,
  query,
  onQuery,
  rows,
  unit,
  onPick,
  children = null,
}: {
  readonly label: string
  readonly listLabel: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly rows: readonly MemberRow[]
  /** What the shop's loyalty system counts. */
  readonly unit: Unit
  readonly onPick: (row: MemberRow) => void
  /** What stands under the rows: why there are none, or that there are more. */
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className="member-picker">
      <Autocomplete inputValue={query} onInputChange={onQuery}>
        <SearchField className="member-picker__search" autoFocus>
          <Label className="visually-hidden">{label}</Label>
          <Search size={22} aria-hidden />
          <Input className="member-picker__input" placeholder={label} />
        </SearchField>
        <ListBox
          className="member-picker__rows"
          aria-label={listLabel}
          items={rows.map((row) => ({ id: row.key, row }))}
          onAction={(key) => {
            const row = rows.find((other) => other.key === key)
            if (row !== undefined) onPick(row)
          }}
        >
          {({ row }) => (
            <ListBoxItem id={row.key} textValue={row.name} className="member-picker__row">
              <MemberRowLine row={row} unit={unit} />
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
      {children === null ? null : <p className="member-picker__note">{children}</p>}
    </div>
  )
}
