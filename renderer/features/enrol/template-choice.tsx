import type { ReactNode } from 'react'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import { Segmented } from '../../components/segmented.tsx'
import { useText } from '../../i18n/text.tsx'
import './template-choice.css'

/** Which loyalty card the member gets, and what is on it from the start. */
export function TemplateChoice({
  cards,
  chosen,
  onChoose,
}: {
  readonly cards: readonly CardTemplate[]
  readonly chosen: CardTemplate
  readonly onChoose: (templateId: string) => void
}): ReactNode {
  const text = useText()
  return (
    <div className="template-choice">
      {cards.length > 1 ? (
        <Segmented
          label={text('enrol.template')}
          value={chosen.id}
          onChange={onChoose}
          options={cards.map((card) => ({ value: card.id, label: card.name }))}
        />
      ) : (
        <p className="template-choice__only">
          <span className="template-choice__label">{text('enrol.template')}</span>
          <bdi>{chosen.name}</bdi>
        </p>
      )}
      <p className="template-choice__detail">
        {text('enrol.template.detail', { stamps: chosen.stampsRequired })}
        {chosen.initialStamps > 0 ? (
          <span className="template-choice__welcome">
            {text('enrol.welcome', { amount: chosen.initialStamps })}
          </span>
        ) : null}
      </p>
    </div>
  )
}
