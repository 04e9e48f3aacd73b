import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import type { Evidence } from './evidence.ts'

/** The figures around an unanswered request, said: whole, or with the digits that the unit has after its point. */
export function evidencePhrase(given: Evidence, decimals: 0 | 2 = 0): Phrase {
  const evidence = decimals === 0 ? given : scaled(given, 10 ** decimals)
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

function scaled(evidence: Evidence, by: number): Evidence {
  const adding = evidence.adding / by
  switch (evidence.kind) {
    case 'looks-applied':
    case 'looks-not-applied':
    case 'unclear':
      return { ...evidence, adding, before: evidence.before / by, now: evidence.now / by }
    case 'only-now':
      return { ...evidence, adding, now: evidence.now / by }
    case 'unread':
      return { ...evidence, adding, before: evidence.before === null ? null : evidence.before / by }
  }
}
