import type { Plant } from './plant.ts'

/** Mistakes that the simulation must notice. */
export const bugPlants: readonly Plant[] = [
  {
    name: 'sim-retry-on-timeout',
    breaks: 'a request without an answer is taken for not done, and sent again',
    file: 'electron/main/outbox/classify.ts',
    find: "    // Something answered, but perhaps not the provider: bytes have left and may have gone through.\n    case 'bad-answer':\n      return { kind: 'lost' }",
    replace: "    case 'bad-answer':\n      return { kind: 'not-applied', answered: false }",
  },
  {
    name: 'sim-verify-at-once',
    breaks: 'a look that finds nothing counts at once, while the provider may still be at it',
    file: 'electron/main/outbox/settle.ts',
    find: 'const settled = Math.min(age, facts.waitedMs) >= settleMs(facts)',
    replace: 'const settled = age >= 0',
  },
  {
    name: 'sim-no-fsync',
    breaks: 'a commit returns before it is on the disk',
    file: 'electron/main/db/open.ts',
    find: "  const durable = db.pragma('synchronous') === full",
    replace: "  db.pragma('synchronous = normal')\n  const durable = true",
  },
  {
    name: 'sim-mark-after-send',
    breaks: 'bytes leave before the file says so',
    file: 'electron/main/outbox/send.ts',
    find: '  const claimed = await sending.commits.run(() => {',
    replace:
      '  const early = ready.send()\n  ready = { ...ready, send: () => early }\n  const claimed = await sending.commits.run(() => {',
  },
  {
    name: 'sim-global-fifo',
    breaks: 'whatever is not settled holds all that was saved after it, of whomever',
    file: 'electron/main/outbox/send.ts',
    find: '  if (!sending.mayClaim() || !gates.isOpen(connection.id)) return\n',
    replace:
      '  if (!sending.mayClaim() || !gates.isOpen(connection.id)) return\n  const first = core.db.get({ sql: `select 1 from op where live = 1 and seq < ${row.seq} limit 1` })\n  if (first !== undefined) return record(() => outcomes.postpone(core, row, null))\n',
  },
  {
    name: 'sim-counter-as-proof',
    breaks: 'a counter is believed although other tills write as well',
    file: 'electron/main/outbox/settle.ts',
    find: 'if (!facts.singleTill || facts.base === null || !facts.baseFresh) {',
    replace: 'if (facts.base === null) {',
  },
  {
    name: 'sim-delete-on-failure',
    breaks: 'what the provider refuses is deleted, and the trigger that forbids it is gone',
    file: 'electron/main/outbox/outcomes.ts',
    find: "      endAttempt(core, row, 'refused', evidence)\n",
    replace:
      "      core.db.exec('drop trigger op_live_stays; drop trigger attempt_delete')\n      core.db.exec(`delete from attempt where op_seq = ${row.seq}; delete from op where seq = ${row.seq}`)\n",
  },
  {
    name: 'sim-second-sender',
    breaks: 'a run that another one has replaced goes on sending',
    file: 'electron/main/outbox/outcomes.ts',
    find: '  return readMeta(core.db).boot_id === core.deps.bootId',
    replace: '  return true',
  },
]
