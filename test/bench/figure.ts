import type { Summary } from './statistics.ts'
import type { Counter } from './counter.ts'

/** What a number is counted in. */
export type Unit = 'ms' | 'MB' | 'kB' | '×' | '/s' | '%'

/** What is wanted of a number. */
export interface Target {
  readonly of: 'median' | 'p95' | 'p99' | 'max'
  readonly limit: number
  readonly is: 'most' | 'least'
}

/** What this machine takes to read as many rows by their number, on the same connection. */
export interface Floor {
  readonly median: number
  readonly p99: number
  /** Rows of an answer, on average. */
  readonly rows: number
}

/** One line of the table. */
export interface Row extends Summary {
  /** Stable, for who compares two runs: `scan.to-member`. */
  readonly id: string
  /** What a person calls it. */
  readonly title: string
  readonly unit: Unit
  /** What one must know to read the number. */
  readonly note: string | null
  /** Absent where nothing is wanted. */
  readonly target?: Target
  readonly floor?: Floor
}

/** Whether a number is what was wanted; null where nothing was, or too little was measured to say. */
export function isMet(row: Row): boolean | null {
  if (row.target === undefined) return null
  const { of, limit, is } = row.target
  const value = row[of]
  if (value === null) return null
  return is === 'most' ? value <= limit : value >= limit
}

/** What a figure measures with. */
export interface Bench {
  /** The running app at its counter, with every practice member in its copy; the same for all figures. */
  readonly counter: () => Promise<Counter>
  /** Quits that app in order and answers its user data. */
  readonly quitCounter: () => Promise<string>
  /** Members of the largest shops: a million, but where a short run was asked for. */
  readonly members: number
  /** An empty folder, removed at the end. */
  readonly folder: (name: string) => string
  /** Tells the person who waits. */
  readonly say: (line: string) => void
}

/** A measurement. It fails by throwing; a slow one is a number like any other. */
export interface Figure {
  readonly name: string
  readonly measure: (bench: Bench) => Promise<readonly Row[]>
}
