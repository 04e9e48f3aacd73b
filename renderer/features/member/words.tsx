import type { ReactNode } from 'react'
import type { MergeWord } from '../../../shared/domain/views.ts'
import { Clock } from '../../components/age.tsx'
import { Button } from '../../components/button.tsx'
import { useText } from '../../i18n/text.tsx'
import { answerPair, undoMerge } from '../../stores/people.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'

/** What cashiers said of who is one person with the member, as rows of the history; each can be taken back at any time. */
export function Word({ word }: { readonly word: MergeWord }): ReactNode {
  const till = useTill()
  const text = useText()
  const mine = useMember((member) => member.view?.key ?? null)
  const { id, key, undoneAt, undoneBy } = word
  const name = word.name === '' ? text('member.nameless') : word.name
  const isUndone = undoneAt !== null
  return (
    <li className="history__row">
      <span className="history__what">
        {text(id === null ? 'people.word.two' : 'people.word', { name })}
        {isUndone || id === null ? (
          word.again ? (
            <Button
              variant="quiet"
              aria-label={text('people.again.label', { name })}
              onPress={() => {
                if (mine !== null) void answerPair(till, { keys: [mine, key] }, mine)
              }}
            >
              {text('people.again')}
            </Button>
          ) : null
        ) : (
          <Button
            variant="quiet"
            aria-label={text('people.undo.label', { name })}
            onPress={() => {
              void undoMerge(till, id, name)
            }}
          >
            {text('people.undo')}
          </Button>
        )}
      </span>
      <span className="history__when">
        <Clock at={word.madeAt} />
        {word.madeBy === null ? null : <bdi>{word.madeBy}</bdi>}
      </span>
      <span className="history__state">
        {text(
          isUndone ? (undoneBy === null ? 'people.undone' : 'people.undone.by') : 'people.holds',
          undoneBy === null ? {} : { by: undoneBy },
        )}
      </span>
    </li>
  )
}
