import { scaleBand, scaleLinear } from 'd3-scale'
import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useIntl } from 'react-intl'
import type { ShiftHour } from '../../../shared/domain/shift.ts'
import { directionOf } from '../../i18n/direction.ts'
import { useText } from '../../i18n/text.tsx'
import { hourNames } from './hours.ts'
import { offlineShare } from './series.ts'
import type { Series } from './series.ts'
import './shift-chart.css'

const height = 288
/** Room for figures beside the bars, for hours below them, and for the strip of what was made offline. */
const room = { side: 48, top: 16, bottom: 56 }
const strip = { from: height - room.bottom + 8, high: 10 }
const usualWidth = 920
/** Fewer than this beside each other and an hour's name touches the next, px. */
const nameRoom = 62

function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(usualWidth)
  useEffect(() => {
    const node = ref.current
    if (node === null) return undefined
    const watch = new ResizeObserver(() => {
      if (node.clientWidth > 0) setWidth(node.clientWidth)
    })
    watch.observe(node)
    return () => {
      watch.disconnect()
    }
  }, [])
  return [ref, width]
}

/** What tells the bars apart besides their colour. */
function Patterns({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-rewards`} width="8" height="8" patternUnits="userSpaceOnUse">
        <path className="shift-chart__mark" d="M-2 2 2 -2M0 8 8 0M6 10 10 6" />
      </pattern>
      <pattern id={`${id}-enrolments`} width="7" height="7" patternUnits="userSpaceOnUse">
        <circle className="shift-chart__dot" cx="3.5" cy="3.5" r="1.8" />
      </pattern>
      <pattern id={`${id}-undone`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="shift-chart__mark" d="M0 3H6" />
      </pattern>
      <pattern id={`${id}-offline`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="shift-chart__mark" d="M0 0 6 6M0 6 6 0" />
      </pattern>
    </defs>
  )
}

/** One bar, or its sample in the legend: solid, or hollow with a pattern of its own. */
function Bar({
  series,
  id,
  ...box
}: {
  readonly series: Series | 'offline'
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}): ReactNode {
  const isSolid = series === 'stamps' || series === 'changes'
  return (
    <g className={`shift-chart__bar shift-chart__bar--${series}`}>
      <rect {...box} className={isSolid ? 'shift-chart__solid' : 'shift-chart__hollow'} rx="2" />
      {isSolid ? null : <rect {...box} fill={`url(#${id}-${series})`} rx="2" />}
    </g>
  )
}

function Legend({
  series,
  id,
}: {
  readonly series: readonly (Series | 'offline')[]
  readonly id: string
}): ReactNode {
  const text = useText()
  return (
    <ul className="shift-chart__legend">
      {series.map((one) => (
        <li key={one}>
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden>
            <Bar series={one} id={id} x={1} y={1} width={20} height={20} />
          </svg>
          {text(`shift.${one}`)}
        </li>
      ))}
    </ul>
  )
}

/** A day by hour, as bars. The table beside it has the same figures for those who do not see it. */
export function ShiftChart({
  hours,
  series,
}: {
  readonly hours: readonly ShiftHour[]
  readonly series: readonly Series[]
}): ReactNode {
  const text = useText()
  const intl = useIntl()
  const id = useId()
  const [ref, width] = useWidth()
  const names = hourNames(intl, hours)
  const isLeftward = directionOf(intl.locale) === 'rtl'
  const span: [number, number] = isLeftward ? [width - room.side, 8] : [room.side, width - 8]
  const floor = height - room.bottom
  const x = scaleBand<number>()
    .domain(hours.map((_, n) => n))
    .range(span)
    .paddingInner(0.24)
    .paddingOuter(0.12)
  const inner = scaleBand<Series>()
    .domain(isLeftward ? series.toReversed() : series)
    .range([0, x.bandwidth()])
    .padding(0.08)
  const most = Math.max(1, ...hours.flatMap((hour) => series.map((one) => hour[one])))
  const y = scaleLinear().domain([0, most]).nice(4).range([floor, room.top])
  const ticks = y.ticks(4).filter(Number.isInteger)
  const every = Math.max(1, Math.ceil(nameRoom / Math.max(1, x.step())))
  const isAnyOffline = hours.some((hour) => hour.offline > 0)
  const busiest = hours.reduce((best, hour, n) => (hour.done > (hours[best]?.done ?? 0) ? n : best), 0)
  const isAnyDone = hours.some((hour) => hour.done > 0)
  const side = isLeftward ? width - room.side + 8 : room.side - 8
  return (
    <div className="shift-chart" ref={ref}>
      <Legend series={isAnyOffline ? [...series, 'offline'] : series} id={id} />
      <svg
        role="img"
        aria-label={text('shift.chart.told', {
          from: names[0] ?? '',
          to: names.at(-1) ?? '',
          done: isAnyDone ? 'yes' : 'no',
          busiest: names[busiest] ?? '',
        })}
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        height={height}
      >
        <Patterns id={id} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="shift-chart__line" x1={span[0]} x2={span[1]} y1={y(tick)} y2={y(tick)} />
            <text className="shift-chart__figure" x={side} y={y(tick)} dy="0.35em">
              {intl.formatNumber(tick)}
            </text>
          </g>
        ))}
        {hours.map((hour, n) => {
          const from = x(n) ?? 0
          const part = offlineShare(hour) * x.bandwidth()
          return (
            <g key={hour.at}>
              {series.map((one) =>
                hour[one] === 0 ? null : (
                  <Bar
                    key={one}
                    series={one}
                    id={id}
                    x={from + (inner(one) ?? 0)}
                    y={y(hour[one])}
                    width={inner.bandwidth()}
                    height={floor - y(hour[one])}
                  />
                ),
              )}
              {part === 0 ? null : (
                <Bar
                  series="offline"
                  id={id}
                  x={isLeftward ? from + x.bandwidth() - part : from}
                  y={strip.from}
                  width={part}
                  height={strip.high}
                />
              )}
              {n % every === 0 ? (
                <text className="shift-chart__hour" x={from + x.bandwidth() / 2} y={height - 12}>
                  {names[n]}
                </text>
              ) : null}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
