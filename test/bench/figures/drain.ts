import path from 'node:path'
import type { Outbox } from '../../../electron/main/outbox/types.ts'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import type { Figure, Row } from '../figure.ts'
import { busiestSecond, startLoyalty } from '../outbox/loyalty.ts'
import { pileFile, pileUp } from '../outbox/pile.ts'
import { plainQueue } from '../outbox/plainjob.ts'
import { lealAt, openFile, outboxOver } from '../outbox/shop.ts'
import { inTurn, round, warmUp } from '../outbox/turns.ts'
import type { Round } from '../outbox/turns.ts'
import { summarise } from '../statistics.ts'

const rounds = 9
const each = 1_000
/** plainjob goes one by one and would take the longest. */
const eachPlain = 200
/** As many at once as the outbox grows to. */
const lanes = 16
/** A limit that the outbox would break within a moment. */
const tight = 40
const tightMs = 6_000

const background = { priority: 'background', tag: 'bench' } as const

/** The same two requests for each stamp as the outbox makes for a card of which it knows nothing yet; no database. */
function bareSender(provider: Provider): (count: number) => Promise<void> {
  let member = 1_000_000
  return async (count) => {
    let left = count
    const lane = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        member += 1
        const id = String(member)
        const read = await provider.member(id, background)
        const stamped = await provider.addStamps(id, id, 1, background)
        if (!read.ok || !stamped.ok) throw new Error('the loyalty system did not answer')
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }
}

/** A provider whom nobody reaches while it is the others' turn: who comes waits at the door. */
function turnstile(provider: Provider): {
  readonly provider: Provider
  readonly open: () => void
  readonly shut: () => void
} {
  let door = Promise.withResolvers<undefined>()
  return {
    provider: {
      ...provider,
      member: async (...args) => {
        await door.promise
        return await provider.member(...args)
      },
    },
    open: () => {
      door.resolve(undefined)
    },
    shut: () => {
      door = Promise.withResolvers<undefined>()
    },
  }
}

/** Until so many more are done. */
function drained(outbox: Outbox, count: number): Promise<void> {
  let done = 0
  return new Promise((resolve) => {
    const stopListening = outbox.onOperation(({ view }) => {
      if (view.state !== 'done') return
      done += 1
      if (done < count) return
      stopListening()
      resolve()
    })
  })
}

function rates(id: string, title: string, told: readonly Round[], note: string | null): Row {
  return { id, title, unit: '/s', note, ...summarise(told.map((one) => one.perSecond)) }
}

/** Round by round, since what one round suffers its neighbour suffers too. */
function ratio(
  id: string,
  title: string,
  told: readonly Round[],
  bare: readonly Round[],
  of: (one: Round) => number,
): Row {
  const ratios = told.map((one, at) => of(one) / of(bare[at] ?? one))
  return { id, title, unit: '×', note: null, ...summarise(ratios) }
}

/** The busiest second of a loyalty system that allows `tight` requests in one and says so in its answers. */
async function heldBack(file: string): Promise<number> {
  const loyalty = await startLoyalty(tight)
  const db = openFile(file)
  try {
    await pileUp(db, { count: 1_000, lanes: 1_000 })
    const outbox = outboxOver(db, lealAt(loyalty.baseUrl))
    outbox.start()
    await new Promise((resolve) => setTimeout(resolve, tightMs))
    await outbox.stop(30_000)
    return busiestSecond((await loyalty.seen()).arrivals)
  } finally {
    db.close()
    loyalty.close()
  }
}

/** How fast a queue of 100,000 goes out, beside who does the same with no database, and beside plainjob. */
export const drain: Figure = {
  name: 'drain',
  measure: async (bench) => {
    const folder = bench.folder('drain')
    const loyalty = await startLoyalty()
    try {
      const provider = lealAt(loyalty.baseUrl)
      const db = openFile(await pileFile(bench, 'drain'))
      const door = turnstile(provider)
      const outbox = outboxOver(db, door.provider)
      outbox.start()
      const bareSend = bareSender(provider)
      const plain = plainQueue(path.join(folder, 'plainjob.db'))
      for (let at = 0; at < eachPlain * (rounds + warmUp); at += 1) plain.add(at)
      const plainSend = bareSender(provider)
      const told = await inTurn(rounds, {
        bare: () => round(each, () => bareSend(each)),
        outbox: () =>
          round(each, async () => {
            const done = drained(outbox, each)
            door.open()
            await done
            door.shut()
          }),
      })
      // After the two, not between them: what it leaves in the machine's caches would be in their ratio.
      const { plainjob } = await inTurn(rounds, {
        plainjob: () => round(eachPlain, () => plain.drain(eachPlain, () => plainSend(1))),
      })
      plain.close()
      door.open()
      await outbox.stop(10_000)
      db.close()
      const most = await heldBack(path.join(folder, 'tight.db'))
      return [
        rates(
          'drain.bare',
          'Bare sender: stamps over loopback',
          told.bare,
          `${lanes} at once, a read and a stamp each`,
        ),
        rates(
          'drain.outbox',
          'Outbox: the same, of 100,000 that wait',
          told.outbox,
          'two durable commits around each',
        ),
        ratio('drain.ratio', 'Outbox to bare sender', told.outbox, told.bare, (one) => one.perSecond),
        ratio(
          'drain.ratio-cpu',
          'Bare sender to outbox, own processor time',
          told.bare,
          told.outbox,
          (one) => one.cpuMicros,
        ),
        rates(
          'drain.plainjob',
          'plainjob: the same, synchronous=FULL',
          plainjob,
          'one at a time, as it works',
        ),
        {
          id: 'drain.busiest-second',
          title: `Busiest second under a limit of ${tight}`,
          unit: '/s',
          note: `requests that arrived, any second of ${tightMs / 1_000}`,
          ...summarise([most]),
        },
      ]
    } finally {
      loyalty.close()
    }
  },
}
