import type { RemoteMember } from '../../../shared/domain/member.ts'
import { drawFor } from '../people/draw.ts'
import type { Draw } from '../people/draw.ts'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { isSpaceless, plain } from './reader.ts'

/** The kinds of look-up whose member must be among the first ten rows. */
export const lookUpKinds = ['prefix', 'swapped', 'accent', 'typo', 'digits', 'email'] as const

/** One of them. */
export type LookUpKind = (typeof lookUpKinds)[number]

/** What a person calls them. */
export const lookUpTitles: Readonly<Record<LookUpKind, string>> = {
  prefix: 'beginning of a name',
  swapped: 'two words swapped',
  accent: 'accents missing',
  typo: 'one typing error',
  digits: 'last 4 of the phone and a name’s beginning',
  email: 'part of an e-mail',
}

/** What a member must have for a look-up to mean them, by the judge's reading. */
export interface Demand {
  /** Each begins a word of the name. */
  readonly words: readonly string[]
  /** A word that has one typing error: a word of the name is one error away, or begins so. */
  readonly near: string | null
  /** Stands in a name that is written without spaces. */
  readonly run: string | null
  /** The phone ends so. */
  readonly digits: string | null
  /** Stands in the e-mail; or its words begin words of the name, as nobody can tell from the typing. */
  readonly piece: string | null
}

/** What is typed, and what that demands. */
export interface Step {
  readonly text: string
  readonly demand: Demand
}

/** Somebody is looked for. Whom the first step fits is more than a screen shows: then the next one is typed, which is longer. */
export interface LookUp {
  readonly kind: LookUpKind
  /** Number of the member. */
  readonly member: number
  readonly steps: readonly Step[]
}

const nothing: Demand = { words: [], near: null, run: null, digits: null, piece: null }
const hasAccent = /[\u00c0-\u024f\u1e00-\u1eff]|[ёїйΆ-Ώά-ώ]/u

function step(text: string, demand: Partial<Demand>): Step {
  return { text, demand: { ...nothing, ...demand } }
}

/** A name's words as they are typed one after the other. */
function typedWords(name: string): readonly string[] {
  return name
    .split(/[\s,.'’־-]+/)
    .filter((word) => word !== '')
    .slice(0, 4)
}

/** Letter by letter from so many letters of the first word on, then digits of the phone. */
function growing(words: readonly string[], from: number, digits: string | null): readonly Step[] {
  const whole = words.join(' ')
  const first = Array.from(words[0] ?? '').length
  const letters = Array.from(whole)
  const steps: Step[] = []
  for (let length = Math.min(from, first); length <= letters.length; length += 1) {
    const text = letters.slice(0, length).join('')
    if (!text.endsWith(' ')) steps.push(step(text, { words: demandOf(text) }))
  }
  return [...steps, ...withDigits(step(whole, { words: demandOf(whole) }), digits)]
}

function demandOf(text: string): readonly string[] {
  return plain(text)
    .split(' ')
    .filter((word) => word !== '')
}

function withDigits({ text, demand }: Step, digits: string | null): readonly Step[] {
  if (digits === null) return []
  return [4, 5, 6, 7].map((count) => {
    const ending = digits.slice(-count)
    return { text: `${text} ${ending}`, demand: { ...demand, digits: ending } }
  })
}

/** Names without spaces: family name, then character by character, then digits. */
function runSteps(family: string, given: string, digits: string | null): readonly Step[] {
  const whole = plain(family + given)
  const from = Math.max(1, Array.from(family).length)
  const letters = Array.from(whole)
  const steps = letters
    .slice(from - 1)
    .map((_, at) => letters.slice(0, from + at).join(''))
    .map((text) => step(text, { run: text }))
  return [...steps, ...withDigits(step(whole, { run: whole }), digits)]
}

/** One wrong, missing, doubled or swapped letter somewhere in a word. */
export function withError(word: string, draw: Draw): string {
  const letters = Array.from(word)
  const alphabet = letters.filter((letter) => letter !== '')
  const at = draw.below(letters.length)
  const other = (not: string | undefined): string => {
    const neighbours = 'etaoinsrhldcumfpgwybvkxjqz'
    const own = /^[a-z]$/.test(not ?? 'a') ? Array.from(neighbours) : alphabet
    const fitting = own.filter((letter) => letter !== not)
    return fitting.length === 0 ? (not ?? '') : draw.pick(fitting)
  }
  const kind = draw.below(4)
  const next = letters[at + 1]
  const here = letters[at] ?? ''
  if (kind === 0) return letters.toSpliced(at, 1, other(here)).join('')
  if (kind === 1) return letters.toSpliced(at, 1).join('')
  if (kind === 2) return letters.toSpliced(at, 0, other(undefined)).join('')
  return next === undefined || next === here
    ? letters.toSpliced(at, 1, other(here)).join('')
    : letters.toSpliced(at, 2, next, here).join('')
}

/** A look-up of this kind for a member; null where the member has nothing that it needs. */
function lookUpFor(kind: LookUpKind, { details }: RemoteMember, draw: Draw): readonly Step[] | null {
  const { firstName, lastName, phone, email } = details
  const digits = phone === null ? null : phone.slice(1)
  const name = `${firstName} ${lastName ?? ''}`
  const alone = isSpaceless(name)
  const first = typedWords(firstName)
  const last = typedWords(lastName ?? '')
  const typed = (text: string): string => text.toLowerCase()
  switch (kind) {
    case 'prefix':
      if (alone) return runSteps(lastName ?? '', firstName, digits)
      return growing([...first, ...last].map(typed), 3, digits)
    case 'swapped':
      if (lastName === null || alone) return null
      return growing([...last, ...first].map(typed), 3, digits)
    case 'accent':
      if (!hasAccent.test(name) || alone) return null
      return growing([...last, ...first].map(plain), 3, digits)
    case 'typo':
      return alone ? null : typoSteps([...last, ...first].map(plain), digits, draw)
    case 'digits': {
      if (digits === null || alone) return null
      const ending = digits.slice(-4)
      const word = plain((draw.chance(0.5) ? first : last)[0] ?? first[0] ?? '')
      const letters = Array.from(word)
      const steps = letters.slice(Math.min(1, letters.length - 1)).map((_, at) => {
        const begun = letters.slice(0, Math.min(2, letters.length) + at).join('')
        return step(`${begun} ${ending}`, { words: [begun], digits: ending })
      })
      return [...steps, ...withDigits(step(word, { words: [word] }), digits).slice(1)]
    }
    case 'email': {
      const local = email?.split('@')[0] ?? ''
      if (email === null || local.length < 6) return null
      const at = 1 + draw.below(local.length - 5)
      // Digits alone mean a phone or a card to whoever types them.
      if (!/[a-z]/.test(email.slice(at, at + 5))) return null
      const ends = Array.from({ length: email.length - at - 4 }, (_, more) => at + 5 + more)
      const steps = ends.map((end) => step(email.slice(at, end), { piece: email.slice(at, end) }))
      return [...steps, step(email, { piece: email })]
    }
  }
}

/** A word of at least three letters with an error, then more of the name, then digits. */
function typoSteps(words: readonly string[], digits: string | null, draw: Draw): readonly Step[] | null {
  const long = words.filter((word) => Array.from(word).length >= 3)
  if (long.length === 0) return null
  const word = draw.pick(long)
  const wrong = withError(word, draw)
  if (wrong === word || Array.from(wrong).length < 3 || plain(wrong) !== wrong) return null
  const rest = words.toSpliced(words.indexOf(word), 1).join(' ')
  const letters = Array.from(rest)
  const steps = [step(wrong, { near: wrong })]
  for (let length = 1; length <= letters.length; length += 1) {
    const text = letters.slice(0, length).join('')
    if (!text.endsWith(' ')) steps.push(step(`${wrong} ${text}`, { near: wrong, words: demandOf(text) }))
  }
  const whole = step(`${wrong} ${rest}`.trim(), { near: wrong, words: demandOf(rest) })
  return [...steps, ...withDigits(whole, digits)]
}

/**
 * So many look-ups of each kind, of members spread over the shop. Some cannot be answered in ten rows at any length, so
 * there are more than are asked for.
 */
export function makeLookUps(
  distribution: Distribution,
  members: number,
  perKind: number,
  seed = 11,
): readonly LookUp[] {
  return lookUpKinds.flatMap((kind, at) => {
    const draw = drawFor(seed, at)
    const made: LookUp[] = []
    for (let tries = 0; made.length < perKind; tries += 1) {
      if (tries > perKind * 200) throw new Error(`no ${kind} look-ups can be made`)
      const member = draw.below(members)
      const steps = lookUpFor(kind, person(distribution, member), draw)
      if (steps !== null && steps.length > 0) made.push({ kind, member, steps })
    }
    return made
  })
}
