import { parseMemberKey } from '../../../shared/domain/ids.ts'
import { formOf } from '../directory/match-one.ts'
import type { MemberForm } from '../directory/match-one.ts'
import type { WaitingMember } from '../outbox/types.ts'

/** What a shop's search keeps between two keys. */
export interface SearchMemory {
  /** A waiting member folded for search: once for each wording of what waits. */
  readonly form: (member: WaitingMember) => MemberForm
  /** Another question is asked: what was asked of the provider for the one before is abandoned. */
  readonly asked: (query: string) => void
  /** Begins to ask the provider; the signal says when nobody waits for its answer any more. */
  readonly ask: (query: string) => AbortSignal
}

/** Makes an empty one. */
export function createSearchMemory(): SearchMemory {
  const forms = new WeakMap<WaitingMember, MemberForm>()
  let asking: { readonly query: string; readonly abort: AbortController } | null = null
  return {
    form(member) {
      const known = forms.get(member)
      if (known !== undefined) return known
      const { origin, id } = parseMemberKey(member.key)
      const made = formOf(member.details, member.codes, origin === 'remote' ? id : null)
      forms.set(member, made)
      return made
    },
    asked(query) {
      if (asking === null || asking.query === query) return
      asking.abort.abort()
      asking = null
    },
    ask(query) {
      asking?.abort.abort()
      const abort = new AbortController()
      asking = { query, abort }
      return abort.signal
    },
  }
}
