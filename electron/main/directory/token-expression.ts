import { noRow } from './posting-cursors.ts'
import type { Rows } from './posting-cursors.ts'
import { allOf, anyOf, ListedRows } from './posting-sets.ts'

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
    // The shortest list of all leads, whatever brackets they stand in.
    return { kind, of: of.flatMap((each) => (each.kind === kind ? each.of : [each])) }
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

/** Whether an expression asks for a token with another one. */
export function hasChecks(text: string): boolean {
  return text.includes(' IF ')
}

/** Where the rows of tokens are. */
export interface TokenLists {
  rows(token: string): Rows
  /** As {@link Rows.further}, which is known without reading any of them. */
  further(token: string): number
}

/** With so many spellings of a word it costs less to look at some rows than to ask for each of them. */
const manyTokens = 4
const mostLookedAt = 24

function tokensOf(part: Expression): number {
  return part.kind === 'token' ? 1 : part.of.reduce((sum, each) => sum + tokensOf(each), 0)
}

/** As {@link Rows.further}, of all that an expression asks for; nothing is read for it. */
export function furtherOf(part: Expression, lists: TokenLists): number {
  if (part.kind === 'token') return lists.further(part.token)
  const all = part.of.map((each) => furtherOf(each, lists))
  return part.kind === 'all' ? Math.min(...all) : all.reduce((sum, further) => sum + further, 0)
}

/**
 * Rows that an expression asks for.
 *
 * @param isStrict Whether those are kept out who have a token by chance: each token costs a block.
 */
export function rowsOf(expression: Expression, lists: TokenLists, isStrict: boolean): Rows {
  function open(part: Expression): Rows {
    switch (part.kind) {
      case 'token': {
        const rows = lists.rows(part.token)
        if (!isStrict || part.check === null || rows.row === noRow) return rows
        return allOf([rows, lists.rows(part.check)])
      }
      case 'all':
        return openAll(part.of)
      case 'any':
        return anyOf(part.of.map(open).filter(({ row }) => row !== noRow))
    }
  }

  /** The shortest first: where that is empty, the others are not read. */
  function openAll(parts: readonly Expression[]): Rows {
    const inOrder = parts
      .map((part) => ({ part, further: furtherOf(part, lists), tokens: tokensOf(part) }))
      .toSorted((one, other) => one.further - other.further || one.tokens - other.tokens)
    const found: Rows[] = []
    for (const [at, { part, tokens }] of inOrder.entries()) {
      if (!isStrict && at > 0 && tokens >= manyTokens) {
        const most = Math.min(mostLookedAt, tokens)
        // Anew, for those that are open go on from here.
        const few = firstOf(allOf(inOrder.slice(0, at).map((each) => open(each.part))), most + 1)
        if (few.length <= most) return new ListedRows(few)
      }
      const rows = open(part)
      if (rows.row === noRow) return rows
      found.push(rows)
    }
    return allOf(found)
  }

  return open(expression)
}

/** The first so many. */
export function firstOf(rows: Rows, most: number): readonly number[] {
  const found: number[] = []
  if (most > 0) rows.seek(0)
  while (rows.row !== noRow && found.length < most) {
    found.push(rows.row)
    rows.next()
  }
  return found
}
