import { CreditCard } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReplacedCardView } from '../../../shared/domain/views.ts'
import { maskCode } from '../../../shared/domain/mask.ts'
import { Button } from '../../components/button.tsx'
import { useText } from '../../i18n/text.tsx'
import { cardFound } from '../../stores/lost-cards.ts'
import { useTill } from '../../stores/till-context.tsx'
import './people.css'

/** Cards that the member lost: they open nobody here until somebody has found them. */
export function LostCards({ cards }: { readonly cards: readonly ReplacedCardView[] }): ReactNode {
  const text = useText()
  const till = useTill()
  return (
    <section className="people" aria-label={text('lost.list')}>
      <h2 className="people__title">
        <CreditCard size={18} aria-hidden />
        {text('lost.list')}
      </h2>
      <ul>
        {cards.map(({ code, at, by }) => {
          const end = maskCode(code)
          return (
            <li key={code} className="people__entry people__entry--action">
              <span className="number">
                {text('lost.list.row', { end, at, by: by ?? '', named: by === null ? 'no' : 'yes' })}
              </span>
              <Button
                variant="quiet"
                aria-label={text('lost.list.found', { end })}
                onPress={() => void cardFound(till, code)}
              >
                {text('lost.found')}
              </Button>
            </li>
          )
        })}
      </ul>
      <p className="people__more">{text('lost.list.note')}</p>
    </section>
  )
}
