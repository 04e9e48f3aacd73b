import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'
import type {
  Answer,
  Capabilities,
  Evidence,
  Failure,
  LedgerVerdict,
  Provider,
  Unanswered,
} from '../../../electron/main/providers/provider.ts'
import type { Query } from '../../../electron/main/db/handle.ts'
import { checkBytes } from './at-the-wire.ts'
import { isFailure } from './book.ts'
import type { Mutation, Said } from './book.ts'
import type { StampClass, WireFault, World } from './plan.ts'
import type { Boot, Scene } from './scene.ts'

const unansweredStamps: Readonly<Record<StampClass, Unanswered>> = {
  keyed: 'keyed',
  tag: 'readable-by-tag',
  'counter-single': 'counter',
  'counter-shared': 'counter',
  ask: 'ask-a-person',
}

/** What the virtual provider says that it can do. */
export function capabilitiesOf(world: World): Capabilities {
  const stamps = unansweredStamps[world.stamps]
  return {
    enrol: 'makes',
    edit: ['firstName', 'lastName', 'email', 'phone', 'birthday'],
    stamps: { min: 1, max: 5 },
    redeem: true,
    adjust: { unit: { kind: 'points', decimals: 0 }, most: 5, mostTaken: 5, quick: [], noteLength: 0 },
    revert: false,
    ledger: false,
    affiliate: null,
    wallet: false,
    lists: false,
    tiers: null,
    attachCode: true,
    codes: 'provider',
    detachCode: false,
    sendLinks: false,
    unanswered: {
      create: world.create,
      attach: 'repeatable',
      stamps,
      redeem: stamps,
      edit: world.edit,
      adjust: stamps,
      revert: 'keyed',
      affiliate: 'repeatable',
      list: 'repeatable',
      tier: 'ask-a-person',
    },
    neverApplied: [400, 401, 403, 404, 409, 410, 422, 429, ...(world.declares503 ? [503] : [])],
    requestsPerSecond: null,
    pageSize: 50,
  }
}

/** A request, as the wire sees it. */
interface Request {
  readonly name: string
  /** What it would change; null for a read. */
  readonly mutation: Mutation | null
  /** The operations that it may be made for, for telling in which state a fault struck. */
  readonly states: () => readonly OperationState[]
}

const never = new Promise<never>(() => undefined)

/** The provider as one run of the program reaches it: over a wire that loses, delays and repeats nothing by itself. */
export function createWire(scene: Scene, boot: Boot): Provider {
  const { plan, time, book, random, notes } = scene
  const { world } = plan

  const evidence = (http: number | null): Evidence => ({
    http,
    requestId: null,
    startedAt: time.wall(),
    ms: 0,
    serverDate: null,
  })
  const answer = <T>(value: T): Answer<T> => ({ ok: true, value, evidence: evidence(200) })
  const fail = (failure: Failure): Answer<never> => ({
    ok: false,
    failure,
    evidence: evidence('status' in failure ? failure.status : null),
  })
  const faultNow = (isRead: boolean): WireFault | null => {
    const now = time.steady()
    for (const storm of plan.storms) {
      if (now < storm.from || now >= storm.until) continue
      // A read changes nothing that could be done late; a change shows nothing that could be old.
      if (isRead ? storm.fault === 'ghost' || storm.fault === 'error-after' : storm.fault === 'stale-read')
        continue
      if (random.chance(storm.chance)) return storm.fault
    }
    return null
  }
  /** Until the till has given up waiting. */
  const patience = (): number => (random.chance(0.7) ? random.between(5, 3_000) : 30_000)
  const apply = (mutation: Mutation): Said => {
    const said = book.apply(mutation, time.steady())
    notes.trace(
      `${time.steady()} applied ${mutation.kind} ${tagOf(mutation)} ${isFailure(said) ? said.kind : 'ok'}`,
    )
    return said
  }
  const applyLater = (mutation: Mutation, ms: number): void => {
    const tag = tagOf(mutation)
    scene.pending.set(tag, (scene.pending.get(tag) ?? 0) + 1)
    time.after(ms, () => {
      scene.pending.set(tag, (scene.pending.get(tag) ?? 0) - 1)
      apply(mutation)
    })
  }
  /** How late an unanswered request may still be done, counted from when the till gave up. */
  const lateness = (): number =>
    world.breaksBound && random.chance(0.5)
      ? world.lateBoundMs + world.readLagMs + random.between(20_000, 240_000)
      : random.int(world.lateBoundMs + 1)

  /** Done late, counted from when nobody waits for it any more: the till gave up, or died. */
  const applyUnawaited = (mutation: Mutation, patienceMs: number): void => {
    const tag = tagOf(mutation)
    const underWay = (more: number): void => {
      scene.pending.set(tag, (scene.pending.get(tag) ?? 0) + more)
    }
    underWay(1)
    const gone = (): void => {
      if (!boot.waiting.delete(gone)) return
      underWay(-1)
      applyLater(mutation, lateness())
    }
    boot.waiting.add(gone)
    time.after(patienceMs, gone)
  }

  const call = <T>(request: Request, work: () => T | Failure): Promise<Answer<T>> => {
    if (!boot.alive) return never
    const { mutation, name } = request
    if (mutation !== null) {
      if (scene.doom?.kind === 'before-bytes') {
        scene.crash()
        return never
      }
      checkBytes(scene, boot, mutation)
    } else if (name !== 'ping' && time.steady() < boot.quietUntil && !scene.jumped) {
      notes.violation('I11', `${name} before the time that the provider asked for`)
    }
    const drawn = faultNow(mutation === null)
    if (drawn !== null) for (const state of request.states()) notes.strike(drawn, state)
    notes.trace(
      `${time.steady()} ${boot.id} ${name} ${mutation === null ? '' : tagOf(mutation)} ${drawn ?? ''}`,
    )
    return new Promise((resolve) => {
      const reply = (ms: number, said: () => Answer<T>): void => {
        time.after(ms, () => {
          if (!boot.alive) return
          if (mutation !== null && scene.doom?.kind === 'before-record') {
            scene.crash()
            return
          }
          const told = said()
          if (!told.ok && told.failure.kind === 'rate-limited') {
            const wait = Math.max(1_000, told.failure.retryAfterMs ?? 5_000)
            boot.quietUntil = Math.max(boot.quietUntil, time.steady() + wait)
          }
          resolve(told)
        })
      }
      const travel = random.between(5, 200)
      const back = random.chance(0.05) ? random.between(500, 25_000) : random.between(5, 200)
      const arrive = (ms: number, then: (said: T | Failure) => void): void => {
        const tag = mutation === null ? null : tagOf(mutation)
        if (tag !== null) scene.pending.set(tag, (scene.pending.get(tag) ?? 0) + 1)
        time.after(ms, () => {
          if (tag !== null) scene.pending.set(tag, (scene.pending.get(tag) ?? 0) - 1)
          const said = work()
          if (boot.alive && mutation !== null && scene.doom?.kind === 'after-bytes') scene.crash()
          then(said)
        })
      }
      const silence = (): Answer<never> =>
        fail({ kind: 'no-answer', cause: random.pick(['reset', 'timeout']) })
      switch (drawn) {
        case 'not-sent':
          reply(random.pick([2, 5_000]), () => fail({ kind: 'not-sent', cause: 'refused' }))
          return
        case 'lost-request':
          reply(patience(), silence)
          return
        case 'lost-reply':
          arrive(travel, () => reply(patience(), silence))
          return
        case 'ghost': {
          const wait = patience()
          reply(wait, silence)
          if (mutation !== null) applyUnawaited(mutation, wait)
          return
        }
        case 'error-before': {
          const status = world.declares503 && random.chance(0.5) ? 503 : 500
          reply(travel + back, () => fail({ kind: 'server-error', status }))
          return
        }
        case 'error-after':
          arrive(travel, () =>
            reply(back, () => fail({ kind: 'server-error', status: random.pick([500, 502, 504]) })),
          )
          return
        case 'rate-limited': {
          const retryAfterMs = random.pick([null, 2_000, 20_000, 60_000])
          reply(travel + back, () => fail({ kind: 'rate-limited', retryAfterMs }))
          return
        }
        case 'signed-out':
          reply(travel + back, () => fail({ kind: 'unauthorized' }))
          return
        case 'portal':
          // Something in between answers; the request may have gone through all the same.
          if (mutation !== null && random.chance(0.3)) applyLater(mutation, travel)
          reply(travel + back, () => fail({ kind: 'bad-answer', status: 200 }))
          return
        case 'stale-read':
        case null:
          arrive(travel, (said) =>
            reply(back, () =>
              typeof said === 'object' && said !== null && 'kind' in said ? fail(said) : answer(said),
            ),
          )
      }
    })
  }

  /** Reads show the book as it was: now, or up to the read lag ago. */
  const seenAt = (): number => {
    const now = time.steady()
    const stormy = plan.storms.some((s) => s.fault === 'stale-read' && now >= s.from && now < s.until)
    return stormy || random.chance(0.3) ? now - random.int(world.readLagMs + 1) : now
  }
  const stateOf = (tag: string): readonly OperationState[] => {
    const row = scene.disk.own.get(byTag, tag)
    return row === undefined ? [] : [row.state]
  }
  /** A read does not say for which operation it is made: the first unsettled one of the member or code. */
  const firstOn = (key: string): readonly OperationState[] => {
    const row = scene.disk.own.get(firstLive, { key })
    return row === undefined ? [] : [row.state]
  }
  const read = <T>(name: string, states: Request['states'], work: () => T | Failure): Promise<Answer<T>> =>
    call({ name, mutation: null, states }, work)
  const mutate = <T>(name: string, mutation: Mutation): Promise<Answer<T>> =>
    call({ name, mutation, states: () => stateOf(tagOf(mutation)) }, () => apply(mutation) as T | Failure)

  return {
    id: 'leal',
    capabilities: capabilitiesOf(world),
    ping: () =>
      read(
        'ping',
        () => [],
        () => null,
      ),
    programme: () =>
      read(
        'programme',
        () => [],
        () => [],
      ),
    members: () =>
      read(
        'members',
        () => [],
        () => ({ members: book.all(seenAt()), next: null, total: null }),
      ),
    search: () =>
      read(
        'search',
        () => [],
        () => [],
      ),
    findByCode: (code) =>
      read(
        'find-by-code',
        () => firstOn(`card:${code}`),
        () => book.all(seenAt()).filter((member) => member.codes.includes(code)),
      ),
    findByContact: ({ email, phone }) =>
      read(
        'find-by-contact',
        () => [],
        () =>
          book
            .all(seenAt())
            .filter(
              ({ details }) =>
                (email !== null && details.email === email) || (phone !== null && details.phone === phone),
            ),
      ),
    findByTag: (tag) =>
      read(
        'find-by-tag',
        () => stateOf(tag),
        () => book.byTag(tag, seenAt()),
      ),
    member: (remoteId) =>
      read<RemoteMember>(
        'member',
        () => firstOn(`r:${remoteId}`),
        () => {
          if (!book.knows(remoteId))
            notes.violation('I7', `a read names ${remoteId}, which the provider never gave`)
          return book.member(remoteId, seenAt()) ?? { kind: 'not-found' }
        },
      ),
    create: (input) => mutate('create', { kind: 'create', input }),
    edit: (remoteId, changes, { tag }) => mutate('edit', { kind: 'edit', remoteId, changes, tag }),
    attachCode: (remoteId, code, { tag }) => mutate('attach', { kind: 'attach', remoteId, code, tag }),
    addStamps: (remoteId, cardId, amount, { tag }) =>
      mutate('stamp', { kind: 'stamp', remoteId, cardId, amount, tag }),
    redeem: (remoteId, cardId, rewardId, { tag }) =>
      mutate('redeem', { kind: 'redeem', remoteId, cardId, cost: Number(rewardId.slice(1)), tag }),
    balance: {
      // The first card is the balance: both are counters that a request moves.
      adjust: (remoteId, { amount }, { tag }) => {
        const cardId = book.cardOf(remoteId) ?? 'none'
        return mutate('adjust', { kind: 'stamp', remoteId, cardId, amount, tag })
      },
      revert: null,
      ledger: null,
      readBack: (remoteId, { tag }) =>
        read<LedgerVerdict>(
          'read-back',
          () => stateOf(tag),
          () => {
            const at = seenAt()
            if (book.member(remoteId, at) === null) return { kind: 'not-found' }
            return book.byTag(tag, at) === null ? 'absent' : 'there'
          },
        ),
    },
  }
}

interface State {
  readonly state: OperationState
}
const byTag: Query<State> = { sql: 'select state from op where tag = ?' }
const firstLive: Query<State> = {
  sql: `select state from op where live = 1 and state not in ('held', 'attention') and (lane = @key or lane2 = @key
      or lane = (select 'l:' || local_id from id_map where 'r:' || remote_id = @key)) order by seq limit 1`,
}

/** The mark of the operation that asks for a change. */
export function tagOf(mutation: Mutation): string {
  return mutation.kind === 'create' ? mutation.input.tag : mutation.tag
}
