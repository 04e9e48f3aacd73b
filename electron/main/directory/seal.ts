/** Bytes of the seal. */
const length = 4
const prime = 0x01000193
/** Whether the machine keeps the lowest byte of a number first, as nearly all do. */
const isLowFirst = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

/** The bytes with a sum of them behind: what was damaged in the file is then noticed, and not read as something else. */
export function sealed(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + length)
  bytes.set(data)
  new DataView(bytes.buffer).setUint32(data.length, sumOf(data, data.length))
  return bytes
}

/** What was sealed. Throws a `SyntaxError`, which is damage, where it is missing or is not what it was. */
export function unsealed(bytes: unknown): Uint8Array {
  if (!(bytes instanceof Uint8Array) || bytes.length < length)
    throw new SyntaxError('a part of the index is missing')
  const end = bytes.length - length
  const { buffer, byteOffset } = bytes
  // Of one class, whatever the engine hands out.
  const data = new Uint8Array(buffer, byteOffset, end)
  if (new DataView(buffer, byteOffset + end, length).getUint32(0) !== sumOf(data, end))
    throw new SyntaxError('a part of the index is not what it was')
  return data
}

/**
 * FNV-1a of 32 bits, of each fourth byte: four sums do not wait for each other, and every block of a million members is
 * summed several times. Each changed byte changes its own.
 */
function sumOf(data: Uint8Array, size: number): number {
  // As numbers of 32 bits from the start: others are slower than the summing itself.
  let [one, two, three, four] = [0x811c9dc5 | 0, 0x811c9dc6 | 0, 0x811c9dc7 | 0, 0x811c9dc8 | 0]
  const whole = size - (size % 4)
  let at = 0
  if (isLowFirst && data.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0) {
    // Four bytes at once, where they lie so that they can be read so.
    const words = new Uint32Array(data.buffer, data.byteOffset, whole / 4)
    for (let word = 0; word < words.length; word += 1) {
      const bytes = words[word] ?? 0
      one = Math.imul(one ^ (bytes & 0xff), prime)
      two = Math.imul(two ^ ((bytes >>> 8) & 0xff), prime)
      three = Math.imul(three ^ ((bytes >>> 16) & 0xff), prime)
      four = Math.imul(four ^ (bytes >>> 24), prime)
    }
    at = whole
  }
  for (; at < whole; at += 4) {
    one = Math.imul(one ^ (data[at] ?? 0), prime)
    two = Math.imul(two ^ (data[at + 1] ?? 0), prime)
    three = Math.imul(three ^ (data[at + 2] ?? 0), prime)
    four = Math.imul(four ^ (data[at + 3] ?? 0), prime)
  }
  for (; at < size; at += 1) one = Math.imul(one ^ (data[at] ?? 0), prime)
  let sum = one
  for (const other of [two, three, four]) sum = Math.imul(sum ^ other ^ (other >>> 15), prime)
  return sum >>> 0
}
