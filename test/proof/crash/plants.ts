import type { Plant } from '../../planted/plant.ts'

/** Mistakes that kills must bring to light. */
export const crashPlants: readonly Plant[] = [
  {
    name: 'crash-sends-before-commit',
    breaks: 'Bytes leave while the mark that they may have left is not yet on disk.',
    file: 'electron/main/outbox/send.ts',
    find: 'const claimed = await sending.commits.run(() => {',
    replace: `const early = ready.send()
  early.catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 20))
  Object.assign(ready, { send: () => early })
  const claimed = await sending.commits.run(() => {`,
  },
  {
    name: 'crash-recovery-sends-again',
    breaks: 'After a crash what was on the wire is sent again without a look.',
    file: 'electron/main/outbox/recovery.ts',
    find: "unansweredHere(core, row) === 'keyed'",
    replace: 'row.seq > 0',
  },
  {
    name: 'crash-recovery-forgets',
    breaks: 'After a crash what was on the wire stays there for ever.',
    file: 'electron/main/outbox/recovery.ts',
    find: `for (const row of opsInState(core.db, connectionId, 'sending', batch)) {
          interrupt(core, row)`,
    replace: `for (const row of opsInState(core.db, connectionId, 'sending', batch)) {
          closeAttempt(core.db, row.seq, { ended_at: now, outcome: 'x', http: null, request_id: null, evidence: null })`,
  },
  {
    name: 'crash-says-saved-too-early',
    breaks: 'The cashier is told "saved" before the commit.',
    file: 'electron/main/outbox/enqueue.ts',
    find: `return ok(viewOf(save(core, operation, lost)))`,
    replace: `setTimeout(() => save(core, operation, lost), 5)
      return ok({ id: operation.intent } as ReturnType<typeof viewOf>)`,
  },
]
