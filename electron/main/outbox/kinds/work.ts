import type { OperationKind } from '../../../../shared/domain/operation.ts'
import type { Capabilities, Failure, Unanswered } from '../../providers/provider.ts'
import type { ParsedPayload } from '../pure/payload.ts'
import { affiliateSet } from './affiliate-set.ts'
import { balanceAdjust } from './balance-adjust.ts'
import { balanceRevert } from './balance-revert.ts'
import { cardAttach } from './card-attach.ts'
import { namingOthers } from './gone.ts'
import type { Job, Kind, Look, Prepared, Ready, Refused, Sent } from './kind.ts'
import { listSet } from './list-set.ts'
import { memberCreate } from './member-create.ts'
import { memberEdit } from './member-edit.ts'
import { rewardRedeem } from './reward-redeem.ts'
import { stampsAdd } from './stamps-add.ts'
import { tierEnrol } from './tier-enrol.ts'

/** What every kind of job has beside its payload. */
export type Circumstances = Omit<Job<OperationKind>, 'payload'>

/** One operation with its kind bound: the sender asks no kind. */
export interface Work {
  prepare(): Promise<Prepared>
  refused(ready: Ready, failure: Failure): Promise<Refused>
  look(sent: Sent): Promise<Look>
  /** How a silence of this kind can be settled at this provider. */
  readonly unanswered: Unanswered
}

/** Binds an operation to its kind. */
export function workOf(parsed: ParsedPayload, around: Circumstances): Work {
  const unanswered = unansweredOf(around.provider.capabilities, parsed.kind)
  switch (parsed.kind) {
    case 'member.create':
      return bind(memberCreate, { ...around, payload: parsed.payload }, unanswered)
    case 'card.attach':
      return bind(cardAttach, { ...around, payload: parsed.payload }, unanswered)
    case 'stamps.add':
      return bind(stampsAdd, { ...around, payload: parsed.payload }, unanswered)
    case 'reward.redeem':
      return bind(rewardRedeem, { ...around, payload: parsed.payload }, unanswered)
    case 'member.edit':
      return bind(memberEdit, { ...around, payload: parsed.payload }, unanswered)
    case 'balance.adjust':
      return bind(balanceAdjust, { ...around, payload: parsed.payload }, unanswered)
    case 'balance.revert':
      return bind(balanceRevert, { ...around, payload: parsed.payload }, unanswered)
    case 'affiliate.set':
      return bind(affiliateSet, { ...around, payload: parsed.payload }, unanswered)
    case 'list.set':
      return bind(listSet, { ...around, payload: parsed.payload }, unanswered)
    case 'tier.enrol':
      return bind(tierEnrol, { ...around, payload: parsed.payload }, unanswered)
  }
}

/** Under what name capabilities speak of each kind. */
export const callOf = {
  'member.create': 'create',
  'card.attach': 'attach',
  'stamps.add': 'stamps',
  'reward.redeem': 'redeem',
  'member.edit': 'edit',
  'balance.adjust': 'adjust',
  'balance.revert': 'revert',
  'affiliate.set': 'affiliate',
  'list.set': 'list',
  'tier.enrol': 'tier',
} as const satisfies Readonly<Record<OperationKind, keyof Capabilities['unanswered']>>

/** How a silence can be settled, by kind. */
export function unansweredOf(capabilities: Capabilities, kind: OperationKind): Unanswered {
  return capabilities.unanswered[callOf[kind]]
}

function bind<K extends OperationKind>(kind: Kind<K>, job: Job<K>, unanswered: Unanswered): Work {
  return {
    prepare: async () => namingOthers(job, await kind.prepare(job)),
    refused: async (ready, failure) => namingOthers(job, await kind.refused(job, ready, failure)),
    look: (sent) => kind.look(job, sent),
    unanswered,
  }
}
