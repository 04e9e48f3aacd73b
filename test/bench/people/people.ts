import type { HeldCard, RemoteMember } from '../../../shared/domain/member.ts'
import { emailOf, phoneOf } from './contact.ts'
import type { Culture } from './culture.ts'
import { drawFor, weighted } from './draw.ts'
import type { Draw } from './draw.ts'
import { few } from './few.ts'
import { scripts } from './scripts.ts'
import { tail } from './tail.ts'
import { west } from './west.ts'

/**
 * Made-up members of a shop, in four ways that names are spread.
 *
 * - `west`: eight languages of Western Europe (28 German, 22 French, 15 Spanish, 14 Italian, 11 British, 6 Dutch and
 *   Danish, 2 Swedish, 2 Portuguese of a hundred). Surnames by Zipf and Mandelbrot: the first of a language has 1.2 % of
 *   it (Müller: 256,003 of Germany's telephone lines times 2.8, by the Digitales Familiennamenwörterbuch, is 0.9 % of its
 *   people), 60,000 different ones a language. Double given names and surnames as the language has them: Marie-Claire,
 *   María José, García López, Müller-Schmidt.
 * - `few`: of those who tell a surname Vietnam's shares (Nguyễn 38.4 %, Trần 11 %, Lê 9.5 %, Phạm 7.1 %, Hoàng and Huỳnh
 *   5.1 %; Lê Trung Hoa, Họ và tên người Việt Nam, 2005), all with their marks; a tenth of the members are Koreans with
 *   the shares of Korea's census of 2015 (Kim 21.5 %, Lee 14.7 %, Park 8.4 % of them), half in Hangul and half in Latin
 *   letters.
 * - `scripts`: Cyrillic 26, Arabic 16, Han 13, Kanji and Kana 9, Greek 8, Hebrew 8, Hangul 6 and Latin 14 of a hundred.
 *   E-mails are in Latin letters, as they are.
 * - `tail`: nearly every surname its own (some fifty million are possible), three in ten hyphenated.
 *
 * Of all: 91 % have a phone (the country's mobile numbers; 1.5 % of these share the number of the member before them, as
 * families do), 82 % an e-mail, 58 % a birthday, 97 % a surname. Hosts of e-mails: Mapp's Global Provider Report of 2019
 * for the order and rough shares in Germany, France and the USA; elsewhere the country's known hosts around Gmail. One
 * e-mail in five has nothing of the name. Few e-mails are anybody else's too, and some are, as in every list.
 *
 * Cards: 94 % have a printed code, 70 % of these an EAN-13 of the shop's own range (29..., check digit right), else letters
 * and digits for Code 128; 4 % have a second. 84 % hold one loyalty card, 12 % two, 4 % none; each held card's public id
 * is a code too, as Leal tells it. One in five was enrolled at a till and bears its mark. The shares of phones, e-mails,
 * birthdays and cards are nobody's statistics but ours: a shop that asks for them gets about so many.
 */
const pickCulture = {
  west: weighted(west),
  few: weighted(few),
  scripts: weighted(scripts),
  tail: weighted(tail),
} as const satisfies Record<string, (draw: Draw) => Culture>

/** A way that names are spread. */
export type Distribution = keyof typeof pickCulture

/** All of them, in the order of measuring. */
export const distributions: readonly Distribution[] = ['west', 'few', 'scripts', 'tail']

/** What a person calls them. */
export const distributionTitles: Readonly<Record<Distribution, string>> = {
  west: 'Western Europe',
  few: 'few surnames',
  scripts: 'many scripts',
  tail: 'long tail',
}

const startOfTime = Date.UTC(2019, 0, 1)
const day = 86_400_000
const enrolmentMark = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The member of this number, from 0 on; always the same one for the same seed. */
export function person(distribution: Distribution, number: number, seed = 1): RemoteMember {
  const draw = drawFor(seed, number)
  const culture = pickCulture[distribution](draw)
  const given = culture.given(draw)
  const family = draw.chance(0.97) ? culture.family(draw) : null
  const email = draw.chance(0.82) ? emailOf(given, family ?? given, culture, draw) : null
  const birthday = draw.chance(0.58) ? birthdayOf(draw) : null
  const cards = heldCards(number, draw)
  const remoteId = String(100_001 + number * 2)
  return {
    remoteId,
    details: {
      firstName: given.written,
      lastName: family?.written ?? null,
      email,
      phone: draw.chance(0.91) ? sharedOrOwnPhone(distribution, culture, number, seed) : null,
      birthday,
    },
    cards,
    cardsKnown: true,
    codes: [...printedCodes(number, draw), ...cards.map(() => publicId(draw))],
    tags: draw.chance(0.2) ? [mark(draw)] : [],
    updatedAt: startOfTime + draw.below(2_500) * day + draw.below(day),
  }
}

/** Members from 0 up to `count`, one after the other: nobody holds a million of them at once. */
export function* people(distribution: Distribution, count: number, seed = 1): Generator<RemoteMember> {
  for (let number = 0; number < count; number += 1) yield person(distribution, number, seed)
}

/** Numbers are drawn apart from the rest, so that a member can have another's without making them up whole. */
function sharedOrOwnPhone(
  distribution: Distribution,
  culture: Culture,
  number: number,
  seed: number,
): string {
  const shared = number > 0 && drawFor(seed ^ 0x5bd1e995, number).chance(0.015)
  if (!shared) return phoneOf(culture, drawFor(seed ^ 0x27d4eb2f, number))
  const before = pickCulture[distribution](drawFor(seed, number - 1))
  return phoneOf(before, drawFor(seed ^ 0x27d4eb2f, number - 1))
}

/** Between 16 and 90 years old in 2026, most around 45. */
function birthdayOf(draw: Draw): string {
  const years = 16 + Math.floor(((draw.next() + draw.next()) / 2) * 74)
  return new Date(Date.UTC(2026 - years, 0, 1) + draw.below(365) * day).toISOString().slice(0, 10)
}

function heldCards(number: number, draw: Draw): readonly HeldCard[] {
  const kind = draw.next()
  const count = kind < 0.04 ? 0 : kind < 0.88 ? 1 : 2
  return Array.from({ length: count }, (_, at) => ({
    id: String(500_000 + number * 2 + at),
    templateId: at === 0 ? '3' : '4',
    name: at === 0 ? 'Coffee card' : 'Lunch card',
    stamps: draw.below(10),
    passInstalled: draw.chance(0.5),
  }))
}

function printedCodes(number: number, draw: Draw): readonly string[] {
  if (draw.chance(0.06)) return []
  const first = draw.chance(0.7) ? ean13(number * 2) : lettered(number * 2)
  return draw.chance(0.04) ? [first, lettered(number * 2 + 1)] : [first]
}

/** Different for different numbers, and neighbours far apart: cards are not given out in the order of their numbers. */
function scattered(number: number): number {
  return (number * 7_368_787 + 123_457) % 10_000_000_000
}

function ean13(number: number): string {
  const digits = `29${String(scattered(number)).padStart(10, '0')}`
  const sum = Array.from(digits).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  )
  return digits + String((10 - (sum % 10)) % 10)
}

function lettered(number: number): string {
  return `STW${scattered(number).toString(32).toUpperCase().padStart(7, '0')}`
}

/** As a card at Leal is known in public: a random UUID of version 4. */
function publicId(draw: Draw): string {
  const hex = (length: number): string =>
    draw
      .below(16 ** length)
      .toString(16)
      .padStart(length, '0')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + draw.below(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`
}

function mark(draw: Draw): string {
  const letter = (): string => enrolmentMark.charAt(draw.below(enrolmentMark.length))
  return `T1-${Array.from({ length: 8 }, letter).join('')}`
}
