import type { Link } from '../../shared/domain/connection.ts'
import type { MemberField } from '../../shared/domain/member.ts'
import type { AttentionReason, OperationFacts, PlainState } from '../../shared/domain/operation.ts'
import type { Blocked, FieldProblem, RequestFailure } from '../../shared/ipc/failure.ts'
import { amountPhrase, changePhrase } from './amount-phrase.ts'
import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

/** What a field is called. */
export function fieldPhrase(field: MemberField): Phrase {
  return phrase(`field.${field}`)
}

/** What is wrong with a field. */
export function problemPhrase(problem: FieldProblem): Phrase {
  return phrase(`problem.${problem}`)
}

/** What the cashier calls the state of an operation. */
export function statePhrase(state: PlainState): Phrase {
  return phrase(`state.${state}`)
}

/** What was not done, and what to do. */
export function failurePhrase(failure: RequestFailure): Phrase {
  switch (failure.kind) {
    case 'not-saved':
      return phrase(`failure.not-saved.${failure.cause}`)
    case 'invalid-code':
      return phrase(`failure.invalid-code.${failure.problem}`)
    case 'card-replaced':
      return phrase('failure.card-replaced', { at: failure.at })
    case 'offline-redeem-limit':
      return phrase('failure.offline-redeem-limit', { limit: failure.limit })
    case 'not-enough-stamps':
      return phrase('failure.not-enough-stamps', { have: failure.have, need: failure.need })
    case 'out-of-range':
      return phrase('failure.out-of-range', { min: failure.min, max: failure.max })
    case 'amount-out-of-range':
      return phrase('failure.amount-out-of-range', {
        most: amountPhrase(failure.most, failure.unit),
        mostTaken: amountPhrase(failure.mostTaken, failure.unit),
      })
    case 'not-enough-balance':
      return phrase('failure.not-enough-balance', {
        have: amountPhrase(failure.have, failure.unit),
        need: amountPhrase(failure.need, failure.unit),
      })
    case 'day-cap':
      return phrase('failure.day-cap', { cap: failure.cap })
    case 'credits-too-few':
      return phrase('failure.credits-too-few', { least: failure.least / 100 })
    case 'till-name-too-long':
      return phrase('till.name.problem', { most: failure.most })
    case 'scanner-name-too-long':
      return phrase('scanners.form.name.problem', { most: failure.most })
    case 'too-many-scanners':
      return phrase('failure.too-many-scanners', { most: failure.most })
    case 'note-too-long':
    case 'affiliate-code-too-long':
      return phrase(`failure.${failure.kind}`, { most: failure.most })
    case 'work-waiting':
      return phrase('failure.work-waiting', { waiting: failure.waiting })
    case 'bad-request':
      return phrase('failure.bad-request', { id: failure.id })
    case 'internal':
      return failure.id === 'no-answer'
        ? phrase('failure.no-answer')
        : phrase('failure.internal', { id: failure.id })
    case 'file-refused':
      return phrase(`failure.file-refused.${failure.problem}`, {
        named: failure.file === null ? 'no' : 'yes',
        file: failure.file ?? '',
      })
    case 'not-connected':
      return phrase(`failure.not-connected.${failure.problem}`)
    case 'file-not-written':
      return phrase(`failure.file-not-written.${failure.cause}`)
    case 'cards-refused':
    case 'till-file-refused':
      return phrase(fileProblem(failure), {
        named: failure.file === null ? 'no' : 'yes',
        file: failure.file ?? '',
      })
    case 'list-not-written':
      return phrase(`failure.list-not-written.${failure.cause}`)
    case 'invalid':
    case 'just-done':
    case 'too-late':
    case 'not-found':
    case 'offline':
    case 'offline-redeem-off':
    case 'offline-deduct':
    case 'no-customer':
    case 'other-shops-customer':
    case 'not-offered':
    case 'choose-card':
    case 'reason-missing':
    case 'nothing-changed':
    case 'nobody-at-the-till':
    case 'name-taken':
    case 'blocked':
      return phrase(`failure.${failure.kind}`)
  }
}

function fileProblem(
  failure: Extract<RequestFailure, { kind: 'cards-refused' | 'till-file-refused' }>,
): Phrase['id'] {
  return failure.kind === 'cards-refused'
    ? `failure.cards-refused.${failure.problem}`
    : `failure.till-file-refused.${failure.problem}`
}

/** Why an operation needs a person. */
export function attentionPhrase(reason: AttentionReason): Phrase {
  switch (reason.kind) {
    case 'refused':
      return reason.about === undefined
        ? phrase('attention.refused', { status: reason.status })
        : phrase(`attention.refused.${reason.about}`)
    case 'contact-taken':
      return reason.other === null
        ? phrase(`attention.contact-taken.${reason.field}`)
        : phrase(`attention.contact-taken.${reason.field}.other`, { name: reason.other.name })
    case 'code-taken':
      return reason.other === null
        ? phrase('attention.code-taken')
        : phrase('attention.code-taken.other', { name: reason.other.name })
    case 'code-ambiguous':
      return phrase('attention.code-ambiguous', { count: reason.count })
    case 'not-enough-stamps':
      return reason.balance === null
        ? phrase('attention.not-enough-stamps.unknown', { cost: reason.cost })
        : phrase('attention.not-enough-stamps', { balance: reason.balance, cost: reason.cost })
    case 'edit-conflict':
      return phrase('attention.edit-conflict', { fields: reason.fields.map(fieldPhrase) })
    case 'details-needed':
      return phrase(reason.notes ? 'attention.details-needed.notes' : 'attention.details-needed', {
        fields: reason.fields.map(fieldPhrase),
      })
    case 'given-up':
      return phrase('attention.given-up', { answers: reason.answers })
    case 'member-gone': {
      const [other, ...more] = reason.candidates ?? []
      return other === undefined
        ? phrase('attention.member-gone')
        : phrase('attention.member-gone.other', { name: other.name, more: more.length })
    }
    case 'card-gone':
    case 'code-unknown':
    case 'reward-unavailable':
    case 'undecided':
    case 'unreadable':
    case 'newer-version':
    case 'connection-gone':
    case 'adapter-gone':
    case 'restored':
      return phrase(`attention.${reason.kind}`)
  }
}

/** What an operation is. */
export function operationPhrase(facts: OperationFacts): Phrase {
  switch (facts.kind) {
    case 'member.create':
    case 'card.attach':
    case 'unknown':
      return phrase(`operation.${facts.kind}`)
    case 'stamps.add':
      return phrase('operation.stamps.add', { amount: facts.amount })
    case 'reward.redeem':
      return phrase(facts.provisional ? 'operation.reward.redeem.provisional' : 'operation.reward.redeem', {
        reward: facts.rewardName,
      })
    case 'balance.adjust':
    case 'balance.revert':
      return phrase(`operation.${facts.kind}`, { change: changePhrase(facts.amount, facts.unit) })
    case 'affiliate.set':
      return facts.code === null
        ? phrase('operation.affiliate.clear')
        : phrase('operation.affiliate.set', { code: facts.code })
    case 'list.set':
      return phrase(facts.on ? 'operation.list.on' : 'operation.list.off', { list: facts.listName })
    case 'tier.enrol':
      return phrase('operation.tier.enrol', { tier: facts.tierName })
    case 'member.edit':
      return phrase('operation.member.edit', { fields: facts.fields.map(fieldPhrase) })
  }
}

/** The way to the provider in a few words. `clock` tells a time of day. */
export function linkPhrase(link: Link, clock: (at: number) => string): Phrase {
  switch (link.kind) {
    case 'online':
      return phrase('link.online')
    case 'rate-limited':
      return phrase('link.rate-limited', { until: clock(link.until) })
    case 'offline':
    case 'not-the-provider':
    case 'signed-out':
    case 'failing':
    case 'replaced':
      return phrase(`link.${link.kind}`, { since: clock(link.since) })
  }
}

/** What the way to the provider means for the cashier. */
export function linkMorePhrase(link: Link): Phrase {
  return phrase(`link.${link.kind}.more`)
}

/** Why the terminal cannot work: what happened, and what to do. */
export function blockedPhrase(blocked: Blocked): { readonly title: Phrase; readonly body: Phrase } {
  return { title: phrase(`blocked.${blocked.kind}.title`), body: blockedBody(blocked) }
}

function blockedBody(blocked: Blocked): Phrase {
  switch (blocked.kind) {
    case 'database-newer':
      return phrase('blocked.database-newer.body', { found: blocked.found, known: blocked.known })
    case 'database-unreadable':
      return phrase('blocked.database-unreadable.body', { file: blocked.file })
    case 'folder-not-writable':
      return phrase('blocked.folder-not-writable.body', { folder: blocked.folder })
    case 'migration-failed':
      return phrase('blocked.migration-failed.body', { version: blocked.version })
    case 'provision-invalid':
      return phrase('blocked.provision-invalid.body', { fields: blocked.fields.join(', ') })
    case 'database-not-durable':
    case 'disk-full':
    case 'page-crashed':
      return phrase(`blocked.${blocked.kind}.body`)
  }
}
