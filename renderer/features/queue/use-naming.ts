import { useState } from 'react'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { QuestionSides } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { useTill } from '../../stores/till-context.tsx'
import { useIsHere } from '../../stores/use-is-here.ts'
import { useSettle } from './settle-dialogs.tsx'

/** What an enrolment says otherwise than the member whom the cashier named. */
export interface Otherwise extends Pick<QuestionSides, 'changes' | 'left'> {
  readonly key: MemberKey
  readonly name: string
  /** Fields that are to be changed; none at first. */
  readonly take: readonly MemberField[]
}

/** The dialog in which somebody works; null where none is open. */
function topDialog(): Element | null {
  return [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? null
}

/** Names the member of an operation. Where an enrolment says something else of them, that is asked before. */
export function useNaming(asked: { readonly operation: OperationView; readonly onClose: () => void }): {
  readonly isBusy: boolean
  readonly failure: RequestFailure | null
  readonly otherwise: Otherwise | null
  readonly name: (member: { readonly key: MemberKey; readonly name: string }) => void
  readonly take: (field: MemberField, takes: boolean) => void
  readonly save: () => void
  readonly leave: () => void
} {
  const till = useTill()
  const { operation } = asked
  const isHere = useIsHere()
  const { isBusy, failure, answer } = useSettle(asked)
  const [isReading, setReading] = useState(false)
  const [unread, setUnread] = useState<RequestFailure | null>(null)
  const [otherwise, setOtherwise] = useState<Otherwise | null>(null)
  const name = async (member: { readonly key: MemberKey; readonly name: string }): Promise<void> => {
    if (isReading) return
    const { key } = member
    if (operation.facts.kind !== 'member.create') {
      answer({ kind: 'use-member', key, card: null })
      return
    }
    setReading(true)
    const under = topDialog()
    const sides = await till.terminal.call('sides', { id: operation.id, key, wanted: true })
    // Left, which settles nothing.
    if (!isHere()) return
    setReading(false)
    setUnread(sides.ok ? null : sides.error)
    if (!sides.ok) return
    const { changes, left } = sides.value
    if (changes.length + left.length === 0) {
      answer({ kind: 'use-member', key, card: null, take: [] })
      return
    }
    // Somebody works in another dialog by now: over that nothing is asked. The card asks when it is pressed again.
    const top = topDialog()
    if (top === null || top === under) setOtherwise({ ...member, changes, left, take: [] })
  }
  return {
    isBusy: isBusy || isReading,
    failure: failure ?? unread,
    otherwise,
    name: (member) => void name(member),
    take: (field, takes) => {
      setOtherwise((before) => {
        if (before === null) return null
        const others = before.take.filter((other) => other !== field)
        return { ...before, take: takes ? [...others, field] : others }
      })
    },
    save: () => {
      if (otherwise === null) return
      answer({ kind: 'use-member', key: otherwise.key, card: null, take: otherwise.take })
    },
    leave: () => {
      setOtherwise(null)
    },
  }
}
