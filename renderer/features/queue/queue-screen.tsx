import { ChartColumn, CircleCheck, RefreshCw } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { FormattedNumber } from 'react-intl'
import { useStore } from 'zustand'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { LeaveQuestion } from '../../components/leave-question.tsx'
import { Screen } from '../../components/screen.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import { failurePhrase, linkMorePhrase, linkPhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { goTo } from '../../stores/navigation.ts'
import { useSwitchShop } from '../../stores/switch-shop.ts'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { AttentionCard } from './attention-card.tsx'
import { listLimit } from './operation-list.ts'
import { OutageCard } from './outage-card.tsx'
import { splitOutages } from './outages.ts'
import { OperationRow } from './operation-row.tsx'
import { Pairs } from './pairs.tsx'
import { QueueListProvider } from './queue-context.tsx'
import { groupOperations, windowed } from './queue-groups.ts'
import type { Group } from './queue-groups.ts'
import { createQueueList, followQueue, readQueue, tryNow } from './queue-list.ts'
import type { QueueList } from './queue-list.ts'
import './queue-screen.css'

/** Rows drawn at first, and added by each "show more". */
const pageSize = 200

function Summary(): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(1_000)
  const { waiting, oldestAt } = useStatus((status) => status.queue)
  if (waiting === 0 || oldestAt === null) return text('queue.safe')
  return `${text('queue.summary', { count: waiting, age: times.span(now - oldestAt) })} ${text('queue.safe')}`
}

function LinkBanner({ list }: { readonly list: QueueList }): ReactNode {
  const text = useText()
  const till = useTill()
  const times = useTimes()
  const now = useNow(60_000)
  const link = useStatus((status) => status.link)
  const probing = useStore(list, (state) => state.probing)
  if (link.kind === 'online') return null
  return (
    <Banner
      tone="warn"
      title={text(linkPhrase(link, (at) => times.clock(at, now)))}
      action={
        // No try mends it: only a start does.
        link.kind === 'replaced' ? null : (
          <Button
            icon={<RefreshCw size={20} aria-hidden />}
            isPending={probing}
            onPress={() => void tryNow(till, list)}
          >
            {text('queue.tryNow')}
          </Button>
        )
      }
    >
      {text(linkMorePhrase(link))}
    </Banner>
  )
}

/** What waits at other shops of this till, each with the one step that leads there. */
function Elsewhere(): ReactNode {
  const text = useText()
  const shops = useStatus((status) => status.queue.elsewhere)
  const { ask, switchingTo, question } = useSwitchShop('queue')
  return (
    <>
      {shops.map(({ connectionId, name, waiting, needsYou }) => (
        <Banner
          key={connectionId}
          tone={needsYou > 0 ? 'bad' : 'info'}
          title={text('queue.elsewhere', { waiting, shop: name, needsYou })}
          action={
            <Button
              isPending={switchingTo === connectionId}
              isDisabled={switchingTo !== null}
              onPress={() => {
                ask({ id: connectionId, name })
              }}
            >
              {text('settings.shop.switch', { name })}
            </Button>
          }
        >
          {text(needsYou > 0 ? 'queue.elsewhere.decide' : 'queue.elsewhere.sends')}
        </Banner>
      ))}
      {question === null ? null : <LeaveQuestion {...question} />}
    </>
  )
}

/** What needs a person: outages first, each as one, then what is a question of its own. */
function Questions({ operations }: { readonly operations: readonly OperationView[] }): ReactNode {
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set())
  const { outages, single } = useMemo(() => splitOutages(operations, apart), [operations, apart])
  return (
    <ul className="queue-group__cards">
      {outages.map((outage, at) => (
        <OutageCard
          // By its place: while it is settled it goes on being the same card, though its first silence is another.
          key={at}
          outage={outage}
          onApart={({ id }) => {
            setApart((before) => new Set([...before, id]))
          }}
        />
      ))}
      {single.map((operation) => (
        <AttentionCard key={operation.id} operation={operation} />
      ))}
    </ul>
  )
}

/** What becomes of a section; walk-ins are never sent to a system in which members are made by hand. */
function hintOf({ name, operations }: Group, waits: boolean) {
  const walkIns =
    name === 'saved' && waits ? operations.filter(({ facts }) => facts.kind === 'member.create') : []
  if (walkIns.length === 0) return `queue.group.${name}.hint` as const
  return walkIns.length === operations.length
    ? ('queue.group.saved.hint.walk-ins' as const)
    : ('queue.group.saved.hint.mixed' as const)
}

function Section({ group, total }: { readonly group: Group; readonly total: number }): ReactNode {
  const text = useText()
  const title = text(`queue.group.${group.name}`)
  const system = useStart((start) => start.connection.provider)
  const waits = useStart((start) => start.capabilities.enrol === 'waits')
  const hint = hintOf(group, waits)
  return (
    <section className="queue-group" aria-label={title}>
      <header className="queue-group__head">
        <h2>
          {title}
          <span className="queue-group__count number">
            <FormattedNumber value={total} />
          </span>
        </h2>
        <p>{text(hint, { system: text(`settings.system.${system}`) })}</p>
      </header>
      {group.name === 'needs-you' ? (
        <Questions operations={group.operations} />
      ) : (
        <ul className="queue-group__rows">
          {group.operations.map((operation) => (
            <OperationRow key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Everything({ list }: { readonly list: QueueList }): ReactNode {
  const text = useText()
  const till = useTill()
  const { phase, operations, cut, failure } = useStore(list)
  const [limit, setLimit] = useState(pageSize)
  const shop = useStart((start) => start.connection.name)
  const isElsewhere = useStatus((status) => status.queue.elsewhere.length > 0)
  const groups = useMemo(() => groupOperations(operations.values()), [operations])
  const shown = windowed(groups, limit)
  const totals = new Map(groups.map((group) => [group.name, group.operations.length]))
  const open = groups.some((group) => group.name !== 'recent')
  return (
    <>
      {failure === null ? null : (
        <Banner
          tone="bad"
          title={text('queue.loadFailed')}
          action={<Button onPress={() => void readQueue(till, list)}>{text('queue.readAgain')}</Button>}
        >
          <Said phrase={failurePhrase(failure)} />
        </Banner>
      )}
      {phase === 'reading' && operations.size === 0 ? <p>{text('queue.loading')}</p> : null}
      {phase === 'ready' && !open ? (
        <div className="queue-empty">
          <CircleCheck size={44} strokeWidth={1.6} aria-hidden />
          <p className="queue-empty__title">
            {isElsewhere ? text('queue.empty.title.here', { shop }) : text('queue.empty.title')}
          </p>
          <p>{text('queue.empty.sentence')}</p>
        </div>
      ) : null}
      {shown.groups.map((group) => (
        <Section key={group.name} group={group} total={totals.get(group.name) ?? 0} />
      ))}
      {shown.hidden === 0 ? null : (
        <Button
          wide
          onPress={() => {
            setLimit(limit + pageSize)
          }}
        >
          {text('queue.showMore', { count: Math.min(pageSize, shown.hidden) })}
        </Button>
      )}
      {cut ? <Banner tone="info" title={text('queue.cut', { shown: listLimit })} /> : null}
    </>
  )
}

/** What this till still owes the loyalty system, in plain words, and what a person can do about it. */
export function QueueScreen(): ReactNode {
  const text = useText()
  const till = useTill()
  const [list] = useState(createQueueList)
  useEffect(() => followQueue(till, list), [till, list])
  return (
    <Screen
      title={text('queue.title')}
      lead={<Summary />}
      action={
        <Button
          icon={<ChartColumn size={20} aria-hidden />}
          shortcut={shortcuts.shift.keys[0]}
          keysOf="shift"
          onPress={() => {
            goTo(till, 'shift')
          }}
        >
          {text('shell.nav.shift')}
        </Button>
      }
    >
      <LinkBanner list={list} />
      <Elsewhere />
      <Pairs />
      <QueueListProvider list={list}>
        <Everything list={list} />
      </QueueListProvider>
    </Screen>
  )
}
