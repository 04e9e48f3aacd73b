import { randomBytes } from 'node:crypto'
import { openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { Outbox } from '../../../electron/main/outbox/types.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import { createRandom } from '../support/random.ts'
import { proofShop } from '../support/operations.ts'
import { createCashier } from './cashier.ts'
import { faster, lateBoundMs, tillNow } from './clock.ts'
import { truthPath } from './truth.ts'

/** What one run of a till is told. */
export interface TillRun {
  readonly folder: string
  readonly origin: string
  /** Sends what there is and ends; otherwise saves more and more until it is killed. */
  readonly drains: boolean
  readonly seed: number
  readonly run: number
}

/** The key that the server expects. */
export const proofKey = 'key-of-the-proof'

/** Starts the product's outbox over the file in the folder and lives until it is killed, or until all is settled. */
export async function runTill(given: TillRun): Promise<void> {
  const random = createRandom(given.seed * 7_919 + given.run)
  const shop = { ...proofShop, baseUrl: given.origin, lateBoundMs }
  const provider = createProvider(shop, {
    transport: createTransport({ limits: { connectMs: 1_000, headersMs: 400, bodyMs: 400 } }),
    key: () => proofKey,
    clock: { now: tillNow },
    sleep: (ms) => sleep(ms / faster),
  })
  writeSync(1, 'opening\n')
  const opened = openDatabase({ file: path.join(given.folder, 'outbox.db'), now: tillNow(), ballastBytes: 0 })
  if (!opened.ok) throw new Error(`not opened: ${opened.error.kind}`)
  const db = opened.value
  saveConnection(db, shop, tillNow())
  const outbox = createOutbox(db, {
    clock: { now: tillNow },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms / faster)
        return () => clearTimeout(timer)
      },
    },
    random: (length) => randomBytes(length),
    connections: () => [shop],
    provider: () => provider,
    bootId: randomBytes(8).toString('hex'),
    tillId: 'till-A',
    log: { info: () => undefined, warn: (event) => void writeSync(2, `${event}\n`) },
  })
  outbox.start()
  writeSync(1, 'ready\n')
  const answering = answerQuestions(given.origin, outbox)
  if (!given.drains) {
    const acknowledged = openSync(path.join(given.folder, 'acknowledged.log'), 'a')
    const cashier = createCashier({ db, outbox, random, run: given.run })
    for (;;) {
      for (let burst = random.between(1, 4); burst > 0; burst -= 1) {
        const saved = cashier()
        if (saved === null) continue
        writeSync(acknowledged, `${saved}\n`)
        writeSync(1, '.')
      }
      await sleep(random.between(0, 4))
    }
  }
  await untilSettled(db, outbox)
  answering.stop()
  await outbox.stop(1_000)
  db.close()
}

/** No wait of the outbox is longer than ten minutes: after twice that without one event it is stuck. */
const stuckMs = 1_200_000
const lastEvent = { sql: 'select max(n) as n from op_event' }

async function untilSettled(db: WriteDb, outbox: Outbox): Promise<void> {
  let last: number | null = null
  let movedAt = tillNow()
  while (outbox.summary(proofShop.id).waiting > 0) {
    const now = db.get<{ readonly n: number | null }>(lastEvent)?.n ?? null
    if (now !== last) movedAt = tillNow()
    last = now
    if (tillNow() - movedAt > stuckMs) throw new Error('Nothing moves any more.')
    await sleep(20)
  }
}

/** Somebody who answers what the till asks, by what really became of it, and only once that cannot change any more. */
function answerQuestions(origin: string, outbox: Outbox): { stop(): void } {
  let running = true
  const settle = async (view: OperationView): Promise<void> => {
    const reply = await fetch(`${origin}${truthPath(view.id)}`)
    const truth = (await reply.json()) as { readonly applied: boolean; readonly final: boolean }
    if (!truth.final || !running) return
    if (truth.applied && view.choices.confirm) outbox.answer(view.id, { kind: 'confirm' }, 'Kim')
    // An enrolment that is there is found by its mark.
    else if (truth.applied) outbox.answer(view.id, { kind: 'retry' }, 'Kim')
    else outbox.answer(view.id, { kind: 'drop', reason: 'It never arrived.' }, 'Kim')
  }
  const goOn = async (): Promise<void> => {
    while (running) {
      for (const view of outbox.list(proofShop.id, 'needs-you', 5)) await settle(view).catch(() => undefined)
      await sleep(25)
    }
  }
  void goOn()
  return {
    stop: () => {
      running = false
    },
  }
}
