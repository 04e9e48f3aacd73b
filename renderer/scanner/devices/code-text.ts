/** Longer than any code: what comes behind it is dropped. Bytes, and so characters too. */
export const mostBytes = 8_000

const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * The text of a code. Scanners send the bytes of the symbol: UTF-8 from whoever printed it lately, and Latin letters
 * of one byte else. Every byte is a character of one or the other, so nothing is lost and nothing refused.
 */
export function textOfCode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** A code without the line end that a scanner was told to put behind it. */
export function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  if (end > 0 && bytes[end - 1] === lineFeed) end -= 1
  if (end > 0 && bytes[end - 1] === carriageReturn) end -= 1
  return bytes.subarray(0, end)
}

/** Puts the parts of a code together. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
