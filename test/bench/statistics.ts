/** What is said of many measurements of one thing. */
export interface Summary {
  readonly samples: number
  readonly median: number
  /** Null below twenty samples, where it would only be the largest under another name. */
  readonly p95: number | null
  /** Null below two hundred, for the same reason. */
  readonly p99: number | null
  readonly max: number
}

/** The smallest value that at least `percent` of all do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('nothing was measured')
  return (lower + upper) / 2
}

/** Throws where a value is not a number: a measurement that could not be made must not pass for one. */
export function summarise(values: readonly number[]): Summary {
  const wrong = values.find((value) => !Number.isFinite(value))
  if (wrong !== undefined) throw new Error(`a measurement answered ${wrong}`)
  return {
    samples: values.length,
    median: median(values),
    p95: values.length < 20 ? null : percentile(values, 95),
    p99: values.length < 200 ? null : percentile(values, 99),
    max: percentile(values, 100),
  }
}

/** What is counted once: a size, a share. */
export function single(value: number): Summary {
  return summarise([value])
}
