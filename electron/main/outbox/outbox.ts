import { ok } from '../../../shared/ipc/result.ts'
import type { WriteDb } from '../db/handle.ts'
import { canonicalKey, idsWaitedFor, learnCode, remoteIdOf } from '../db/tables/members.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import { summarise } from '../db/tables/op-queue.ts'
import { answerMany } from './answer-many.ts'
import * as answers from './answers.ts'
import { createCore } from './core.ts'
import { createDays } from './days.ts'
import { enqueue } from './enqueue.ts'
import { followed } from './follow.ts'
import { createForgetting } from './forgetting.ts'
import { createGuards } from './guards.ts'
import { createPeople } from './people.ts'
import * as reading from './reading.ts'
import { recover } from './recovery.ts'
import { createRegister } from './register.ts'
import { createReplaced } from './replaced.ts'
import { createSender, tickMs } from './sender.ts'
import { createTransfer } from './transfer/transfer.ts'
import type { Outbox, OutboxDependencies } from './types.ts'
import { createWaiting } from './waiting.ts'
import { viewOf } from './views.ts'

/**
 * The outbox over an open file. Nothing happens before `start`; what is enqueued before that is durable and waits.
 *
 * docs/outbox.md tells states, transitions and guarantees.
 */
export function createOutbox(db: WriteDb, deps: OutboxDependencies): Outbox {
  const core = createCore(db, deps)
  const sender = createSender(core)
  const { gates } = sender
  let cancelStart = (): void => undefined

  const start = (): void => {
    try {
      const suspected = recover(core)
      if (suspected !== null) core.listeners.suspected.tell(suspected)
    } catch (error) {
      // Without a recovery nothing may be sent; what is there can be shown.
      deps.log.warn('outbox.not-recovered', { error })
      cancelStart = deps.timers.set(start, tickMs)
      return
    }
    sender.start()
  }

  return {
    enqueue: (operation, lost = []) => {
      const saved = enqueue(core, operation, lost)
      if (saved.ok && operation.kind === 'reward.redeem')
        sender.hurry(operation.connectionId, saved.value.seq)
      else if (saved.ok) sender.kick(operation.connectionId)
      return saved
    },
    justDone: (operation, withinMs) => reading.justDone(core, operation, withinMs),
    undo: (id, by) => answers.undo(core, id, by),
    changeAmount: (id, amount, by) => answers.changeAmount(core, id, amount, by),
    releaseRedemptions: (connectionId, key) => {
      try {
        answers.releaseRedemptions(core, connectionId, key)
      } catch (error) {
        // Its own window ends in a moment.
        deps.log.warn('outbox.not-released', { error })
      }
      sender.kick(connectionId)
    },
    answer: (id, given, by, named = null) => {
      const answered = answers.answer(core, id, given, by, named)
      const row = answered.ok ? followed(core, answered.value.id) : null
      if (row !== null) sender.kick(row.connection_id)
      return answered.ok && row !== null ? ok(viewOf(row)) : answered
    },
    answerMany: (questions, given, by) => {
      const many = answerMany(core, questions, given, by)
      if (many.ok) for (const connectionId of many.value.connections) sender.kick(connectionId)
      return many
    },

    view: (id) => {
      const row = followed(core, id)
      return row === null ? null : viewOf(row)
    },
    adjustment: (id) => reading.adjustment(core, id),
    list: (connectionId, filter, limit) => reading.list(core, connectionId, filter, limit),
    history: (connectionId, key, limit) => reading.history(core, connectionId, key, limit),
    owed: (connectionId, key) => reading.owed(core, connectionId, key),
    onTheWire: (connectionId) => reading.onTheWire(core, connectionId),
    owedTo: (connectionId) => idsWaitedFor(core.db, connectionId),
    owesTo: (connectionId, key) => reading.owesTo(core, connectionId, key),
    owedToCode: (connectionId, code) => reading.owedToCode(core, connectionId, code),
    waitingMembers: createWaiting(core),
    summary: (connectionId) => summarise(db, connectionId),
    provisional: (connectionId, key) => reading.provisional(core, connectionId, key, gates.of(connectionId)),

    keyOf: (connectionId, remoteId) => canonicalKey(db, connectionId, remoteKey(remoteId)),
    remoteIdOf: (connectionId, key) => remoteIdOf(db, connectionId, key),
    learnCode: (connectionId, code, key) => {
      try {
        learnCode(db, { connectionId, code, key, now: core.now() })
      } catch (error) {
        // It will be learned at the next hit.
        deps.log.warn('outbox.code-not-learned', { error })
      }
    },
    keysOfCode: (connectionId, code) => reading.membersOfCode(core, connectionId, code),
    register: createRegister(core),
    replaced: createReplaced(core),
    guards: createGuards(core),
    days: createDays(core),
    people: createPeople(core),
    forgetting: createForgetting(core),

    link: (connectionId) => gates.link(connectionId),
    probe: (connectionId) => sender.probe(connectionId),
    hint: (connectionId, reached) => {
      const open = gates.isOpen(connectionId)
      // A hint is never proof: it only makes the outbox look for itself, sooner.
      if (open !== reached) void sender.probe(connectionId)
    },

    transfer: createTransfer(core, (connectionId) => sender.kick(connectionId)),

    onOperation: (listener) => core.listeners.operation.add(listener),
    onQueue: (listener) => core.listeners.queue.add(listener),
    onLink: (listener) => core.listeners.link.add(listener),
    onSuspected: (listener) => core.listeners.suspected.add(listener),

    start,
    stop: (ms) => {
      cancelStart()
      return sender.stop(ms)
    },
  }
}
