import type { ReactNode } from 'react'
import type { Stretch } from '../../shared/domain/views.ts'
import './marked-text.css'

interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** Cuts a text where its marks begin and end; what reaches behind its end is left out. */
export function piecesOf(text: string, marks: readonly Stretch[]): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [begin, to] of marks) {
    const from = Math.max(begin, at)
    if (from >= to) continue
    pieces.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true })
    at = to
  }
  pieces.push({ text: text.slice(at), marked: false })
  return pieces.filter((piece) => piece.text !== '')
}

/** A text with what was searched for marked in it. */
export function MarkedText({
  text,
  marks = [],
}: {
  readonly text: string
  readonly marks?: readonly Stretch[] | undefined
}): ReactNode {
  return piecesOf(text, marks).map((piece, at) =>
    piece.marked ? (
      <mark key={at} className="marked">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  )
}
