import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import type { Evidence } from './evidence.ts'

/** The figures around an unanswered request, said. */
export function evidencePhrase(evidence: Evidence): Phrase {
  const change = Math.abs(evidence.adding)
  const taking = evidence.adding < 0
  switch (evidence.kind) {
    case 'looks-applied':
    case 'looks-not-applied':
    case 'unclear': {
      const { before, now, kind } = evidence
      const values = { before, now, change }
      return taking
        ? phrase(`queue.evidence.taking.${kind}`, values)
        : phrase(`queue.evidence.${kind}`, values)
    }
    case 'only-now': {
      const values = { now: evidence.now, change }
      return phrase(taking ? 'queue.evidence.taking.only-now' : 'queue.evidence.only-now', values)
    }
    case 'unread': {
      const { before } = evidence
      if (before === null) {
        return phrase(taking ? 'queue.evidence.taking.unread' : 'queue.evidence.unread', { change })
      }
      const values = { before, change }
      return phrase(taking ? 'queue.evidence.taking.unread.before' : 'queue.evidence.unread.before', values)
    }
  }
}
