import { AllOf, AnyOf } from './posting-cursors.ts'
import type { Rows } from './posting-cursors.ts'

/**
 * Rows that an expression asks for: quoted tokens, AND, OR and brackets. AND binds closer. Expressions are made here and
 * never typed: one that is none is a mistake of ours.
 */
export function rowsOf(expression: string, rowsOfToken: (token: string) => Rows): Rows {
  const signs = expression.match(/"[^"]*"|\(|\)|[A-Z]+/g) ?? []
  let at = 0

  function any(): Rows {
    const lists = [all()]
    for (; signs[at] === 'OR';) {
      at += 1
      lists.push(all())
    }
    return lists.length === 1 && lists[0] !== undefined ? lists[0] : new AnyOf(lists)
  }

  function all(): Rows {
    const lists = [one()]
    for (; signs[at] === 'AND';) {
      at += 1
      lists.push(one())
    }
    return lists.length === 1 && lists[0] !== undefined ? lists[0] : new AllOf(lists)
  }

  function one(): Rows {
    const sign = signs[at] ?? ''
    at += 1
    if (sign.startsWith('"')) return rowsOfToken(sign.slice(1, -1))
    const rows = sign === '(' ? any() : null
    if (rows === null || signs[at] !== ')') throw new Error('an expression for the index that is none')
    at += 1
    return rows
  }

  const rows = any()
  if (at < signs.length) throw new Error('an expression for the index goes on after its end')
  return rows
}
