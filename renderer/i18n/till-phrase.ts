import type { TillView } from '../../shared/domain/till.ts'
import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

/** What a till is called in a sentence: as the shop calls it, or by its id where nobody has said. */
export function calledTill({ id, name }: TillView): string | Phrase {
  return name ?? phrase('till.nameless', { id })
}
