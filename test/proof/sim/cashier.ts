import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { CardTarget, OperationTarget } from '../../../shared/domain/operation.ts'
import type { NewOperation } from '../../../electron/main/outbox/types.ts'
import { cashier } from './disk.ts'
import type { Act, Whom } from './plan.ts'
import type { Scene } from './scene.ts'

/** What the cashier does at the till. */
export interface AtTheTill {
  /** False where the act must wait: the program is not there. */
  does(act: Act): boolean
}

/** A cashier with a till. */
export function createCashier(scene: Scene): AtTheTill {
  const { connection, book, random, time, acknowledged, notes } = scene
  const chance = random.fork()
  const enrolled = new Map<number, MemberDetails>()
  let last: { readonly id: string; readonly operation: NewOperation } | null = null
  let intents = 0

  const keyOf = (whom: Exclude<Whom, { kind: 'code' }>): MemberKey | null => {
    if (whom.kind === 'known') return `r:m${whom.n + 1}`
    if (!enrolled.has(whom.n)) return null
    const local: MemberKey = `l:01LOCAL${whom.n}`
    const remoteId = scene.outbox?.remoteIdOf(connection.id, local) ?? null
    // Found by a search the same member has the provider's name.
    return remoteId !== null && chance.chance(0.4) ? `r:${remoteId}` : local
  }
  const targetOf = (whom: Whom): OperationTarget | null => {
    if (whom.kind === 'code') {
      const [key, ...more] = scene.outbox?.keysOfCode(connection.id, whom.code) ?? []
      if (key !== undefined && more.length === 0) return { kind: 'member', key }
      return { kind: 'code', code: whom.code }
    }
    const key = keyOf(whom)
    return key === null ? null : { kind: 'member', key }
  }
  const detailsOf = (key: MemberKey): MemberDetails | null => {
    const remoteId = scene.outbox?.remoteIdOf(connection.id, key) ?? null
    if (remoteId !== null) return book.member(remoteId, time.steady())?.details ?? null
    return enrolled.get(Number(key.slice('l:01LOCAL'.length))) ?? null
  }
  const save = (operation: NewOperation): boolean => {
    const saved = scene.outbox?.enqueue(operation)
    // Killed while it saved: nobody was told anything.
    if (saved?.ok !== true || scene.boot === null) return false
    const first = acknowledged.get(saved.value.id)
    if (first !== undefined && first.intent !== operation.intent) {
      notes.violation('I1', `operation ${saved.value.seq} answers for two taps that are not the same`)
    }
    acknowledged.set(saved.value.id, { intent: operation.intent })
    last = { id: saved.value.id, operation }
    return true
  }
  const common = (
    undoMs: number,
  ): Pick<NewOperation, 'connectionId' | 'intent' | 'by' | 'actor' | 'undoMs'> => ({
    connectionId: connection.id,
    intent: `intent-${(intents += 1)}`,
    by: cashier.name,
    actor: cashier.id,
    undoMs,
  })
  const who = { name: 'Somebody' }
  const cardOf = (target: OperationTarget, wanted: 'held' | 'template'): CardTarget => {
    if (target.kind === 'code') return { kind: 'only' }
    const remoteId = scene.outbox?.remoteIdOf(connection.id, target.key) ?? null
    const held = remoteId === null ? undefined : book.member(remoteId, time.steady())?.cards[0]
    return wanted === 'held' && held !== undefined
      ? { kind: 'held', cardId: held.id }
      : { kind: 'template', templateId: 'coffee' }
  }
  const enrol = (act: Extract<Act, { kind: 'enrol' }>): void => {
    const details = {
      firstName: `E${act.n}`,
      lastName: null,
      email: act.email,
      phone: null,
      birthday: null,
    }
    const saved = save({
      ...common(0),
      kind: 'member.create',
      target: { kind: 'member', key: `l:01LOCAL${act.n}` },
      payload: { who, details, code: act.code, templateId: 'coffee', welcome: 1, sendLinks: false },
    })
    if (saved) enrolled.set(act.n, details)
  }
  const act = (act: Act): void => {
    switch (act.kind) {
      case 'stamp': {
        const target = targetOf(act.whom)
        if (target === null) return
        const card = cardOf(target, act.card)
        const amount = amountOfBalance(act.amount)
        if (amount === null) {
          save({
            ...common(act.undoMs),
            kind: 'stamps.add',
            target,
            payload: { who, amount: act.amount, card },
          })
        } else {
          save({
            ...common(act.undoMs),
            kind: 'balance.adjust',
            target,
            payload: { who, amount, unit: { kind: 'points', decimals: 0 }, card, note: null },
          })
        }
        return
      }
      case 'redeem': {
        const target = targetOf(act.whom)
        if (target === null) return
        const rewardId = `w${act.cost}`
        const payload = {
          who,
          rewardId,
          rewardName: 'Coffee',
          cost: act.cost,
          card: cardOf(target, 'held'),
          provisional: false,
        }
        save({ ...common(act.undoMs), kind: 'reward.redeem', target, payload })
        return
      }
      case 'edit': {
        const target = targetOf(act.whom)
        const base = target?.kind === 'member' ? detailsOf(target.key) : null
        if (target === null || base === null) return
        save({
          ...common(0),
          kind: 'member.edit',
          target,
          payload: { who, changes: { [act.field]: act.value }, base },
        })
        return
      }
      case 'attach': {
        const target = targetOf(act.whom)
        if (target?.kind === 'member') {
          save({ ...common(0), kind: 'card.attach', target, payload: { who, code: act.code } })
        }
        return
      }
      case 'enrol':
        enrol(act)
        return
      case 'tap-again': {
        const known = last
        if (known === null) return
        const again = scene.outbox?.enqueue(known.operation)
        if (
          again?.ok === true &&
          scene.boot !== null &&
          again.value.id !== known.id &&
          again.value.state !== 'cancelled'
        ) {
          const followed = scene.outbox?.view(known.id)
          if (followed?.id !== again.value.id)
            notes.violation('I2', 'a second tap of the same sheet added an operation')
        }
        return
      }
      case 'undo':
        if (last !== null) scene.outbox?.undo(last.id, cashier.name)
        return
      case 'change':
        if (last !== null) scene.outbox?.changeAmount(last.id, act.amount, cashier.name)
        return
      case 'leave':
        scene.outbox?.releaseRedemptions(connection.id, `r:m${act.n + 1}`)
        return
      case 'hint':
        scene.outbox?.hint(connection.id, act.reached)
        return
      case 'answers':
      case 'elsewhere':
      case 'crash':
      case 'jump':
      case 'disk-full':
      case 'second-process':
        throw new Error(`${act.kind} is not done by a cashier.`)
    }
  }
  return {
    does: (one) => {
      if (scene.outbox === null) return false
      act(one)
      return true
    },
  }
}

/**
 * Two of the five amounts are made as changes of a balance on the same card, one of them a deduction; null for stamps.
 * No chance is drawn for it, so that a seed means the same acts as before.
 */
function amountOfBalance(amount: number): number | null {
  switch (amount) {
    case 3:
      return 3
    case 5:
      return -2
    default:
      return null
  }
}
