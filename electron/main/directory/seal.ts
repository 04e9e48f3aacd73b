/** Bytes of the seal. */
const length = 4

/** The bytes with a sum of them behind: what was damaged in the file is then noticed, and not read as something else. */
export function sealed(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + length)
  bytes.set(data)
  new DataView(bytes.buffer).setUint32(data.length, sumOf(data))
  return bytes
}

/** What was sealed. Throws a `SyntaxError`, which is damage, where it is missing or is not what it was. */
export function unsealed(bytes: unknown): Uint8Array {
  if (!(bytes instanceof Uint8Array) || bytes.length < length)
    throw new SyntaxError('a part of the index is missing')
  const data = bytes.subarray(0, bytes.length - length)
  const sum = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(data.length)
  if (sum !== sumOf(data)) throw new SyntaxError('a part of the index is not what it was')
  return data
}

/** FNV-1a of 32 bits. */
function sumOf(data: Uint8Array): number {
  let sum = 0x811c9dc5
  for (const byte of data) sum = Math.imul(sum ^ byte, 0x01000193)
  return sum >>> 0
}
