/**
 * A pattern that a shop writes for its codes. It always means the whole code:
 *
 * - `#` one digit, `@` one letter of A to Z or a to z, `&` either, `?` any one character
 * - `*` any number of characters, none included
 * - `{6}` or `{6,10}` behind one of these or a character: so many of it
 * - `\` makes the next character mean itself; any other character does anyway
 *
 * Matching takes time in proportion to code and pattern, whatever they are: it never goes back.
 */
export interface CodePattern {
  readonly places: readonly Place[]
}

interface Place {
  readonly fits: (char: string) => boolean
  /** `once` must be there, `maybe` may be, `many` may be any number of times. */
  readonly times: 'once' | 'maybe' | 'many'
}

/** What is wrong with a pattern; `at` is the character, counted from 0. */
export type PatternProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly limit: number }
  /** A count that is none, is 0, goes down, or stands behind nothing that it could repeat. */
  | { readonly kind: 'bad-count'; readonly at: number }
  | { readonly kind: 'unfinished'; readonly at: number }

/** A pattern, or what is wrong with it. */
export type PatternReading =
  | { readonly ok: true; readonly pattern: CodePattern }
  | { readonly ok: false; readonly problem: PatternProblem }

/** The most characters of a pattern, and the most places that its counts may come to. */
export const maxPatternLength = 200
const maxPlaces = 512

const classes: Readonly<Record<string, (char: string) => boolean>> = {
  '#': (char) => /^[0-9]$/.test(char),
  '@': (char) => /^[A-Za-z]$/.test(char),
  '&': (char) => /^[0-9A-Za-z]$/.test(char),
  '?': () => true,
}

function countAt(
  text: string,
  at: number,
): { readonly min: number; readonly max: number; readonly end: number } | null {
  const found = /^\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}/.exec(text.slice(at, at + 10))
  if (found === null) return null
  const min = Number(found[1])
  const max = Number(found[2] ?? found[1])
  return max === 0 || max < min ? null : { min, max, end: at + found[0].length }
}

/** Reads a pattern. */
export function readPattern(text: string): PatternReading {
  if (text === '') return { ok: false, problem: { kind: 'empty' } }
  if (text.length > maxPatternLength)
    return { ok: false, problem: { kind: 'too-long', limit: maxPatternLength } }
  const places: Place[] = []
  let at = 0
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === '{') return { ok: false, problem: { kind: 'bad-count', at } }
    if (char === '*') {
      places.push({ fits: () => true, times: 'many' })
      at += 1
      continue
    }
    const literal = char === '\\' ? text[at + 1] : char
    if (literal === undefined) return { ok: false, problem: { kind: 'unfinished', at } }
    const fits = (char === '\\' ? undefined : classes[char]) ?? ((other: string) => other === literal)
    at += char === '\\' ? 2 : 1
    const count = text[at] === '{' ? countAt(text, at) : { min: 1, max: 1, end: at }
    if (count === null) return { ok: false, problem: { kind: 'bad-count', at } }
    for (let i = 0; i < count.max; i += 1) places.push({ fits, times: i < count.min ? 'once' : 'maybe' })
    if (places.length > maxPlaces) return { ok: false, problem: { kind: 'too-long', limit: maxPlaces } }
    at = count.end
  }
  return { ok: true, pattern: { places } }
}

/** Whether the whole code fits. */
export function fitsPattern({ places }: CodePattern, code: string): boolean {
  // All places that may come next, at once.
  let open = new Set<number>()
  const reach = (set: Set<number>, from: number): void => {
    for (let place = from; !set.has(place); place += 1) {
      set.add(place)
      if (place >= places.length || places[place]?.times === 'once') return
    }
  }
  reach(open, 0)
  for (let i = 0; i < code.length && open.size > 0; i += 1) {
    const next = new Set<number>()
    for (const at of open) {
      const place = places[at]
      if (place?.fits(code[i] ?? '') === true) reach(next, place.times === 'many' ? at : at + 1)
    }
    open = next
  }
  return open.has(places.length)
}
