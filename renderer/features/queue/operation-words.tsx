import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { operationPhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { Said, useText } from '../../i18n/text.tsx'
import type { Say } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { openMember } from '../../stores/open-member.ts'
import { useTill } from '../../stores/till-context.tsx'

/** Whose it is, within a sentence. */
export function whoPhrase({ target, who }: OperationView): Phrase {
  if (target.kind === 'code') return phrase('queue.unknownCard', { code: target.code })
  return who.name === '' ? phrase('queue.nobody') : phrase('outage.name', { name: who.name })
}

/** Whose operation it is: a name that opens the member, or the card that was scanned. */
export function OperationWho({ operation }: { readonly operation: OperationView }): ReactNode {
  const text = useText()
  const till = useTill()
  const { target, who } = operation
  if (target.kind === 'code') {
    return <span className="operation__who">{text('queue.unknownCard', { code: target.code })}</span>
  }
  const name = who.name === '' ? text('queue.nobody') : who.name
  return (
    <Pressable
      className="operation__who operation__who--link"
      aria-label={text('queue.open', { name })}
      onPress={() => void openMember(till, target.key)}
    >
      <bdi>{name}</bdi>
    </Pressable>
  )
}

/** What was done. */
export function OperationWhat({ operation }: { readonly operation: OperationView }): ReactNode {
  return (
    <span className="operation__what">
      <Said phrase={operationPhrase(operation.facts)} />
    </span>
  )
}

/** Since when it is in doubt, and since when a person is asked. */
function askedParts(
  { lostAt, changedAt, reason }: OperationView,
  text: Say,
  clock: (at: number) => string,
): readonly string[] {
  const silent = reason?.kind === 'undecided' && lostAt !== null
  return [
    ...(silent ? [text('queue.silentSince', { at: clock(lostAt) })] : []),
    text('queue.askedAt', { at: clock(changedAt) }),
  ]
}

/** When, by whom, how often tried, how it was settled. */
export function OperationWhen({ operation }: { readonly operation: OperationView }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(60_000)
  const at = times.clock(operation.createdAt, now)
  const parts = [
    operation.by === null ? at : text('queue.by', { at, name: operation.by }),
    ...(operation.plain === 'needs-you' ? askedParts(operation, text, (time) => times.clock(time, now)) : []),
    ...(operation.attempts > 0 && operation.plain !== 'sent'
      ? [text('queue.attempts', { count: operation.attempts })]
      : []),
    ...(operation.proof === 'person' ? [text('queue.settledByPerson')] : []),
  ]
  return (
    <span className="operation__when number">
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
  )
}
