import { setTimeout as delay } from 'node:timers/promises'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Counter } from '../counter.ts'
import type { Figure, Row } from '../figure.ts'
import { take } from '../members.ts'
import type { BenchMember } from '../members.ts'
import { momentIn } from '../recorder.ts'
import { summarise } from '../statistics.ts'
import { scanMember } from './scan-to-member.ts'

const warmUp = 4
const repetitions = 60
/** A finger rests on a key; briefer is a scanner's, ms. */
const fingerMs = 60
/** A cashier looks at the name before pressing, ms. */
const look = 200

/** One in so many stamps stays and is sent; the rest is taken back, or the screen would fill up with undo strips. */
const staying = 4

interface Operation {
  readonly seq: number
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly amount: number
}

/** What another connection can read: committed, or it would not be seen. */
interface Books {
  readonly newest: () => Operation | undefined
  readonly close: () => void
}

function openBooks(userData: string): Books {
  const file = path.join(userData, 'practice', 'outbox.db')
  const db = new Database(file, { readonly: true, fileMustExist: true })
  const newest = db.prepare<[], Operation>(
    `select seq, id, kind, target, payload ->> 'amount' as amount from op order by seq desc limit 1`,
  )
  return { newest: () => newest.get(), close: () => db.close() }
}

async function stamp(
  counter: Counter,
  books: Books,
  member: BenchMember,
  press: { readonly key: string; readonly amount: number },
  stays: boolean,
): Promise<number> {
  const { page, recorder } = counter
  const { key } = await scanMember(counter, member)
  await delay(look)
  const before = books.newest()?.seq ?? 0
  const from = await recorder.position()
  await page.keyboard.press(press.key, { delay: fingerMs })
  const shown = await recorder.until('stamp:shown', from)
  const saved = books.newest()
  if (saved === undefined || saved.seq <= before) throw new Error('shown as saved, and not in outbox.db')
  if (saved.kind !== 'stamps.add' || saved.target !== key || saved.amount !== press.amount) {
    throw new Error('outbox.db holds another operation than the one pressed')
  }
  if (shown.screen.added !== String(press.amount)) throw new Error('the stamps were not on the screen')
  if (!stays) {
    const undone = await page.evaluate((id) => window.terminal.undo({ id }), saved.id)
    if (!undone.ok) throw new Error(`the stamps could not be taken back: ${undone.error.kind}`)
  }
  return shown.at - momentIn(await recorder.since(from), `key:${press.key}`).at
}

async function measure(
  counter: Counter,
  members: readonly BenchMember[],
  press: { readonly key: string; readonly amount: number },
): Promise<readonly number[]> {
  const books = openBooks(counter.terminal.userData)
  try {
    const took: number[] = []
    for (const [at, member] of members.entries())
      took.push(await stamp(counter, books, member, press, at % staying === 0))
    return took.slice(warmUp)
  } finally {
    books.close()
  }
}

export const stampToShown: Figure = {
  name: 'stamp',
  measure: async (bench) => {
    const counter = await bench.counter()
    const each = warmUp + repetitions
    const button = await measure(counter, take(counter.members, 200, each), { key: 'Enter', amount: 1 })
    const digit = await measure(counter, take(counter.members, 200 + each, each), { key: '2', amount: 2 })
    return [
      row('stamp.to-shown', 'Stamp: Enter to durable and shown', button, 'each read back from outbox.db'),
      row(
        'stamp.digit-to-shown',
        'Stamp: digit key to durable and shown',
        digit,
        'first it waits to know that no scan or phone number follows (`quiet` in arm.ts)',
      ),
    ]
  },
}

function row(id: string, title: string, took: readonly number[], note: string): Row {
  return { id, title, unit: 'ms', ...summarise(took), note }
}
