import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup'
import type { Store } from '../../../shared/domain/systems.ts'
import { useText } from '../../i18n/text.tsx'

/** Which of the shops that a key opens is this till's: the next thing to say once they are there. */
export function StoreChoice({
  label,
  stores,
  chosen,
  onChoose,
}: {
  readonly label: string
  readonly stores: readonly Store[]
  readonly chosen: string | null
  readonly onChoose: (store: Store) => void
}): ReactNode {
  const text = useText()
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => {
    group.current?.querySelector('input')?.focus()
  }, [])
  return (
    <RadioGroup
      ref={group}
      className="connect__stores"
      value={chosen}
      onChange={(id) => {
        const store = stores.find((each) => each.id === id)
        if (store !== undefined) onChoose(store)
      }}
    >
      <Label className="settings__label">{label}</Label>
      <div className="connect__store-list">
        {stores.map((store) => (
          <RadioField key={store.id} value={store.id}>
            <RadioButton className="connect__store">
              <bdi className="settings__shop-name">
                {store.name === '' ? text('connect.store.nameless', { id: store.id }) : store.name}
              </bdi>
              <span className="settings__note connect__store-id number">{store.id}</span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      {chosen === null ? <p className="settings__note">{text('connect.store.choose')}</p> : null}
    </RadioGroup>
  )
}
