import { CalendarX2, FileDown, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { FormattedNumber, useIntl } from 'react-intl'
import type { ShiftSummary } from '../../../shared/domain/shift.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { Screen } from '../../components/screen.tsx'
import { SelectBox } from '../../components/select-box.tsx'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { toCounter } from '../../stores/navigation.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { dayName } from './hours.ts'
import { offlineShare, seriesOf } from './series.ts'
import { saveShift } from './shift-actions.ts'
import { ShiftTable } from './shift-table.tsx'
import { useShift } from './use-shift.ts'
import './shift-screen.css'

// What draws bars is needed where there are any, and weighs more than the rest.
const ShiftChart = lazy(async () => ({ default: (await import('./shift-chart.tsx')).ShiftChart }))

const everybody = 'all'

function Totals({ summary }: { readonly summary: ShiftSummary }): ReactNode {
  const text = useText()
  const capabilities = useStart((start) => start.capabilities)
  const { total, unit } = summary
  return (
    <dl className="shift-totals">
      {seriesOf(summary, capabilities).map((one) => (
        <div key={one} className="shift-totals__one">
          <dt>{text(`shift.${one}`)}</dt>
          <dd className="number">
            <FormattedNumber value={total[one]} />
            {one === 'changes' && unit !== null ? (
              <small>
                {text('shift.balance', {
                  added: amountPhrase(total.added, unit),
                  taken: amountPhrase(total.taken, unit),
                })}
              </small>
            ) : null}
          </dd>
        </div>
      ))}
      <div className="shift-totals__one">
        <dt>{text('shift.offline')}</dt>
        <dd className="number">
          <FormattedNumber value={total.offline} />
          <small>{text('shift.offline.share', { share: offlineShare(total), done: total.done })}</small>
        </dd>
      </div>
    </dl>
  )
}

function Empty({ isToday }: { readonly isToday: boolean }): ReactNode {
  const text = useText()
  const till = useTill()
  return (
    <div className="shift-empty">
      <CalendarX2 size={44} strokeWidth={1.6} aria-hidden />
      <p className="shift-empty__title">{text(isToday ? 'shift.empty.today' : 'shift.empty')}</p>
      <p>{text(isToday ? 'shift.empty.next' : 'shift.empty.other')}</p>
      {isToday ? (
        <Button
          variant="primary"
          onPress={() => {
            toCounter(till)
          }}
        >
          {text('shell.nav.counter')}
        </Button>
      ) : null}
    </div>
  )
}

function Day({ summary }: { readonly summary: ShiftSummary }): ReactNode {
  const text = useText()
  const capabilities = useStart((start) => start.capabilities)
  if (summary.hours.length === 0) return <Empty isToday={summary.day === summary.today} />
  const series = seriesOf(summary, capabilities)
  return (
    <>
      <Totals summary={summary} />
      {summary.unread === 0 ? null : (
        <Banner tone="info" title={text('shift.unread', { count: summary.unread })} />
      )}
      <Panel label={text('shift.chart')}>
        <div className="shift-drawn">
          <h2>{text('shift.chart')}</h2>
          <div className="shift-drawn__chart">
            <Suspense fallback={null}>
              <ShiftChart hours={summary.hours} series={series} />
            </Suspense>
          </div>
          <ShiftTable summary={summary} series={series} />
        </div>
      </Panel>
    </>
  )
}

/** What was done on this till on a day: sums, hour by hour, printed or as a file. */
export function ShiftScreen(): ReactNode {
  const text = useText()
  const till = useTill()
  const intl = useIntl()
  const shop = useStart((start) => start.connection.name)
  const own = useStart((start) => start.cashierId)
  const name = useStart((start) => start.till.name ?? start.till.id)
  const [day, setDay] = useState<string | null>(null)
  const [cashier, setCashier] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const { summary, isAsked, failure, read } = useShift({ day, cashier })
  const hasAny = summary !== null && isAsked && summary.hours.length > 0
  const chosen = useStart((start) => start.cashiers.find(({ id }) => id === cashier))
  const there = summary?.cashiers ?? []
  // Who was chosen stays to be seen, on a day of which they did nothing too.
  const asked = chosen === undefined || there.some(({ id }) => id === chosen.id) ? [] : [chosen]
  const named = [...there, ...asked].toSorted((a, b) => Number(b.id === own) - Number(a.id === own))
  const who = named.find(({ id }) => id === cashier)?.name ?? text('shift.cashier.all')
  const dayOf = (one: string): string => {
    const date = dayName(intl, one)
    return one === summary?.today ? text('shift.day.today', { date }) : date
  }
  return (
    <div className="shift">
      <Screen
        title={text('shell.nav.shift')}
        lead={text('shift.lead', { shop })}
        action={
          <div className="shift__actions">
            <Button
              icon={<Printer size={20} aria-hidden />}
              isDisabled={!hasAny}
              onPress={() => {
                window.print()
              }}
            >
              {text('shift.print')}
            </Button>
            <Button
              icon={<FileDown size={20} aria-hidden />}
              isDisabled={!hasAny}
              isPending={isSaving}
              onPress={() => {
                setSaving(true)
                void saveShift(till, text, { day, cashier }).finally(() => {
                  setSaving(false)
                })
              }}
            >
              {text('shift.save')}
            </Button>
          </div>
        }
      >
        {failure === null ? null : (
          <Banner
            tone="bad"
            title={text('shift.failed')}
            action={<Button onPress={read}>{text('shift.again')}</Button>}
          >
            <Said phrase={failurePhrase(failure)} />
          </Banner>
        )}
        {summary === null ? null : (
          <>
            <div className="shift__choices">
              <SelectBox
                label={text('shift.day')}
                value={isAsked ? summary.day : (day ?? summary.today)}
                onChange={(value) => {
                  setDay(value === summary.today ? null : value)
                }}
                options={summary.days.map((value) => ({ value, label: dayOf(value) }))}
              />
              <SelectBox
                label={text('shift.cashier')}
                value={cashier ?? everybody}
                onChange={(value) => {
                  setCashier(value === everybody ? null : value)
                }}
                options={[
                  { value: everybody, label: text('shift.cashier.all') },
                  ...named.map(({ id, name: label }) => ({ value: id, label })),
                ]}
              />
            </div>
            {/* Nobody's day stands under another's name. */}
            {isAsked ? (
              <>
                <p className="shift__printed">
                  {text('shift.printed', { day: dayOf(summary.day), who, till: name })}
                </p>
                <Day summary={summary} />
              </>
            ) : null}
          </>
        )}
      </Screen>
    </div>
  )
}
