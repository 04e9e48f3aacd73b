import { foldText, foldWords } from '../../../shared/domain/fold-text.ts'

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** Cuts a name where words of it begin with words of the query; accents and case do not matter. */
export function markedPieces(name: string, query: string): readonly Piece[] {
  const wanted = foldWords(query)
  const letters = Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name),
    (part) => ({
      text: part.segment,
      folded: foldText(part.segment),
    }),
  )
  const found = letters.map(() => false)
  for (let start = 0; start < letters.length; start += 1) {
    const before = letters[start - 1]?.folded ?? ' '
    if (/[\p{L}\p{N}]/u.test(before)) continue
    const length = Math.max(0, ...wanted.map((word) => matched(letters.slice(start), word)))
    found.fill(true, start, start + length)
  }
  const pieces: Piece[] = []
  for (const [at, letter] of letters.entries()) {
    const last = pieces.at(-1)
    const isFound = found[at] ?? false
    if (last?.found === isFound) pieces[pieces.length - 1] = { text: last.text + letter.text, found: isFound }
    else pieces.push({ text: letter.text, found: isFound })
  }
  return pieces
}

/** How many letters from the start spell the word; 0 where they do not. */
function matched(letters: readonly { readonly folded: string }[], word: string): number {
  let spelled = ''
  for (const [at, letter] of letters.entries()) {
    spelled += letter.folded
    if (spelled.length >= word.length) return spelled.startsWith(word) ? at + 1 : 0
  }
  return 0
}
