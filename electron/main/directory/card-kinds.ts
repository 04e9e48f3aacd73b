import type { HeldCard } from '../../../shared/domain/member.ts'
import type { CacheFile } from '../db/open-cache.ts'

/** What many members' cards share. */
export type CardKind = Pick<HeldCard, 'templateId' | 'name'>

/** The kinds of cards that members of a copy hold: a shop has a few, and a million rows would each repeat their names. */
export interface CardKinds {
  /** Its number in the file, and in the rows that follow; null where there are too many to count them. In a transaction. */
  numberOf(kind: CardKind): number | null
  /** The kind of a number. Throws a `SyntaxError`, which is damage, where the file has none. */
  at(number: number): CardKind
  /** As the file has them: after a transaction that was given up. */
  reread(): void
}

/** A provider that gives each card a name of its own has no kinds. */
const mostKinds = 500

const kinds = new WeakMap<CacheFile, CardKinds>()

/** The kinds of an open member copy: one for all who read and write through this connection. */
export function cardKindsOf(db: CacheFile): CardKinds {
  const known = kinds.get(db)
  if (known !== undefined) return known
  const made = prepareCardKinds(db)
  kinds.set(db, made)
  return made
}

interface KindRow {
  readonly id: number
  readonly template_id: string
  readonly name: string
}

function prepareCardKinds(db: CacheFile): CardKinds {
  const rows = db.prepare<[], KindRow>('SELECT * FROM card_kind')
  const put = db.prepare<[number, string, string]>('INSERT INTO card_kind VALUES (?, ?, ?)')
  const byNumber = new Map<number, CardKind>()
  const byTemplate = new Map<string, Map<string, number>>()

  function know(number: number, { templateId, name }: CardKind): void {
    byNumber.set(number, { templateId, name })
    const names = byTemplate.get(templateId) ?? new Map<string, number>()
    byTemplate.set(templateId, names.set(name, number))
  }

  function reread(): void {
    byNumber.clear()
    byTemplate.clear()
    for (const { id, template_id: templateId, name } of rows.all()) know(id, { templateId, name })
  }

  reread()

  return {
    numberOf(kind) {
      const known = byTemplate.get(kind.templateId)?.get(kind.name)
      if (known !== undefined) return known
      if (byNumber.size >= mostKinds) return null
      const number = byNumber.size
      put.run(number, kind.templateId, kind.name)
      know(number, kind)
      return number
    },
    at(number) {
      // Another connection may have written.
      if (!byNumber.has(number)) reread()
      const kind = byNumber.get(number)
      if (kind === undefined) throw new SyntaxError('a card is of no kind that there is')
      return kind
    },
    reread,
  }
}
