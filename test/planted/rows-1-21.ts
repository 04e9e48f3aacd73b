import type { Plant } from './plant.ts'

const outbox = 'electron/main/outbox'

/** One mistake for each of rows 1 to 21 of the failure catalogue: what its test guards, taken away. */
export const rows1to21: readonly Plant[] = [
  {
    name: 'row-1',
    breaks: 'an operation is told to listeners before its transaction is committed',
    file: `${outbox}/core.ts`,
    find: 'told.push({ view: viewOf(row), key: keyOfLane(row.lane), brought, connectionId: row.connection_id })',
    replace:
      'listeners.operation.tell({ view: viewOf(row), key: keyOfLane(row.lane), brought, connectionId: row.connection_id })',
  },
  {
    name: 'row-1-b',
    breaks: 'an operation and its audit are saved in two commits',
    file: `${outbox}/enqueue.ts`,
    find: 'core.transact(() => {',
    replace: '((work: () => OpRow) => work())(() => {',
  },
  {
    name: 'row-2',
    breaks: 'the connection is left at what the driver makes of it: NORMAL',
    file: 'electron/main/db/open.ts',
    find: "db.pragma('synchronous = full')",
    replace: '',
  },
  {
    name: 'row-2-b',
    breaks: 'nobody looks whether commits are flushed after the first write',
    file: 'electron/main/db/open.ts',
    find: "db.pragma('synchronous') === full",
    replace: 'true',
  },
  {
    name: 'row-3',
    breaks: 'what the last run had on its way is not looked at when the program starts',
    file: `${outbox}/recovery.ts`,
    find: "for (const row of opsInState(core.db, connectionId, 'sending', batch)) {",
    replace: 'for (const row of [] as OpRow[]) {',
  },
  {
    name: 'row-3-b',
    breaks: 'what the last run had on its way is taken for unsent',
    file: `${outbox}/recovery.ts`,
    find: "if (unansweredHere(core, row, row.connection_id) === 'keyed') {",
    replace: 'if (row.attempts > 0) {',
  },
  {
    name: 'row-4',
    breaks: 'the request leaves before "sending" is committed',
    file: `${outbox}/send.ts`,
    find: '  if (!sending.mayClaim()) return\n',
    replace:
      '  if (!sending.mayClaim()) return\n  const left = ready.send()\n  ready = { ...ready, send: () => left }\n',
  },
  {
    name: 'row-4-b',
    breaks: 'what was on its way when the program was killed is sent again',
    file: `${outbox}/recovery.ts`,
    find: "return move(core, row, 'lost', {",
    replace: "return move(core, row, 'not-applied', {",
  },
  {
    name: 'row-5',
    breaks: 'a server error is taken for "not done" and sent again',
    file: `${outbox}/classify.ts`,
    find: ": { kind: 'lost' }",
    replace: ": { kind: 'not-applied', answered: true }",
  },
  {
    name: 'row-5-b',
    breaks: 'a timeout or a reset is taken for "not done" and sent again',
    file: `${outbox}/classify.ts`,
    find: "case 'bad-answer':\n      return { kind: 'lost' }",
    replace: "case 'bad-answer':\n      return { kind: 'not-applied', answered: true }",
  },
  {
    name: 'row-5-c',
    breaks: 'a connection that breaks after the request was written is taken for one that never stood',
    file: 'electron/main/outbound/exchange.ts',
    find: 'fail(connected ? afterConnected(error) : beforeConnected(error))',
    replace: 'fail(beforeConnected(error))',
  },
  {
    name: 'row-6',
    breaks: 'absence is believed at once',
    file: `${outbox}/settle.ts`,
    find: '  if (!settled) return lookAgain(facts)\n',
    replace: '',
  },
  {
    name: 'row-6-b',
    breaks: 'how late the provider may carry out a request is left out of the settle time',
    file: `${outbox}/settle.ts`,
    find: 'return facts.readLagMs + facts.lateBoundMs',
    replace: 'return facts.readLagMs',
  },
  {
    name: 'row-6-c',
    breaks: 'one look that finds nothing is enough',
    file: `${outbox}/settle.ts`,
    find: 'if (facts.negatives >= 1 && apart >= betweenNegativesMs) {',
    replace: 'if (apart >= 0) {',
  },
]
