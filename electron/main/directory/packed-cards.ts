/**
 * Cards of a member as one text of the file: a line for each, of its id, the number of its kind, its stamps and whether it is
 * in a phone, with tabs between them. Whatever cannot stand so is JSON.
 */
import type { HeldCard } from '../../../shared/domain/member.ts'
import type { CardKinds, KindNumbers } from './card-kinds.ts'
import { jsonList } from './packed-list.ts'

type CardTuple = [id: string, templateId: string, name: string, stamps: number, pass: 1 | 0 | null]

const oneLine = /^\n[^\t\n]*\t\d+\t(-?\d+)\t[01]?$/

/** In a transaction: kinds that are new are written. */
export function packCards(cards: readonly HeldCard[], kinds: KindNumbers): string {
  let packed = ''
  for (const card of cards) {
    const kind = kinds.numberOf(card)
    if (kind === null || /[\t\n]/.test(card.id) || !Number.isSafeInteger(card.stamps)) return asJson(cards)
    packed += `\n${card.id}\t${kind}\t${card.stamps}\t${passOf(card) ?? ''}`
  }
  return packed === '' ? '[]' : packed
}

/** The cards as they were packed. What is there instead is damage: a `SyntaxError`. */
export function unpackCards(text: string, kinds: CardKinds): readonly HeldCard[] {
  if (!text.startsWith('\n'))
    return jsonList(text, isTuple).map(([id, templateId, name, stamps, pass]) => {
      return { id, templateId, name, stamps, passInstalled: pass === null ? null : pass === 1 }
    })
  return linesOf(text).map(({ id, kind, stamps, pass }) => {
    const { templateId, name } = kinds.at(kind)
    return { id, templateId, name, stamps, passInstalled: pass === '' ? null : pass === '1' }
  })
}

/** Stamps on the fullest of them; 0 where there are none. */
export function mostStamps(text: string): number {
  if (!text.startsWith('\n'))
    return jsonList(text, isTuple).reduce((most, [, , , stamps]) => Math.max(most, stamps), 0)
  const [only, second] = [oneLine.exec(text), text.indexOf('\n', 1)]
  // Most have one card, and of fifty rows all are asked.
  if (second < 0 && only !== null) return Math.max(0, Number(only[1]))
  return linesOf(text).reduce((most, { stamps }) => Math.max(most, stamps), 0)
}

interface Line {
  readonly id: string
  readonly kind: number
  readonly stamps: number
  readonly pass: string
}

function linesOf(text: string): readonly Line[] {
  return text
    .slice(1)
    .split('\n')
    .map((line) => {
      const [id = '', kind = '', stamps = '', pass = '', ...rest] = line.split('\t')
      if (!/^\d+$/.test(kind) || !/^-?\d+$/.test(stamps) || !/^[01]?$/.test(pass) || rest.length > 0)
        throw new SyntaxError('what a row holds is no card')
      return { id, kind: Number(kind), stamps: Number(stamps), pass }
    })
}

function asJson(cards: readonly HeldCard[]): string {
  return JSON.stringify(
    cards.map((card): CardTuple => [card.id, card.templateId, card.name, card.stamps, passOf(card)]),
  )
}

function passOf({ passInstalled }: HeldCard): 1 | 0 | null {
  if (passInstalled === null) return null
  return passInstalled ? 1 : 0
}

const isText = (item: unknown): item is string => typeof item === 'string'
const isTuple = (item: unknown): item is CardTuple =>
  Array.isArray(item) && item.slice(0, 3).every(isText) && typeof item[3] === 'number'
