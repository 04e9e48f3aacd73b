import type { Connection } from '../../../shared/domain/connection.ts'
import type { OpRow } from '../db/tables/op.ts'
import { isStillFirst } from '../db/tables/op-queue.ts'
import type { Answer, BalanceFacet, Evidence, Failure, Provider } from '../providers/provider.ts'
import { retryDelay } from './backoff.ts'
import { classify, gateEventOf } from './classify.ts'
import type { Committer } from './commit.ts'
import type { Core } from './core.ts'
import type { Gates } from './gates.ts'
import { jobFor, storeOf } from './jobs.ts'
import { isKeyOver } from './keys.ts'
import type { Applied, Ready, Refused } from './kinds/kind.ts'
import type { Work } from './kinds/work.ts'
import { move } from './ledger.ts'
import * as outcomes from './outcomes.ts'
import { readPayload, whyUnread } from './payloads.ts'
import { lostNow } from './suspect.ts'

/** What sending needs beside the operation. */
export interface Sending {
  readonly core: Core
  readonly gates: Gates
  readonly commits: Committer
  /** Records an outcome; never fails: what cannot be written now is kept and written later. */
  readonly record: (work: () => OpRow | null) => Promise<void>
  /** Somebody at the counter waits for it, or for what comes after it on its lane. */
  readonly urgent: boolean
  /** Whether new claims are still made. */
  readonly mayClaim: () => boolean
  /** Another run has taken the file over. */
  readonly lostOwnership: () => void
}

/** A failure that shuts a gate: the operation waits behind the gate and its row is not touched. */
function isGateFailure(failure: Failure): boolean {
  switch (failure.kind) {
    case 'not-sent':
      return failure.cause !== 'aborted'
    case 'unauthorized':
    case 'rate-limited':
      return true
    case 'no-answer':
    case 'bad-answer':
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'server-error':
      return false
  }
}

/** Takes the head of a lane through: resolve, claim (committed), send once, record. */
export async function sendOne(
  sending: Sending,
  row: OpRow,
  connection: Connection,
  provider: Provider,
): Promise<void> {
  const { core, gates, record } = sending
  const payload = readPayload(row)
  if (payload.kind !== 'read') return record(() => outcomes.askFirst(core, row, whyUnread(payload)))
  if (row.store !== storeOf(connection)) {
    return record(() => outcomes.askFirst(core, row, { kind: 'connection-gone' }))
  }
  if (isKeyOver(core, row, provider)) {
    // It waited for too long to be sent again under its key: what can be seen of it goes into a question.
    core.silent(row.seq)
    const changes = lostNow(core, connection)
    return record(() => move(core, row, 'suspect', { changes, evidence: { key: 'over' } }))
  }
  const heard = overheard(sending, connection, provider)
  const work = jobFor(core, {
    row,
    parsed: payload.parsed,
    connection,
    provider: heard,
    urgent: sending.urgent,
  })
  const prepared = await work.prepare()
  switch (prepared.kind) {
    case 'found':
      gates.tell(connection.id, { kind: 'reached' })
      return record(() =>
        outcomes.finish(core, row, {
          event: 'found',
          proof: prepared.proof,
          applied: prepared.applied,
          evidence: null,
        }),
      )
    case 'ask':
      return record(() => outcomes.askFirst(core, row, prepared.reason))
    case 'later':
      return record(() => outcomes.postpone(core, row, null, prepared.slow === true))
    case 'belongs':
      return record(() => outcomes.joinMember(core, row, prepared))
    case 'failed': {
      if (prepared.failure.kind === 'forbidden') {
        switch (await rightsOf(sending, connection)) {
          case 'all-but-this':
            return record(() => outcomes.askFirst(core, row, { kind: 'refused', status: 403 }))
          case 'none':
            return
          case 'unclear':
            return record(() => outcomes.postpone(core, row, prepared.failure))
        }
      }
      gates.tell(connection.id, gateEventOf(prepared.failure))
      if (isGateFailure(prepared.failure)) return
      return record(() => outcomes.postpone(core, row, prepared.failure))
    }
    case 'ready':
      return deliver(sending, row, connection, provider, work, prepared)
  }
}

/**
 * The same provider; where a read beside the way is answered with a wish for patience the gate hears of it too, and
 * the reads behind it are not made.
 */
export function overheard(sending: Sending, connection: Connection, provider: Provider): Provider {
  const { core, gates } = sending
  const hear: Hear = async (asks) => {
    if (gates.of(connection.id).kind === 'rate-limited') {
      const evidence = { http: null, requestId: null, startedAt: core.now(), ms: 0, serverDate: null }
      return { ok: false, failure: { kind: 'rate-limited', retryAfterMs: null }, evidence }
    }
    const answer = await asks()
    if (!answer.ok && answer.failure.kind === 'rate-limited') {
      gates.tell(connection.id, gateEventOf(answer.failure))
    }
    return answer
  }
  return {
    ...provider,
    search: (query, options) => hear(() => provider.search(query, options)),
    findByCode: (code, options) => hear(() => provider.findByCode(code, options)),
    findByContact: (contact, options) => hear(() => provider.findByContact(contact, options)),
    findByTag: (tag, options) => hear(() => provider.findByTag(tag, options)),
    member: (remoteId, options) => hear(() => provider.member(remoteId, options)),
    ...(provider.balance === undefined ? {} : { balance: overheardBalance(provider.balance, hear) }),
  }
}

type Hear = <T>(asks: () => Promise<Answer<T>>) => Promise<Answer<T>>

function overheardBalance(balance: BalanceFacet, hear: Hear): BalanceFacet {
  const { readBack } = balance
  if (readBack === null) return balance
  return {
    ...balance,
    readBack: (remoteId, sought, options) => hear(() => readBack(remoteId, sought, options)),
  }
}

async function deliver(
  sending: Sending,
  row: OpRow,
  connection: Connection,
  provider: Provider,
  work: Work,
  ready: Ready,
): Promise<void> {
  const { core, gates, record } = sending
  // The reads before it may have taken their time: nothing leaves through a gate that has shut meanwhile.
  if (!sending.mayClaim() || !gates.isOpen(connection.id)) return
  const claimed = await sending.commits.run(() => {
    if (!outcomes.isOwner(core)) return 'not-owner' as const
    // While this one was resolved the card of an earlier one may have led to the same member: that one goes first.
    if (!isStillFirst(core.db, row.seq)) return null
    return outcomes.claim(core, row, ready)
  })
  if (claimed === 'not-owner') {
    sending.lostOwnership()
    return
  }
  if (claimed === null) return
  const startedAt = core.now()
  const wrote = (remoteId: string | null): void => {
    if (remoteId !== null) core.wrote(connection.id, remoteId)
  }
  wrote(ready.remoteId)
  // An adapter never throws; should one, bytes may have left.
  const answer = await ready.send().catch((): Answer<Applied> => ({
    ok: false,
    failure: { kind: 'no-answer', cause: 'other' },
    evidence: { http: null, requestId: null, startedAt, ms: core.now() - startedAt, serverDate: null },
  }))
  wrote(answer.ok ? (answer.value.created ?? ready.remoteId) : ready.remoteId)
  if (answer.ok) {
    await record(() =>
      outcomes.finish(core, claimed, {
        event: 'applied',
        proof: 'response',
        applied: answer.value,
        evidence: answer.evidence,
      }),
    )
    gates.tell(connection.id, { kind: 'reached' })
    return
  }
  await failed(sending, { row: claimed, connection, provider, work, ready }, answer.failure, answer.evidence)
}

interface Sent {
  readonly row: OpRow
  readonly connection: Connection
  readonly provider: Provider
  readonly work: Work
  readonly ready: Ready
}

async function failed(sending: Sending, sent: Sent, failure: Failure, evidence: Evidence): Promise<void> {
  const { core, gates, record } = sending
  const { row, connection, provider, work, ready } = sent
  const { outcome, gate } = classify(failure, provider.capabilities.neverApplied)
  switch (outcome.kind) {
    case 'not-applied': {
      const wait = isGateFailure(failure) ? 0 : retryDelay(row.tries, core.chance())
      const { answered } = outcome
      await record(() =>
        outcomes.putBack(core, row, { answered, outcome: failure.kind, evidence, waitMs: wait }),
      )
      break
    }
    case 'lost': {
      const { readLagMs, lateBoundMs } = connection
      await record(() =>
        outcomes.lose(core, row, {
          outcome: failure.kind,
          evidence,
          bounds: { readLagMs, lateBoundMs },
          cardId: ready.cardId,
        }),
      )
      break
    }
    case 'refused': {
      if (gates.of(connection.id).kind === 'rate-limited') {
        // Why it was refused cannot be asked now. Nothing was done: it is sent again when the gate is open.
        const waitMs = retryDelay(row.tries, core.chance())
        const back = { answered: true, outcome: failure.kind, evidence, waitMs }
        await record(() => outcomes.putBack(core, row, back))
        break
      }
      // The refusal stands, also where nobody can say more about it.
      const refused = await work.refused(ready, failure).catch((): Refused => plainRefusal(failure))
      await record(() => outcomes.refuse(core, row, refused, evidence))
      break
    }
    case 'forbidden': {
      const rights = await rightsOf(sending, connection)
      const answered = rights === 'unclear'
      const waitMs = answered ? retryDelay(row.tries, core.chance()) : 0
      await record(() =>
        rights === 'all-but-this'
          ? outcomes.refuse(core, row, { kind: 'ask', reason: { kind: 'refused', status: 403 } }, evidence)
          : outcomes.putBack(core, row, { answered, outcome: failure.kind, evidence, waitMs }),
      )
      break
    }
  }
  gates.tell(connection.id, gate)
}

function plainRefusal(failure: Failure): Refused {
  return {
    kind: 'ask',
    reason: { kind: 'refused', status: failure.kind === 'refused' ? failure.status : 404 },
  }
}

/**
 * After a 403: what the key may do, by one cheap read. Where it may do nothing that read has shut the gate; a read
 * that itself failed is no evidence of either.
 */
async function rightsOf(
  sending: Sending,
  connection: Connection,
): Promise<'all-but-this' | 'none' | 'unclear'> {
  const { event } = await sending.gates.probe(connection.id)
  switch (event.kind) {
    case 'reached':
      return 'all-but-this'
    case 'unauthorized':
      return 'none'
    case 'unreachable':
    case 'impostor':
    case 'limited':
    case 'failed':
    case 'nothing':
      return 'unclear'
  }
}
