import type { OperationFacts } from '../../../shared/domain/operation.ts'
import { stampUnit } from '../../../shared/domain/unit.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import { figurePhrase } from '../../i18n/amount-phrase.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import type { Evidence } from './evidence.ts'

/** What the figures around an operation count. */
export function unitOf(facts: OperationFacts): Unit {
  return 'unit' in facts ? facts.unit : stampUnit
}

/** The figures around an unanswered request, said as their unit is written. */
export function evidencePhrase(evidence: Evidence, unit: Unit): Phrase {
  const figure = (amount: number): Phrase => figurePhrase(amount, unit)
  const change = figure(Math.abs(evidence.adding))
  const taking = evidence.adding < 0
  switch (evidence.kind) {
    case 'looks-applied':
    case 'looks-not-applied':
    case 'unclear': {
      const { kind } = evidence
      const values = { before: figure(evidence.before), now: figure(evidence.now), change }
      return taking
        ? phrase(`queue.evidence.taking.${kind}`, values)
        : phrase(`queue.evidence.${kind}`, values)
    }
    case 'only-now': {
      const values = { now: figure(evidence.now), change }
      return phrase(taking ? 'queue.evidence.taking.only-now' : 'queue.evidence.only-now', values)
    }
    case 'unread': {
      if (evidence.before === null) {
        return phrase(taking ? 'queue.evidence.taking.unread' : 'queue.evidence.unread', { change })
      }
      const values = { before: figure(evidence.before), change }
      return phrase(taking ? 'queue.evidence.taking.unread.before' : 'queue.evidence.unread.before', values)
    }
  }
}
