import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Button } from '../../components/button.tsx'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { useTill } from '../../stores/till-context.tsx'
import { verdictOf } from './evidence.ts'
import type { Verdict } from './evidence.ts'
import { OutageSure } from './outage-sure.tsx'
import { OutageTable } from './outage-table.tsx'
import { doubtful, marked } from './outages.ts'
import type { Mark, Marks, Outage } from './outages.ts'
import { useQueueList } from './queue-context.tsx'
import { settleMany } from './queue-list.ts'
import { Failed } from './settle-dialogs.tsx'
import './outage-card.css'

/** What can be said of many at once. */
export type Saying = Exclude<Mark, 'later'>

const sayings: readonly Saying[] = ['there', 'again']
const verdicts: readonly Verdict[] = ['arrived', 'missing', 'unclear']
const kinds = [
  'stamps.add',
  'reward.redeem',
  'balance.adjust',
  'balance.revert',
  'affiliate.set',
  'list.set',
  'tier.enrol',
  'card.attach',
  'member.edit',
  'member.create',
  'unknown',
] as const

/** How many there are of each, leaving out what there is none of. */
function counted<T extends string>(
  names: readonly T[],
  of: (operation: OperationView) => T,
  operations: readonly OperationView[],
): readonly (readonly [T, number])[] {
  return names.flatMap((name) => {
    const count = operations.filter((operation) => of(operation) === name).length
    return count === 0 ? [] : [[name, count] as const]
  })
}

function titleOf(outage: Outage, when: string): Phrase {
  const { cause, operations } = outage
  const found = counted(kinds, ({ facts }) => facts.kind, operations)
  const values = {
    count: operations.length,
    kinds: found.map(([kind, count]) => phrase(`outage.kind.${kind}`, { count })),
  }
  return cause === 'restored'
    ? phrase('outage.restored', values)
    : phrase(`outage.${cause}`, { ...values, when })
}

function Verdicts({ operations }: { readonly operations: readonly OperationView[] }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(10_000)
  const found = counted(verdicts, ({ reason }) => verdictOf(reason), operations)
  if (found.every(([verdict]) => verdict === 'unclear')) return text('outage.nothing-read')
  const readAt = Math.min(...operations.map(({ changedAt }) => changedAt))
  return text('outage.verdicts', {
    verdicts: found.map(([verdict, count]) => phrase(`outage.${verdict}`, { count })),
    age: times.ago(readAt, now),
  })
}

/** What to press next: only what all the evidence speaks for. */
function advisedOf(said: Readonly<Record<Saying, readonly OperationView[]>>): Saying | null {
  return (
    sayings.find((saying) => {
      const wanted = saying === 'there' ? 'arrived' : 'missing'
      return said[saying].length > 0 && said[saying].every(({ reason }) => verdictOf(reason) === wanted)
    }) ?? null
  )
}

/** Questions that one outage left behind: what the counts show, what is said of each, and one press to say it. */
export function OutageCard({
  outage,
  onApart,
}: {
  readonly outage: Outage
  /** One of them is to be settled on its own. */
  readonly onApart: (operation: OperationView) => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const list = useQueueList()
  const times = useTimes()
  const now = useNow(60_000)
  const [marks, setMarks] = useState<Marks>(new Map())
  const [sure, setSure] = useState<Saying | null>(null)
  const [busy, setBusy] = useState<Saying | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const choices = useRef<HTMLDivElement>(null)
  const { operations } = outage
  const said: Record<Mark, readonly OperationView[]> = { there: [], again: [], later: [] }
  for (const operation of operations) {
    const mark = marked(operation, marks)
    said[mark] = [...said[mark], operation]
  }
  const advised = advisedOf(said)
  // A button that is pressed keeps its place until it has been answered.
  const offered = sayings.filter((saying) => said[saying].length > 0 || busy === saying)

  const mark = (marks_: readonly (readonly [OperationView, Mark])[]): void => {
    setMarks((before) => {
      const after = new Map(before)
      for (const [{ id, changedAt }, what] of marks_) after.set(id, { changedAt, mark: what })
      return after
    })
  }
  const say = async (saying: Saying): Promise<void> => {
    setBusy(saying)
    setSure(null)
    const kind = saying === 'there' ? 'confirm' : 'retry'
    setFailure(await settleMany(till, list, said[saying], { kind }))
    setBusy(null)
  }
  const press = (saying: Saying): void => {
    if (busy !== null) return
    if (doubtful(said[saying], saying).length > 0) setSure(saying)
    else void say(saying)
  }
  const count = operations.length
  useEffect(() => {
    // The button that was pressed has nothing left to say: the keyboard goes on with what has.
    if (document.activeElement === null || document.activeElement === document.body) {
      choices.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
    }
  }, [count])

  return (
    <li className="outage">
      <div className="outage__head">
        <TriangleAlert className="attention__mark" size={26} aria-hidden />
        <div className="outage__words">
          <h3 className="outage__title">{text(titleOf(outage, times.range(outage.from, outage.to, now)))}</h3>
          <p className="outage__verdicts number">
            <Verdicts operations={operations} />
          </p>
          <p className="outage__how">{text('outage.how')}</p>
          <Failed failure={failure} />
        </div>
        <div className="outage__choices" role="group" aria-label={text('queue.choose')} ref={choices}>
          {offered.map((saying) => (
            <Button
              key={saying}
              variant={saying === advised ? 'primary' : 'secondary'}
              isPending={busy === saying}
              isDisabled={busy !== null && busy !== saying}
              onPress={() => {
                press(saying)
              }}
            >
              {text(`outage.say.${saying}`, { count: said[saying].length })}
            </Button>
          ))}
        </div>
      </div>
      <OutageTable
        operations={operations}
        marks={marks}
        onMark={(operation, what) => {
          mark([[operation, what]])
        }}
        onMarkAll={(what) => {
          mark(operations.map((operation) => [operation, what] as const))
        }}
        onApart={onApart}
      />
      {sure === null ? null : (
        <OutageSure
          saying={sure}
          operations={said[sure]}
          onSure={() => void say(sure)}
          onClose={() => {
            setSure(null)
          }}
        />
      )}
    </li>
  )
}
