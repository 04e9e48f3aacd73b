// A till in a process of its own, to be killed: enqueues and sends for as long as it lives.
//
//   node kill-child.ts <folder> work|drain
//
// The provider is a file: a line for each stamp that took effect. Time runs forty times faster than outside.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { randomBytes, randomInt } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../../electron/main/db/open.ts'
import { saveConnection } from '../../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../../electron/main/outbox/outbox.ts'
import type { Answer, Provider } from '../../../../electron/main/providers/provider.ts'
import type { HeldCard } from '../../../../shared/domain/member.ts'
import { createFakeProvider } from './fake-provider.ts'
import { shop, stamps } from './till.ts'

const [folder = '', mode = 'work'] = process.argv.slice(2)
const books = path.join(folder, 'applied.log')
const acknowledged = path.join(folder, 'acknowledged.log')
const faster = 40
const epoch = Date.UTC(2026, 0, 1)
const now = (): number => epoch + (Date.now() - epoch) * faster

function balance(remoteId: string): number {
  if (!existsSync(books)) return 0
  return readFileSync(books, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([member]) => member === remoteId)
    .reduce((sum, [, amount]) => sum + Number(amount), 0)
}
const card = (remoteId: string): HeldCard => ({
  id: `card-${remoteId}`,
  templateId: 'coffee',
  name: 'Coffee',
  stamps: balance(remoteId),
  passInstalled: null,
})
const fake = createFakeProvider(now)
const ok = <T>(value: T): Answer<T> => ({
  ok: true,
  value,
  evidence: { http: 200, requestId: null, startedAt: now(), ms: 0, serverDate: null },
})
const silence: Answer<never> = {
  ok: false,
  failure: { kind: 'no-answer', cause: 'reset' },
  evidence: { http: null, requestId: null, startedAt: now(), ms: 0, serverDate: null },
}
const provider: Provider = {
  ...fake.provider,
  member: async (remoteId) =>
    ok({
      remoteId,
      details: { firstName: 'A', lastName: null, email: null, phone: null, birthday: null },
      cards: [card(remoteId)],
      cardsKnown: true,
      codes: [],
      tags: [],
      updatedAt: null,
    }),
  addStamps: async (remoteId, _cardId, amount) => {
    await sleep(randomInt(3))
    const chance = mode === 'work' ? randomInt(100) : 100
    if (chance < 5) return silence
    appendFileSync(books, `${remoteId} ${amount}\n`)
    await sleep(randomInt(4))
    return chance < 15 ? silence : ok(card(remoteId))
  },
}

const opened = openDatabase({ file: path.join(folder, 'outbox.db'), now: now(), ballastBytes: 0 })
if (!opened.ok) throw new Error(opened.error.kind)
const db = opened.value
saveConnection(db, shop, now())
const outbox = createOutbox(db, {
  clock: { now },
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
  log: { info: () => undefined, warn: () => undefined },
})
outbox.start()
process.stdout.write('ready\n')

if (mode === 'work') {
  for (;;) {
    // Each amount is one of a kind: the books then tell which operation took effect, and how often.
    const amount = randomInt(1, 2 ** 40)
    const saved = outbox.enqueue(
      stamps(String(randomInt(5)), amount, { intent: randomBytes(8).toString('hex') }),
    )
    if (saved.ok) appendFileSync(acknowledged, `${amount} ${saved.value.id}\n`)
    await sleep(randomInt(3))
  }
}
while (outbox.summary(shop.id).waiting > outbox.summary(shop.id).needsYou) await sleep(20)
await outbox.stop(1_000)
db.close()
