import { latinOf } from './latin.ts'
import { zipf } from './draw.ts'
import type { Draw, Weighted } from './draw.ts'

/** A name, and how its bearer writes it in an e-mail. */
export interface Name {
  readonly written: string
  /** Latin letters a to z, and spaces. */
  readonly latin: string
}

/** Mobile numbers of a country, from which a shop's members almost all give one. */
export interface Numbers {
  /** E.164 calling code. */
  readonly calling: string
  /** What is dialled in front of a number at home. */
  readonly trunk: string
  /** First digits of mobile numbers, calling code apart. */
  readonly mobile: readonly string[]
  /** Digits after those. */
  readonly rest: number
}

/** People who name themselves alike. */
export interface Culture {
  readonly given: (draw: Draw) => Name
  readonly family: (draw: Draw) => Name
  readonly numbers: Numbers
  /** Hosts of their e-mails. */
  readonly hosts: Weighted<string>
  /** So many have the same name that each mailbox needs a number. */
  readonly crowded?: true
}

/** A name whose Latin letters are worked out only where an e-mail is made of it: of a million, that is a third of the time. */
class Written implements Name {
  readonly written: string

  constructor(written: string) {
    this.written = written
  }

  get latin(): string {
    return latinOf(this.written)
  }
}

/** A name written in Latin letters, or in one of the alphabets that `latinOf` reads. */
export function named(written: string): Name {
  return new Written(written)
}

/** The same with its Latin letters worked out, for a name that comes often. */
function settled({ written, latin }: Name): Name {
  return { written, latin }
}

/** Names of a list: parted by spaces, `_` for a space within, `written=latin` where a reader must be told. */
export function namesOf(list: string): readonly Name[] {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [written = '', latin] = entry.replaceAll('_', ' ').split('=')
      return latin === undefined ? settled(named(written)) : { written, latin }
    })
}

/** Two names as one. */
export function joined(one: Name, other: Name, between: string): Name {
  return {
    written: one.written + between + other.written,
    get latin() {
      return `${one.latin} ${other.latin}`
    },
  }
}

/** How the names of a list, and after them those made of parts, are spread over people. */
export interface Spread {
  /** Names that everybody knows, most frequent first. */
  readonly list: string
  /** Of these the rare ones are put together, one of each: stems, middles, ends. */
  readonly parts?: readonly [stems: string, middles: string, ends: string]
  /** How many different names there are at most. */
  readonly ranks: number
  readonly exponent: number
  readonly shift: number
}

/** Draws names as `zipf` spreads their ranks. */
export function spread({ list, parts, ranks, exponent, shift }: Spread): (draw: Draw) => Name {
  const known = namesOf(list)
  const place = zipf(parts === undefined ? known.length : ranks, exponent, shift)
  const [stems, middles, ends] = (parts ?? ['', '', '']).map((part) => part.trim().split(/\s+/))
  return (draw) => {
    const rank = place(draw)
    return known[rank] ?? put(rank - known.length, stems ?? [], middles ?? [], ends ?? [])
  }
}

/** The name of this number, each part used once before one comes again. `-` stands for nothing. */
function put(
  number: number,
  stems: readonly string[],
  middles: readonly string[],
  ends: readonly string[],
): Name {
  const part = (list: readonly string[], at: number): string => {
    const found = list[at % list.length] ?? ''
    return found === '-' ? '' : found
  }
  const stem = part(stems, number)
  const end = part(ends, Math.floor(number / stems.length) + number)
  const middle = part(middles, Math.floor(number / stems.length / ends.length))
  return named(stem + middle + end)
}

/** Names of one kind, now and then two of them. */
export function sometimesTwo(
  one: (draw: Draw) => Name,
  share: number,
  between: string,
): (draw: Draw) => Name {
  return (draw) => {
    const first = one(draw)
    if (!draw.chance(share)) return first
    const second = one(draw)
    return first.written === second.written ? first : joined(first, second, between)
  }
}
