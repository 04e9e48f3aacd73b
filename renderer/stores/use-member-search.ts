import { useCallback, useEffect, useRef, useState } from 'react'
import type { SearchAnswer } from '../../shared/domain/views.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { failurePhrase } from '../i18n/failure-text.ts'
import { phrase } from '../i18n/phrase.ts'
import type { Phrase } from '../i18n/phrase.ts'
import { askRested, besides } from './beyond.ts'
import { grown } from './search.ts'
import { useTill } from './till-context.tsx'
import type { Beyond } from './till.ts'

/** A search beside the counter's own: for choosing a member inside another task. */
export interface MemberSearch {
  readonly query: string
  /** The newest answer; null before the first. */
  readonly answer: SearchAnswer | null
  readonly failure: RequestFailure | null
  /** What became of asking the loyalty system itself; null where nobody needs to. */
  readonly beyond: Beyond['state'] | null
  readonly ask: (query: string) => void
}

/** Searches while typing; an answer to an earlier question never replaces a later one. */
export function useMemberSearch(): MemberSearch {
  const till = useTill()
  const { terminal, status } = till
  const asked = useRef(0)
  const [query, setQuery] = useState('')
  const [answer, setAnswer] = useState<SearchAnswer | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [beyond, setBeyond] = useState<Beyond['state'] | null>(null)

  const ask = useCallback(
    (next: string) => {
      asked.current += 1
      const ticket = asked.current
      setQuery(next)
      setBeyond(null)
      if (next.trim() === '') {
        setAnswer(null)
        setFailure(null)
        return
      }
      void terminal.call('search', { query: next }).then((found) => {
        if (asked.current !== ticket) return
        setFailure(found.ok ? null : found.error)
        setAnswer(found.ok ? found.value : null)
        if (!found.ok || !found.value.beyond) return
        setBeyond('asking')
        void askRested(till, next, () => asked.current === ticket).then((told) => {
          if (told === null) return
          setBeyond(told.state)
          // Below what is shown, so that nothing moves.
          setAnswer((shown) =>
            shown === null ? null : { ...shown, rows: [...shown.rows, ...besides(told, shown.rows)] },
          )
        })
      })
    },
    [till, terminal],
  )

  // As at the counter: what was not found while the member copy was short is looked for again when it has grown.
  useEffect(() => {
    if (answer === null || answer.complete || answer.query !== query) return
    return status.subscribe((now, before) => {
      if (now.directory === before.directory) return
      const ticket = asked.current
      void terminal.call('search', { query }).then((again) => {
        if (asked.current !== ticket || !again.ok) return
        // The loyalty system's rows may have joined meanwhile.
        setAnswer((shown) => shown && grown(shown, again.value))
      })
    })
  }, [terminal, status, query, answer])

  return { query, answer, failure, beyond, ask }
}

/** What stands under the rows. "Nobody" is said only online, of a complete list; null where the rows say it all. */
export function pickerNote(search: MemberSearch, online: boolean, byName: boolean): Phrase | null {
  if (search.failure !== null) return failurePhrase(search.failure)
  if (search.answer === null)
    return search.query.trim() === '' ? phrase(byName ? 'picker.empty' : 'picker.empty.exact') : null
  const { rows, more } = search.answer
  if (rows.length > 0) return more ? phrase('picker.more') : null
  if (more) return phrase('counter.results.many', { query: search.answer.query })
  if (!byName) return phrase('picker.exact')
  if (search.beyond === 'asking') return null
  const wasAsked = search.beyond === null || search.beyond === 'answered'
  const isSure = online && search.answer.complete && wasAsked
  return phrase(isSure ? 'picker.nobody' : 'picker.nobodyHere')
}
