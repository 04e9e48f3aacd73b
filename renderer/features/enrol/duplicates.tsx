import { Users } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { DuplicateRow } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { MemberRowLine } from '../../components/member-row.tsx'
import { useText } from '../../i18n/text.tsx'
import { useUnit } from '../../stores/till-context.tsx'
import type { Lasting } from './lasting.ts'
import './duplicates.css'

/** What two people may share at home, and no loyalty system has twice. */
export type SharedContact = 'phone' | 'email'

const sharedContacts: readonly SharedContact[] = ['phone', 'email']

/** People who may be the one in front of the till: the cashier says which, or that it is somebody else. */
export function Duplicates({
  rows,
  takesCard,
  isSaving,
  asks,
  needsEmail,
  onUse,
  onWithout,
  onSomebodyElse,
}: {
  readonly rows: readonly DuplicateRow[]
  /** Whether the one who is chosen gets the scanned card, and how lasting that is. */
  readonly takesCard: 'no' | Lasting
  readonly isSaving: boolean
  /** How often Save was pressed past them: the keyboard is then brought here, to no answer of its own. */
  readonly asks: number
  /** Whether nobody is enrolled without an e-mail. */
  readonly needsEmail: boolean
  readonly onUse: (duplicate: DuplicateRow) => void
  /** Somebody else shares it, as families do: it is taken off the form. */
  readonly onWithout: (field: SharedContact) => void
  readonly onSomebodyElse: () => void
}): ReactNode {
  const text = useText()
  const unit = useUnit()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (asks === 0) return undefined
    // After the field that is left has told its change.
    const timer = setTimeout(() => title.current?.focus(), 0)
    return () => {
      clearTimeout(timer)
    }
  }, [asks])
  const certain = rows.some((row) => row.certain)
  const shared = sharedContacts.filter(
    (field) => !(field === 'email' && needsEmail) && rows.some((row) => row.certain && row.cause === field),
  )
  const givesCard = takesCard !== 'no' && rows.some((row) => row.cause !== 'code')
  return (
    <section className="duplicates" aria-label={text('enrol.duplicates.title')}>
      <h2 ref={title} className="duplicates__title" tabIndex={-1}>
        <Users size={22} aria-hidden />
        {text('enrol.duplicates.title')}
      </h2>
      <ul className="duplicates__rows">
        {rows.map((duplicate) => (
          <li key={duplicate.row.key} className="duplicates__row">
            <MemberRowLine row={duplicate.row} unit={unit} />
            <div className="duplicates__foot">
              <span className={`duplicates__cause${duplicate.certain ? ' duplicates__cause--certain' : ''}`}>
                {text(`enrol.cause.${duplicate.cause}`)}
              </span>
              <Button
                variant={duplicate === rows[0] && duplicate.certain ? 'primary' : 'secondary'}
                isDisabled={isSaving}
                onPress={() => {
                  onUse(duplicate)
                }}
              >
                {text(
                  takesCard !== 'no' && duplicate.cause !== 'code'
                    ? 'enrol.duplicates.useWithCard'
                    : 'enrol.duplicates.use',
                )}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {givesCard && takesCard !== 'removable' ? (
        <p className="duplicates__note">
          {text(takesCard === 'for-good' ? 'enrol.attach.forGood' : 'enrol.attach.tillOnly')}
        </p>
      ) : null}
      {certain ? (
        <div className="duplicates__without">
          <p className="duplicates__note">{text('enrol.duplicates.certain')}</p>
          {shared.map((field) => (
            <Button
              key={field}
              variant="quiet"
              wide
              isDisabled={isSaving}
              onPress={() => {
                onWithout(field)
              }}
            >
              {text(`enrol.duplicates.without.${field}`)}
            </Button>
          ))}
        </div>
      ) : (
        <Button variant="quiet" wide onPress={onSomebodyElse}>
          {text('enrol.duplicates.somebodyElse')}
        </Button>
      )}
    </section>
  )
}
