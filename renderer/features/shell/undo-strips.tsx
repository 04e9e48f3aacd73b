import { Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import { operationPhrase } from '../../i18n/failure-text.ts'
import { useText } from '../../i18n/text.tsx'
import { useNow } from '../../i18n/times.ts'
import { expireUndos, lastOwn, undo } from '../../stores/operations.ts'
import { useCounter, useMember, useStart, useTill, useUndo } from '../../stores/till-context.tsx'
import './undo-strips.css'

function Back({ id, isLast }: { readonly id: OperationView['id']; readonly isLast: boolean }): ReactNode {
  const till = useTill()
  const text = useText()
  return (
    <Button
      variant="quiet"
      {...(isLast ? { shortcut: shortcuts.undo.keys[0], keysOf: 'undo' } : {})}
      icon={<Undo2 size={20} aria-hidden />}
      onPress={() => {
        void undo(till, id)
      }}
    >
      {text('undo.undo')}
    </Button>
  )
}

/** How long still: a number, and a line that shortens by itself, so that nothing is laid out anew for it. */
function TimeLeft({
  until,
  usual,
}: {
  /** Unix, ms. */
  readonly until: number
  /** How long such a window is in all, as the till is set now, ms. */
  readonly usual: number
}): ReactNode {
  const now = useNow(500)
  // It may have been set otherwise when this one began.
  const [whole] = useState(() => Math.max(usual, until - Date.now()))
  const [begun] = useState(() => Math.max(0, whole - (until - Date.now())))
  const line = {
    '--left': Math.max(0, Math.min(1, (until - now) / whole)),
    '--whole': `${String(whole)}ms`,
    '--begun': `-${String(begun)}ms`,
  } as CSSProperties
  return (
    <>
      <span className="undo-strip__left number" aria-hidden="true">
        {Math.max(0, Math.ceil((until - now) / 1_000))}
      </span>
      <span className="undo-strip__line" style={line} />
    </>
  )
}

function Strip({
  operation,
  isLast,
}: {
  readonly operation: OperationView
  /** The key takes this one back. */
  readonly isLast: boolean
}): ReactNode {
  const text = useText()
  const usual = useStart((start) => start.settings.counter.undoSeconds * 1_000)
  const { target, who } = operation
  const until = operation.undoUntil ?? 0
  // Operations keep the name under which they were made; whoever is called otherwise since is called so here too.
  const name = useCounter(
    ({ recents }) =>
      recents.find(({ key }) => target.kind === 'member' && key === target.key)?.name ?? who.name,
  )
  return (
    <li className="undo-strip" data-operation={operation.id}>
      <span className="undo-strip__words">
        <span className="undo-strip__what">{text(operationPhrase(operation.facts))}</span>
        <span className="undo-strip__who">
          <bdi>{target.kind === 'code' ? text('queue.unknownCard', { code: target.code }) : name}</bdi>
        </span>
      </span>
      <TimeLeft key={until} until={until} usual={usual} />
      <Back id={operation.id} isLast={isLast} />
    </li>
  )
}

/** After so long the clock is looked at again, should it have been set back by years. */
const longestWaitMs = 60_000

/** What can still be taken back, one strip per action, whoever is at the counter by now. */
export function UndoStrips(): ReactNode {
  const till = useTill()
  const text = useText()
  const operations = useUndo((state) => state.operations)
  // A redemption on the panel has its own button there.
  const onPanel = useMember((member) => member.redeemed?.id ?? null)
  const cashier = useStart(({ cashierId }) => cashierId)
  const last = lastOwn(operations, cashier)
  const next = Math.min(...operations.map((operation) => operation.undoUntil ?? 0))
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined
    let timer: ReturnType<typeof setTimeout>
    const wait = (): void => {
      // A timer may fire a little early, and would then find the window still open; and knows no longer time than some days.
      timer = setTimeout(look, Math.min(Math.max(0, next - Date.now()) + 20, longestWaitMs))
    }
    const look = (): void => {
      const now = Date.now()
      expireUndos(till, now)
      // The clock was set back meanwhile.
      if (now < next) wait()
    }
    wait()
    return () => {
      clearTimeout(timer)
    }
  }, [till, next])
  return (
    <ul className="undo-strips" aria-label={text('undo.region')}>
      {operations
        .filter((operation) => operation.id !== onPanel)
        .map((operation) => (
          <Strip key={operation.id} operation={operation} isLast={operation.id === last} />
        ))}
    </ul>
  )
}
