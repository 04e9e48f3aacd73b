import type { ReactNode } from 'react'
import type { CardsImportAnswer } from '../../../shared/domain/card-register.ts'
import { Banner } from '../../components/banner.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'

/** What became of the cards in a file: each that was not taken in is told, so that somebody can look. */
export function ImportOutcome({
  outcome,
}: {
  readonly outcome: Extract<CardsImportAnswer, { readonly kind: 'imported' }>
}): ReactNode {
  const text = useText()
  const { file, added, known, others, unreadable } = outcome
  const all = others.count + unreadable.count === 0
  return (
    <Banner tone={all ? 'good' : 'warn'} title={text('cards.imported', { file, added, known })}>
      {others.count === 0 ? null : (
        <p>
          {text('cards.imported.others', {
            count: others.count,
            rows: others.first.map(({ line, code }) =>
              phrase('cards.imported.other', { line, end: code.slice(-4) }),
            ),
            more: others.count - others.first.length,
          })}
        </p>
      )}
      {unreadable.count === 0 ? null : (
        <>
          <p>
            {text('cards.imported.unreadable', {
              count: unreadable.count,
              rows: unreadable.first.map((line) => phrase('cards.imported.line', { line })),
              more: unreadable.count - unreadable.first.length,
            })}
          </p>
          <p>{text('cards.imported.why')}</p>
        </>
      )}
    </Banner>
  )
}
