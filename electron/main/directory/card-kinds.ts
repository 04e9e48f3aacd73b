import type { HeldCard } from '../../../shared/domain/member.ts'
import type { CacheFile } from '../db/open-cache.ts'

/** What many members' cards share. */
export type CardKind = Pick<HeldCard, 'templateId' | 'name'>

/** Gives kinds of cards their numbers. */
export interface KindNumbers {
  /** Its number in the file, and in the rows that follow; null where there are too many to count them. */
  numberOf(kind: CardKind): number | null
}

/** The kinds of cards that members of a copy hold: a shop has a few, and a million rows would each repeat their names. */
export interface CardKinds extends KindNumbers {
  /** In a transaction: a kind that is new is written. */
  numberOf(kind: CardKind): number | null
  /** The kind of a number. Throws a `SyntaxError`, which is damage, where the file has none. */
  at(number: number): CardKind
  /** In the order of their numbers. */
  all(): readonly CardKind[]
  /** As the file has them: after a transaction that was given up. */
  reread(): void
}

/** A kind and the number that it was given without the file. */
export interface NumberedKind extends CardKind {
  readonly number: number
}

/** Numbers that a file would give, for members who are stored later. */
export interface ForeseenKinds extends KindNumbers {
  /** The kinds of the members since it was last asked: their numbers hold where the file gives them the same. */
  used(): readonly NumberedKind[]
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

/** Foresees the numbers of a file that has these kinds. */
export function foreseeKinds(known: readonly CardKind[]): ForeseenKinds {
  const list = new KindList()
  for (const [number, kind] of known.entries()) list.know(number, kind)
  const used = new Map<number, CardKind>()
  return {
    numberOf(kind) {
      let number = list.numberOf(kind)
      if (number === null) {
        if (list.size >= mostKinds) return null
        number = list.size
        list.know(number, kind)
      }
      if (!used.has(number)) used.set(number, kind)
      return number
    },
    used() {
      const some = Array.from(used, ([number, { templateId, name }]) => ({ number, templateId, name }))
      used.clear()
      return some
    },
  }
}

interface KindRow {
  readonly id: number
  readonly template_id: string
  readonly name: string
}

/** Kinds with their numbers, found by either. */
class KindList {
  readonly #byNumber = new Map<number, CardKind>()
  readonly #byTemplate = new Map<string, Map<string, number>>()

  get size(): number {
    return this.#byNumber.size
  }

  know(number: number, { templateId, name }: CardKind): void {
    this.#byNumber.set(number, { templateId, name })
    const names = this.#byTemplate.get(templateId) ?? new Map<string, number>()
    this.#byTemplate.set(templateId, names.set(name, number))
  }

  numberOf({ templateId, name }: CardKind): number | null {
    return this.#byTemplate.get(templateId)?.get(name) ?? null
  }

  at(number: number): CardKind | null {
    return this.#byNumber.get(number) ?? null
  }

  all(): readonly CardKind[] {
    return [...this.#byNumber.values()]
  }

  clear(): void {
    this.#byNumber.clear()
    this.#byTemplate.clear()
  }
}

function prepareCardKinds(db: CacheFile): CardKinds {
  const rows = db.prepare<[], KindRow>('SELECT * FROM card_kind ORDER BY id')
  const put = db.prepare<[number, string, string]>('INSERT INTO card_kind VALUES (?, ?, ?)')
  const list = new KindList()

  function reread(): void {
    list.clear()
    for (const { id, template_id: templateId, name } of rows.all()) list.know(id, { templateId, name })
  }

  reread()

  return {
    numberOf(kind) {
      const known = list.numberOf(kind)
      if (known !== null) return known
      if (list.size >= mostKinds) return null
      const number = list.size
      put.run(number, kind.templateId, kind.name)
      list.know(number, kind)
      return number
    },
    at(number) {
      // Another connection may have written.
      if (list.at(number) === null) reread()
      const kind = list.at(number)
      if (kind === null) throw new SyntaxError('a card is of no kind that there is')
      return kind
    },
    all: () => list.all(),
    reread,
  }
}
