import type { OperationView } from '../../../shared/domain/operation.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { verdictOf } from './evidence.ts'
import type { Verdict } from './evidence.ts'

function silenceOf(verdict: Verdict): 'looks-applied' | 'looks-not-applied' | 'unclear' {
  switch (verdict) {
    case 'arrived':
      return 'looks-applied'
    case 'missing':
      return 'looks-not-applied'
    case 'unclear':
      return 'unclear'
  }
}

/** What a cashier should do about a question, in a sentence; null where the reason says it itself. */
export function advicePhrase({ reason, facts, choices }: OperationView): Phrase | null {
  if (reason === null) return null
  switch (reason.kind) {
    case 'undecided':
    case 'restored':
      return phrase(`advice.${silenceOf(verdictOf(reason))}`)
    case 'given-up':
      return phrase('advice.given-up')
    case 'refused':
      if (reason.about !== undefined) return null
      return phrase(choices.fix ? 'advice.refused.fix' : 'advice.refused')
    case 'contact-taken':
      return phrase(facts.kind === 'member.create' ? 'advice.contact-taken' : 'advice.contact-taken.edit')
    case 'code-taken':
      return phrase(facts.kind === 'member.create' ? 'advice.code-taken' : 'advice.code-taken.attach')
    case 'member-gone':
    case 'card-gone':
    case 'not-enough-stamps':
    case 'reward-unavailable':
    case 'edit-conflict':
    case 'details-needed':
    case 'connection-gone':
      return phrase(`advice.${reason.kind}`)
    case 'code-unknown':
    case 'code-ambiguous':
    case 'unreadable':
    case 'newer-version':
    case 'adapter-gone':
      return null
  }
}
