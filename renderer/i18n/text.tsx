import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { MessageId } from './messages/en.ts'
import { say } from './phrase.ts'
import type { Phrase, PhraseValues } from './phrase.ts'

/** Says a sentence: by its name and values, or a {@link Phrase}. */
export interface Say {
  (id: MessageId, values?: PhraseValues): string
  (phrase: Phrase): string
}

/** The function that says sentences in the language of the place. */
export function useText(): Say {
  const intl = useIntl()
  return useCallback(
    (what: MessageId | Phrase, values?: PhraseValues) => {
      if (typeof what !== 'string') return say(intl, what)
      return say(intl, values === undefined ? { id: what } : { id: what, values })
    },
    [intl],
  )
}

/** A sentence as a node. */
export function Text({ id, values }: { readonly id: MessageId; readonly values?: PhraseValues }): ReactNode {
  const text = useText()
  return values === undefined ? text(id) : text(id, values)
}

/** A phrase as a node. */
export function Said({ phrase }: { readonly phrase: Phrase }): ReactNode {
  const text = useText()
  return text(phrase)
}
