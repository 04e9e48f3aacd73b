/*
 * A language made from English for finding text that does not come from here, and layouts that break when a
 * translation is longer: accents on every letter, 40 % more of it, brackets around each sentence.
 */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀçđéƒğĥíĵķļɱñóþɋřšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓÞɊŘŠŢÚṼŴẊÝŽ'
const letters = new Map(Array.from(plain, (letter, at) => [letter, Array.from(accented)[at] ?? letter]))
const padding = ' one two three four five six seven eight nine ten eleven twelve'

function accent(text: string): string {
  return Array.from(text, (letter) => letters.get(letter) ?? letter).join('')
}

/** Where the brace that opens at `start` closes. */
function closing(message: string, start: number): number {
  let depth = 0
  for (let at = start; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1
    if (message[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return message.length - 1
}

function branches(body: string): string {
  let out = ''
  let at = 0
  while (at < body.length) {
    const open = body.indexOf('{', at)
    if (open === -1) return out + body.slice(at)
    const close = closing(body, open)
    out += `${body.slice(at, open)}{${convert(body.slice(open + 1, close))}}`
    at = close + 1
  }
  return out
}

function placeholder(body: string): string {
  const head = /^\s*[\w-]+\s*,\s*(?:plural|select|selectordinal)\s*,/u.exec(body)?.[0]
  return head === undefined ? `{${body}}` : `{${head}${branches(body.slice(head.length))}}`
}

function convert(message: string): string {
  let out = ''
  let at = 0
  while (at < message.length) {
    const open = message.indexOf('{', at)
    if (open === -1) return out + accent(message.slice(at))
    const close = closing(message, open)
    out += accent(message.slice(at, open)) + placeholder(message.slice(open + 1, close))
    at = close + 1
  }
  return out
}

/** One sentence in the pseudo-language. */
export function pseudo(message: string): string {
  const letterCount = message.replaceAll(/\{[^{}]*\}/gu, '').length
  const extra = padding.slice(0, Math.ceil(letterCount * 0.4))
  return `⟦${convert(message)}${accent(extra)}⟧`
}

/** Sentences in the pseudo-language. */
export function pseudoWords<Id extends string>(words: Readonly<Record<Id, string>>): Record<Id, string> {
  const said = Object.entries<string>(words).map(([id, message]) => [id, pseudo(message)])
  return Object.fromEntries(said) as Record<Id, string>
}
