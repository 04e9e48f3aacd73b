import type { Summary } from './statistics.ts'
import type { Counter } from './counter.ts'

/** What a number is counted in. */
export type Unit = 'ms' | 'MB' | 'kB' | '×' | '/s'

/** One line of the table. */
export interface Row extends Summary {
  /** Stable, for who compares two runs: `scan.to-member`. */
  readonly id: string
  /** What a person calls it. */
  readonly title: string
  readonly unit: Unit
  /** What one must know to read the number. */
  readonly note: string | null
}

/** What a figure measures with. */
export interface Bench {
  /** The running app at its counter, with every practice member in its copy; the same for all figures. */
  readonly counter: () => Promise<Counter>
  /** Quits that app in order and answers its user data. */
  readonly quitCounter: () => Promise<string>
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
