import type { Culture, Name } from './culture.ts'
import { weighted } from './draw.ts'
import type { Draw, Weighted } from './draw.ts'

const colours =
  'red blue green dark little happy crazy sunny lucky silver wild super sweet night magic'.split(' ')
const things =
  'cat fox star moon rider wolf rose dragon tiger angel surfer baker coffee panda river pirate bear gamer girl boy king queen bird stone'.split(
    ' ',
  )

interface Parts {
  readonly given: readonly string[]
  readonly family: readonly string[]
}

type Pattern = readonly [write: (parts: Parts, draw: Draw) => string, telling: boolean]

const first = (words: readonly string[]): string => words[0] ?? ''
const all = (words: readonly string[]): string => words.join('')

/** How people name their mailbox; and whether so few want that name that it is often had without a number. */
const patterns: Weighted<Pattern> = [
  [[({ given, family }) => `${first(given)}.${all(family)}`, true], 27],
  [[({ given, family }) => `${first(given)}${all(family)}`, true], 13],
  [[({ given, family }) => `${first(given)}_${first(family)}`, true], 5],
  [[({ given, family }) => `${first(given).charAt(0)}.${all(family)}`, true], 8],
  [[({ given, family }) => `${first(given).charAt(0)}${all(family)}`, true], 7],
  [[({ given, family }) => `${all(family)}.${first(given)}`, true], 6],
  [[({ given, family }) => `${all(family)}${first(given).charAt(0)}`, true], 4],
  [[({ given }) => all(given), false], 6],
  [[({ family }) => all(family), false], 4],
  // A nickname: nothing in it is the name's.
  [[(_, draw) => `${draw.pick(colours)}${draw.pick(things)}`, false], 14],
  [[(_, draw) => `${draw.pick(things)}.${draw.pick(things)}`, false], 6],
]

type Ending = (draw: Draw) => string

const year: Ending = (draw) => String(1950 + draw.below(60))
const two = (draw: Draw, from: number, count: number): string =>
  String(from + draw.below(count)).padStart(2, '0')
const dayAndMonth: Ending = (draw) => two(draw, 1, 31) + two(draw, 1, 12)
const wholeBirthday: Ending = (draw) => dayAndMonth(draw) + two(draw, 50, 50)
const anyNumber: Ending = (draw) => String(draw.below(1_000_000))

/** What follows where a mailbox was still to be had: a year, a number, nothing. */
const endings: Weighted<Ending> = [
  [() => '', 34],
  [year, 20],
  [(draw) => two(draw, 0, 100), 18],
  [(draw) => String(draw.below(1_000)), 14],
  [dayAndMonth, 8],
  [anyNumber, 6],
]
/** And where everybody wants it. */
const longEndings: Weighted<Ending> = [
  [wholeBirthday, 40],
  [anyNumber, 50],
  [dayAndMonth, 10],
]

const pickPattern = weighted(patterns)
const pickEnding = weighted(endings)
const pickLongEnding = weighted(longEndings)

/** An e-mail at one of the culture's hosts, in four of five cases made of the name. */
export function emailOf(given: Name, family: Name, culture: Culture, draw: Draw): string {
  const parts: Parts = { given: wordsOf(given), family: wordsOf(family) }
  const host = weightedHost(culture)(draw)
  const [write, telling] = pickPattern(draw)
  const written = write(parts, draw)
  // No name that an e-mail could carry: a word that is none.
  const local = written.replace(/^[._]+|[._]+$/g, '')
  const body = local.length < 2 ? `${draw.pick(colours)}${draw.pick(things)}` : local
  const ending = telling && local.length >= 2 && culture.crowded !== true ? pickEnding : pickLongEnding
  return `${body}${ending(draw)(draw)}@${host}`
}

function wordsOf({ latin }: Name): readonly string[] {
  return latin.split(' ').filter((word) => word !== '')
}

const hosts = new WeakMap<Culture, (draw: Draw) => string>()

function weightedHost(culture: Culture): (draw: Draw) => string {
  const known = hosts.get(culture) ?? weighted(culture.hosts)
  hosts.set(culture, known)
  return known
}

/** A mobile number, E.164. */
export function phoneOf({ numbers }: Culture, draw: Draw): string {
  const { calling, mobile, rest } = numbers
  const digits = String(draw.below(10 ** rest)).padStart(rest, '0')
  return `+${calling}${draw.pick(mobile)}${digits}`
}
