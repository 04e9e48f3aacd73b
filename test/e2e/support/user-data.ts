import Database from 'better-sqlite3'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A file that holds a word which it must not hold. */
export interface Leak {
  readonly file: string
  /** Which of the words, by its name. */
  readonly word: string
  readonly as: string
}

/** Every file under a folder that holds one of the words, however it is written. */
export function leaksIn(folder: string, words: Readonly<Record<string, string>>): readonly Leak[] {
  const forms = Object.entries(words).flatMap(([word, text]) =>
    writings(text).map((form) => ({ word, ...form })),
  )
  return filesIn(folder).flatMap((file) => {
    const content = contentOf(file)
    return forms
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ word, as }) => ({ file: path.relative(folder, file), word, as }))
  })
}

/** What a file holds; nothing where the browser, which is at work, has removed it since it was listed. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Every file under a folder. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

/** The text as bytes, in each form in which it could lie in a file without being encrypted. */
function writings(text: string): readonly { readonly as: string; readonly bytes: Buffer }[] {
  const utf8 = Buffer.from(text, 'utf8')
  // In base64 a text looks different at each of three positions; the middle is the same whatever stands around it.
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64')
    return whole.slice(before === 0 ? 0 : 4, -4)
  })
  return [
    { as: 'utf8', bytes: utf8 },
    { as: 'utf16le', bytes: Buffer.from(text, 'utf16le') },
    { as: 'utf16be', bytes: Buffer.from(text, 'utf16le').swap16() },
    { as: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    ...base64.filter((part) => part.length >= 8).map((part) => ({ as: 'base64', bytes: Buffer.from(part) })),
  ]
}

/** What the till wrote to its logs. */
export function logsOf(userData: string): string {
  const folder = path.join(userData, 'logs')
  return filesIn(folder)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}

/** An operation as it lies in the till's precious file. */
export interface StoredOperation {
  readonly kind: string
  readonly state: string
}

/** The operations in the precious file of a mode; it may be open elsewhere. */
export function storedOperations(
  userData: string,
  mode: 'practice' | 'live' = 'practice',
): readonly StoredOperation[] {
  const db = new Database(path.join(userData, mode, 'outbox.db'), { readonly: true })
  try {
    return db.prepare<[], StoredOperation>('select kind, state from op order by rowid').all()
  } finally {
    db.close()
  }
}
