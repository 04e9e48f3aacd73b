import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { TillFileProblem } from '../../../shared/domain/card-register.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { breathe } from '../services/cards/import-cards.ts'
import { readHeader, readLine } from '../services/next-till/till-file.ts'
import type { TillCounts, TillHeader, TillLine } from '../services/next-till/till-file.ts'

/** A million members with all that belongs to them; unpacked no file of ours is longer. */
const longestFile = 512 * 1024 * 1024
const longestUnpacked = 2 * 1024 * 1024 * 1024
/** A member with everything that a provider may send. */
const longestLine = 1024 * 1024
/** What is unpacked at a time: some milliseconds of reading. */
const pieceLength = 48 * 1024

/** Packs lines into a file. */
export async function writePacked(file: string, lines: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), createGzip(), createWriteStream(file, { mode: 0o600 }))
}

/** Ends the reading of a file, with what the page is told. */
class Stopped extends Error {
  readonly failure: RequestFailure
  constructor(failure: RequestFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

function unfit(problem: TillFileProblem): Stopped {
  return new Stopped({ kind: 'till-file-refused', problem, file: null })
}

/** What hears the lines of a file, some at a time and in their order; a failure of its own ends the reading. */
export type Hears = (lines: readonly TillLine[]) => Promise<RequestFailure | null>

/** Reads a packed file to its end, one piece after the other; `hear` has heard of lines before all of it was read. */
export async function readPacked(
  file: string,
  hear: Hears,
): Promise<Result<TillHeader & TillCounts, RequestFailure>> {
  try {
    if ((await stat(file)).size > longestFile) throw unfit('too-large')
    return ok(await readAll(file, hear))
  } catch (error) {
    if (error instanceof Stopped) return err(error.failure)
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^Z_/u.test(code)) return err(unfit((await isPacked(file)) ? 'damaged' : 'not-ours').failure)
    // What the system says of a file: EACCES, EIO, EISDIR.
    if (/^E[A-Z]+$/u.test(code)) return err(unfit('unreadable').failure)
    throw error
  }
}

async function readAll(file: string, hear: Hears): Promise<TillHeader & TillCounts> {
  let header: TillHeader | null = null
  let counts: TillCounts | null = null
  const heard = { card: 0, lost: 0, member: 0 }
  for await (const lines of linesOf(file)) {
    const some: TillLine[] = []
    for (const line of lines) {
      if (header === null) {
        const first = readHeader(line)
        if (!first.ok) throw unfit(first.error)
        header = first.value
        continue
      }
      const read = readLine(line, header.shops.length)
      // Behind the last line comes nothing.
      if (read === null || counts !== null) throw unfit('damaged')
      if ('kind' in read) some.push(read)
      else counts = read
    }
    for (const { kind } of some) heard[kind] += 1
    const failure = some.length === 0 ? null : await hear(some)
    if (failure !== null) throw new Stopped(failure)
    await breathe()
  }
  if (header === null) throw unfit('not-ours')
  if (counts?.cards !== heard.card || counts.members !== heard.member) throw unfit('damaged')
  return { ...header, ...counts }
}

async function* linesOf(file: string): AsyncGenerator<readonly string[], void, undefined> {
  const packed = createReadStream(file)
  const unpacked = createGunzip({ chunkSize: pieceLength })
  // What breaks while nobody asks for a piece is met at the next one.
  const flowing = pipeline(packed, unpacked).catch(() => undefined)
  const decoder = new TextDecoder()
  let rest = ''
  let length = 0
  try {
    for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
      length += piece.byteLength
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (length > longestUnpacked || rest.length > longestLine) throw unfit('too-large')
      if (lines.length > 0) yield lines
    }
    rest += decoder.decode()
    if (rest !== '') yield [rest]
  } finally {
    packed.destroy()
    unpacked.destroy()
    await flowing
  }
}

/** Whether a file begins as packed ones do: one that does was written by somebody, and is damaged. */
async function isPacked(file: string): Promise<boolean> {
  for await (const piece of createReadStream(file, { end: 1 }) as AsyncIterable<Uint8Array>) {
    return piece[0] === 0x1f && piece[1] === 0x8b
  }
  return false
}
