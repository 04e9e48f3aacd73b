import { onTestFinished } from 'vitest'
import type { TransferDocument } from '../../../../electron/main/outbox/pure/transfer.ts'
import { patienceMs } from '../../../../electron/main/outbox/transfer/move-out.ts'
import type { TakenIn } from '../../../../shared/domain/safety.ts'
import { offline } from './failures.ts'
import { createTill, shop } from './till.ts'
import type { Till, TillOptions } from './till.ts'

/** A till that is closed with the test. */
export function open(options: TillOptions = {}): Till {
  const till = createTill(options)
  onTestFinished(() => till.close())
  return till
}

/** A till that has found out that nothing is reachable. */
export async function offlineTill(options: TillOptions = {}): Promise<Till> {
  const till = open(options)
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
  return till
}

/** Moves all that waits out, and answers its file. */
export async function moveOut(till: Till): Promise<{ readonly id: string; readonly file: string }> {
  let moved: Awaited<ReturnType<typeof till.outbox.transfer.moveOut>> | null = null
  void till.outbox.transfer.moveOut(shop.id, 'Kim').then((answer) => (moved = answer))
  await till.time.advance(patienceMs + 1_000)
  const answer = moved as Awaited<ReturnType<typeof till.outbox.transfer.moveOut>> | null
  if (answer === null || !answer.ok || answer.value === null) throw new Error('nothing was moved')
  const file = till.outbox.transfer.fileOf(answer.value.id)
  if (file === null) throw new Error('no file')
  return { id: answer.value.id, file }
}

/** What a file of unsent work holds. */
export function documentOf(till: Till, file: string): TransferDocument {
  const read = till.outbox.transfer.read(file)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** Takes a file in. */
export async function takeIn(till: Till, file: string): Promise<TakenIn> {
  const taken = await till.outbox.transfer.takeIn(shop.id, documentOf(till, file), 'Kim')
  if (!taken.ok) throw new Error(taken.error.kind)
  return taken.value
}

/** What became of a file's work where nothing did. */
export const all = { taken: 0, asking: 0, known: 0, refused: 0 }
