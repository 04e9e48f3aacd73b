import { ScanLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { MemberRow } from '../../../shared/domain/views.ts'
import { MemberRowLine } from '../../components/member-row.tsx'
import { Text } from '../../i18n/text.tsx'
import { openMember } from '../../stores/open-member.ts'
import { useTill, useUnit } from '../../stores/till-context.tsx'
import './scan-outcome.css'

/** One card, several members: the customer says who. */
export function Several({ rows }: { readonly rows: readonly MemberRow[] }): ReactNode {
  const till = useTill()
  const unit = useUnit()
  return (
    <section className="scan-outcome">
      <h1 className="scan-outcome__title">
        <Text id="counter.several.title" />
      </h1>
      <p className="scan-outcome__body">
        <Text id="counter.several.body" />
      </p>
      <ul className="scan-outcome__rows">
        {rows.map((row) => (
          <li key={row.key}>
            <Pressable
              className="scan-outcome__row"
              onPress={() => {
                void openMember(till, row.key)
              }}
            >
              <MemberRowLine row={row} unit={unit} />
            </Pressable>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The scanner read something that cannot be a card. */
export function NotACard({ problem }: { readonly problem: 'empty' | 'too-long' | 'unreadable' }): ReactNode {
  return (
    <section className="scan-outcome scan-outcome--middle">
      <ScanLine size={72} strokeWidth={1.25} aria-hidden className="scan-outcome__icon" />
      <h1 className="scan-outcome__title">
        <Text id="counter.not-a-card.title" />
      </h1>
      <p className="scan-outcome__body">
        <Text id={`counter.not-a-card.${problem}`} />
      </p>
    </section>
  )
}
