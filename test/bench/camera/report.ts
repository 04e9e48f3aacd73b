import type { Kind } from '../../fixtures/camera/barcode.ts'
import { median } from '../statistics.ts'
import { number } from '../table.ts'
import { benchKinds, troubles } from './frames.ts'
import type { Trouble } from './frames.ts'
import type { Answer } from './page/page.ts'

/** One frame, and what everybody made of it. */
export interface Seen {
  readonly kind: Kind
  readonly width: number
  readonly text: string
  readonly trouble: Trouble
  readonly severity: number
  readonly answers: readonly Answer[]
}

/** What one decoder did with all frames of one kind and size. */
export interface Tally {
  readonly name: string
  readonly kind: Kind
  readonly width: number
  readonly frames: number
  readonly right: number
  /** Texts that are not on the card. */
  readonly wrong: readonly { readonly read: string; readonly meant: string; readonly trouble: Trouble }[]
  /** Median of the frames that were read; null where none was. */
  readonly hitMs: number | null
  /** Median of the others. */
  readonly missMs: number | null
  /** Frames read, by what was wrong with them. */
  readonly byTrouble: Readonly<Record<Trouble, number>>
}

/**
 * Whether a text is what the bars say. Libraries differ in what they tell of two kinds: a UPC-A has twelve digits or,
 * as EAN-13, thirteen; a Codabar's letters at both ends are told or not.
 */
export function isRight({ kind, text }: Pick<Seen, 'kind' | 'text'>, read: string): boolean {
  if (read === text) return true
  if (kind === 'upca') return read === `0${text}`
  return kind === 'rationalizedCodabar' && read === text.slice(1, -1)
}

/** Counts a run; in the order of kinds, sizes and decoders. */
export function tally(names: readonly string[], seen: readonly Seen[]): readonly Tally[] {
  const widths = [...new Set(seen.map(({ width }) => width))]
  return widths.flatMap((width) =>
    benchKinds.flatMap(({ kind }) => {
      const frames = seen.filter((one) => one.kind === kind && one.width === width)
      return frames.length === 0 ? [] : names.map((name, at) => tallyOf(name, at, frames, kind, width))
    }),
  )
}

function tallyOf(name: string, at: number, frames: readonly Seen[], kind: Kind, width: number): Tally {
  const read = frames.flatMap((frame) => {
    const answer = frame.answers[at]
    return answer === undefined ? [] : [{ frame, answer }]
  })
  const right = read.filter(({ frame, answer }) => answer.text !== null && isRight(frame, answer.text))
  const others = read.filter((one) => !right.includes(one))
  const ms = (list: typeof read) => (list.length === 0 ? null : median(list.map(({ answer }) => answer.ms)))
  return {
    name,
    kind,
    width,
    frames: read.length,
    right: right.length,
    wrong: others.flatMap(({ frame, answer }) =>
      answer.text === null ? [] : [{ read: answer.text, meant: frame.text, trouble: frame.trouble }],
    ),
    hitMs: ms(right),
    missMs: ms(others),
    byTrouble: Object.fromEntries(
      troubles.map((trouble) => [trouble, right.filter(({ frame }) => frame.trouble === trouble).length]),
    ) as Record<Trouble, number>,
  }
}

/** Read, wrong reads where there are any, median ms a read code and a miss: `56 -1 1.2/8.0`. */
function cell({ right, wrong, hitMs, missMs }: Tally): string {
  const time = (ms: number | null) => (ms === null ? '-' : number(ms))
  return `${right}${wrong.length > 0 ? ` -${wrong.length}` : ''} ${time(hitMs)}/${time(missMs)}`
}

function grid(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const rows = lines.map((line) =>
    line
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const [head = '', ...body] = rows
  return [head, '-'.repeat(Math.max(...rows.map((row) => row.length))), ...body].join('\n')
}

/** What is wanted of the product on one kind at one size, in words. */
export function verdict(all: readonly Tally[]): string {
  const [ours, ...others] = all.filter(({ name }) => name !== 'Stampwell, no wasm')
  if (ours === undefined || others.length === 0) return ''
  const most = Math.max(...others.map(({ right }) => right))
  // The quickest of those that read the most: reading less and sooner is no rival.
  const best = others
    .filter(({ right }) => right === most)
    .flatMap(({ hitMs }) => (hitMs === null ? [] : [hitMs]))
  const limit = best.length === 0 ? Infinity : Math.min(...best)
  const misses = [
    ...(ours.right < most ? ['rate'] : []),
    ...((ours.hitMs ?? Infinity) > limit ? ['time'] : []),
    ...(ours.wrong.length > 0 ? ['wrong reads'] : []),
  ]
  return misses.length === 0 ? 'met' : `MISSED: ${misses.join(', ')}`
}

/** The run as tables for a person, one for each size, and every wrong read under them. */
export function report(names: readonly string[], tallies: readonly Tally[]): string {
  const widths = [...new Set(tallies.map(({ width }) => width))]
  const tables = widths.map((width) => {
    const here = tallies.filter((one) => one.width === width)
    const lines = benchKinds.flatMap(({ kind, title }) => {
      const all = here.filter((one) => one.kind === kind)
      return all.length === 0 ? [] : [[title, ...all.map(cell), verdict(all)]]
    })
    const troubled = troubles.map((trouble) => [
      trouble,
      ...names.map((name) =>
        String(
          here.filter((one) => one.name === name).reduce((sum, { byTrouble }) => sum + byTrouble[trouble], 0),
        ),
      ),
    ])
    const frames = here[0]?.frames ?? 0
    return [
      `${width} pixels wide, ${frames} frames a kind: read, -wrong, median ms of a read code / of a miss`,
      grid([['', ...names, 'wanted'], ...lines]),
      `Read of ${frames * lines.length} frames, by what is wrong with them`,
      grid([['', ...names], ...troubled]),
    ].join('\n\n')
  })
  const wrong = tallies.flatMap(({ name, kind, width, wrong: reads }) =>
    reads.map(
      ({ read, meant, trouble }) => `${name}, ${kind}, ${width}, ${trouble}: ${read} instead of ${meant}`,
    ),
  )
  return [...tables, ...(wrong.length === 0 ? [] : [`Wrong reads\n${wrong.join('\n')}`])].join('\n\n')
}
