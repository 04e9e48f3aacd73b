/**
 * Codes and marks of a member as one text of the file: each behind a tab, and those that are UUIDs, as most systems number
 * their cards, in 22 letters behind a line's end. Whatever cannot stand so is JSON. Half of the bytes, of what is written
 * a million times.
 */

const plainMark = '\t'
const uuidMark = '\n'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const hyphen = 0x2d
const lettersOfOne = 22

/** Six bits each. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Three hexadecimal digits are two letters. */
const pairs = Array.from({ length: 64 ** 2 }, (_, at) => letters.charAt(at >>> 6) + letters.charAt(at & 63))
const numbers: number[] = Array.from({ length: 128 }, () => Number.NaN)
for (let at = 0; at < letters.length; at += 1) numbers[letters.charCodeAt(at)] = at

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
  const plain = text.indexOf(plainMark, from)
  const number = text.indexOf(uuidMark, from)
  if (plain < 0) return number < 0 ? text.length : number
  return number < 0 ? plain : Math.min(plain, number)
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

/** A number as it is written, its hyphens in place; and where its digits stand. */
const written = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1')
const places = Uint8Array.from(Array.from(written.keys()).filter((at) => written[at] !== hyphen))
const digits = Buffer.from('0123456789abcdef', 'latin1')

function unpackUuid(text: string): string {
  if (text.length !== lettersOfOne) throw damaged()
  // Written digit by digit into bytes: put together as texts, fifty rows would be tens of kilobytes to be thrown away.
  let digit = 0
  for (let read = 0; read < lettersOfOne; read += 2) {
    const bits = numberOf(text.charCodeAt(read)) * 64 + numberOf(text.charCodeAt(read + 1))
    // The last pair is of two digits.
    const isLast = read === lettersOfOne - 2
    if (!(bits < (isLast ? 256 : 4_096))) throw damaged()
    if (!isLast) {
      putDigit(digit, bits >>> 8)
      digit += 1
    }
    putDigit(digit, (bits >>> 4) & 15)
    putDigit(digit + 1, bits & 15)
    digit += 2
  }
  return written.toString('latin1')
}

function putDigit(digit: number, value: number): void {
  written[places[digit] ?? 0] = digits[value] ?? 0
}

function damaged(): SyntaxError {
  return new SyntaxError('what a row holds is no number of a card')
}

/** Of a letter; what is none is no part of any number. */
function numberOf(unit: number): number {
  return numbers[unit] ?? Number.NaN
}
