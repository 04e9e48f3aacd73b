/**
 * Codes and marks of a member as one text of the file: each behind a tab, and those that are UUIDs, as most systems number
 * their cards, in 22 letters behind a line's end. Whatever cannot stand so is JSON. Half of the bytes, of what is written
 * a million times.
 */

const plainMark = '\t'
const uuidMark = '\n'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Places of the hyphens in one. */
const hyphens = [8, 12, 16, 20] as const
const digitsOfOne = 32
const lettersOfOne = 22

/** Six bits each. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Three hexadecimal digits are two letters. */
const pairs = Array.from({ length: 64 ** 2 }, (_, at) => letters.charAt(at >>> 6) + letters.charAt(at & 63))
const numbers = new Map(Array.from(letters, (letter, at) => [letter, at]))

/** Null where there is nothing in the list. */
export function packList(list: readonly string[]): string | null {
  if (list.length === 0) return null
  let packed = ''
  for (const each of list) {
    if (each.includes(plainMark) || each.includes(uuidMark)) return JSON.stringify(list)
    packed += uuid.test(each) ? uuidMark + packUuid(each) : plainMark + each
  }
  return packed
}

/** The list as it was packed. What is there instead is damage: a `SyntaxError`. */
export function unpackList(text: string | null): readonly string[] {
  if (text === null) return []
  if (!text.startsWith(plainMark) && !text.startsWith(uuidMark)) return jsonList(text, isText)
  const list: string[] = []
  for (let at = 0; at < text.length;) {
    const end = endOf(text, at + 1)
    const each = text.slice(at + 1, end)
    list.push(text.charAt(at) === uuidMark ? unpackUuid(each) : each)
    at = end
  }
  return list
}

/** A list that was written as JSON; anything else is damage, as it is where it is no JSON at all. */
export function jsonList<T>(text: string, is: (item: unknown) => item is T): readonly T[] {
  const value: unknown = JSON.parse(text)
  if (!Array.isArray(value) || !value.every(is)) throw new SyntaxError('what a row holds is something else')
  return value
}

function isText(item: unknown): item is string {
  return typeof item === 'string'
}

function endOf(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at) !== plainMark && text.charAt(at) !== uuidMark) at += 1
  return at
}

function packUuid(text: string): string {
  let packed = ''
  let bits = 0
  let read = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x2d) continue
    bits = bits * 16 + (unit <= 0x39 ? unit - 0x30 : unit - 0x57)
    read += 1
    if (read % 3 !== 0) continue
    packed += pairs[bits] ?? ''
    bits = 0
  }
  // Two digits are left: thirty were ten pairs.
  return packed + (pairs[bits] ?? '')
}

function unpackUuid(text: string): string {
  if (text.length !== lettersOfOne) throw new SyntaxError('what a row holds is no number of a card')
  let digits = ''
  for (let at = 0; at < lettersOfOne; at += 2) {
    const one = numbers.get(text.charAt(at))
    const two = numbers.get(text.charAt(at + 1))
    if (one === undefined || two === undefined)
      throw new SyntaxError('what a row holds is no number of a card')
    digits += (one * 64 + two).toString(16).padStart(3, '0')
  }
  // The last pair is of two digits, with a nought in front.
  const all = digits.slice(0, 30) + digits.slice(31)
  if (all.length !== digitsOfOne) throw new SyntaxError('what a row holds is no number of a card')
  const [one, two, three, four] = hyphens
  return [
    all.slice(0, one),
    all.slice(one, two),
    all.slice(two, three),
    all.slice(three, four),
    all.slice(four),
  ].join('-')
}
