import { AllOf, AnyOf, noRow } from './posting-cursors.ts'
import type { Rows } from './posting-cursors.ts'

/**
 * What is asked of the index: quoted tokens, AND, OR and brackets; AND binds closer. `"anna" IF "ann"` asks for the first
 * token alone, and for the other one only to keep out those who have the first by chance (token-key.ts).
 */
export type Expression =
  | { readonly kind: 'token'; readonly token: string; readonly check: string | null }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] }

/** Reads an expression. They are made here and never typed: one that is none is a mistake of ours. */
export function readExpression(text: string): Expression {
  const signs = text.match(/"[^"]*"|\(|\)|[A-Z]+/g) ?? []
  let at = 0

  function some(kind: 'all' | 'any', sign: string, part: () => Expression): Expression {
    const first = part()
    if (signs[at] !== sign) return first
    const of = [first]
    while (signs[at] === sign) {
      at += 1
      of.push(part())
    }
    return { kind, of }
  }

  function any(): Expression {
    return some('any', 'OR', () => some('all', 'AND', one))
  }

  function token(): string {
    const sign = signs[at] ?? ''
    if (!sign.startsWith('"')) throw new Error('an expression for the index that is none')
    at += 1
    return sign.slice(1, -1)
  }

  function one(): Expression {
    if (signs[at] === '(') {
      at += 1
      const inside = any()
      if (signs[at] !== ')') throw new Error('an expression for the index that is none')
      at += 1
      return inside
    }
    const asked = token()
    if (signs[at] !== 'IF') return { kind: 'token', token: asked, check: null }
    at += 1
    return { kind: 'token', token: asked, check: token() }
  }

  const expression = any()
  if (at < signs.length) throw new Error('an expression for the index goes on after its end')
  return expression
}

/** Rows of an expression, and whether some may be among them who have a token by chance. */
export interface FoundRows {
  readonly rows: Rows
  readonly isLoose: boolean
}

/**
 * Rows that an expression asks for.
 *
 * @param isLoose Whether those who have a short list's token by chance may be among them: each token costs a block.
 */
export function rowsOf(
  expression: Expression,
  rowsOfToken: (token: string) => Rows,
  isLoose: boolean,
): FoundRows {
  let isUnchecked = false

  function open(part: Expression): Rows {
    switch (part.kind) {
      case 'token': {
        const rows = rowsOfToken(part.token)
        if (part.check === null || rows.row === noRow) return rows
        if (!isLoose || rows.further > 0) return new AllOf([rows, rowsOfToken(part.check)])
        isUnchecked = true
        return rows
      }
      case 'all':
        return openAll(part.of)
      case 'any': {
        const lists = part.of.map(open).filter(({ row }) => row !== noRow)
        return lists.length === 1 && lists[0] !== undefined ? lists[0] : new AnyOf(lists)
      }
    }
  }

  function openAll(parts: readonly Expression[]): Rows {
    const lists: Rows[] = []
    for (const part of parts) {
      const rows = open(part)
      if (rows.row === noRow) return rows
      lists.push(rows)
    }
    return new AllOf(lists)
  }

  return { rows: open(expression), isLoose: isUnchecked }
}
