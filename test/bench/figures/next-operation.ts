import {
  nextDueAt,
  sendableOps,
  summarise as summariseQueue,
} from '../../../electron/main/db/tables/op-queue.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import type { Bench, Figure, Row } from '../figure.ts'
import { pending, pileFile } from '../outbox/pile.ts'
import { openFile, outboxOver, shop, stamp } from '../outbox/shop.ts'
import { percentile, summarise } from '../statistics.ts'

const warmUp = 50
const repetitions = 500

function measure(id: string, title: string, work: () => void): Row {
  const taken: number[] = []
  for (let at = 0; at < warmUp + repetitions; at += 1) {
    const from = performance.now()
    work()
    if (at >= warmUp) taken.push(performance.now() - from)
  }
  const note = `p99 ${percentile(taken, 99).toFixed(3)} ms`
  return { id, title, unit: 'ms', note, ...summarise(taken) }
}

/** The pile as if all of it were for one member; `asked` puts a question before it, so that one other may go. */
async function oneLane(bench: Bench, name: string, asked: boolean): Promise<WriteDb> {
  const db = openFile(await pileFile(bench, name))
  db.exec("update op set lane = 'r:0', target = 'r:0' where live = 1")
  if (!asked) return db
  db.exec(`update op set state = 'attention', reason = '{"kind":"member-gone"}' where seq = 1`)
  const outbox = outboxOver(db, null)
  outbox.enqueue(stamp(1))
  await outbox.stop(0)
  return db
}

/** How long the sender looks for what goes next, while 100,000 wait. */
export const nextOperation: Figure = {
  name: 'next',
  measure: async (bench) => {
    const many = openFile(await pileFile(bench, 'next'))
    const one = await oneLane(bench, 'next-one', false)
    const blocked = await oneLane(bench, 'next-blocked', true)
    const next = (db: WriteDb) => () => {
      const found = sendableOps(db, { connectionId: shop.id, now: Date.now(), limit: 1 })
      if (found.length !== 1) throw new Error('what could go was not found')
    }
    try {
      return [
        measure('next.many', 'Next to send, 100,000 on 20,000 lanes', next(many)),
        measure('next.one', 'Next to send, 100,000 on one lane', next(one)),
        measure('next.blocked', 'Next to send, 100,000 behind a question', next(blocked)),
        measure('next.due', 'When something comes due next', () => {
          nextDueAt(many, shop.id, Date.now())
        }),
        measure('next.summary', 'Figures of the queue, counted', () => {
          if (summariseQueue(many, shop.id).waiting !== pending) throw new Error('the pile is not whole')
        }),
      ]
    } finally {
      for (const db of [many, one, blocked]) db.close()
    }
  },
}
