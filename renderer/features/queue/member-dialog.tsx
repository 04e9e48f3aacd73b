import { useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { CardView, MemberRow } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { MemberPicker } from '../../components/member-picker.tsx'
import { Said, useText } from '../../i18n/text.tsx'
import { useStart, useStatus, useTill, useUnit } from '../../stores/till-context.tsx'
import { useIsHere } from '../../stores/use-is-here.ts'
import { pickerNote, useMemberSearch } from '../../stores/use-member-search.ts'
import { OtherwiseDialog } from './otherwise.tsx'
import { Failed, useSettle } from './settle-dialogs.tsx'
import { useNaming } from './use-naming.ts'

interface Chosen {
  readonly key: MemberKey
  readonly name: string
  readonly cards: readonly CardView[]
}

/** Names the member who is meant, and the card where stamps could go to several. */
export function MemberDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const unit = useUnit()
  const search = useMemberSearch()
  const online = useStatus((status) => status.link.kind === 'online')
  const { isBusy, failure, answer } = useSettle({ operation, onClose })
  const naming = useNaming({ operation, onClose })
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const isHere = useIsHere()
  const byName = useStart((start) => start.settings.nameLookUp)
  const note = pickerNote(search, online, byName)

  const pick = (row: MemberRow): void => {
    const { kind } = operation.facts
    if (kind !== 'stamps.add' && kind !== 'reward.redeem' && kind !== 'balance.adjust') {
      naming.name(row)
      return
    }
    void till.terminal.call('open', { key: row.key }).then((opened) => {
      // Left, which settles nothing.
      if (!isHere()) return
      const cards = opened.ok ? opened.value.cards : []
      if (cards.length > 1) setChosen({ key: row.key, name: row.name, cards })
      else answer({ kind: 'use-member', key: row.key, card: null })
    })
  }

  if (naming.otherwise !== null) return <OtherwiseDialog naming={naming} />
  if (chosen !== null) {
    return (
      <Dialog title={text('queue.card.title')} onClose={onClose}>
        <div className="settle">
          <p>{text('queue.card.sentence', { name: chosen.name })}</p>
          {chosen.cards.map((card) => (
            <Button
              key={card.id ?? card.templateId}
              size="l"
              isDisabled={isBusy}
              onPress={() => {
                answer({
                  kind: 'use-member',
                  key: chosen.key,
                  card:
                    card.id === null
                      ? { kind: 'template', templateId: card.templateId }
                      : { kind: 'held', cardId: card.id },
                })
              }}
            >
              <bdi>{card.name}</bdi>
            </Button>
          ))}
          <Failed failure={failure} />
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={text('queue.member.title')} onClose={onClose}>
      <div className="settle">
        <MemberPicker
          label={text(byName ? 'picker.label' : 'picker.label.exact')}
          listLabel={text('picker.results')}
          query={search.query}
          onQuery={search.ask}
          rows={search.answer?.rows ?? []}
          unit={unit}
          onPick={pick}
        >
          {note === null ? null : <Said phrase={note} />}
        </MemberPicker>
        <Failed failure={failure ?? naming.failure} />
      </div>
    </Dialog>
  )
}
