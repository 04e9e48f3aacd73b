import type { Verdict } from './verdict.ts'

/** Counts of what was printed. */
export interface Tally {
  readonly holds: number
  readonly differs: number
  readonly unseen: number
  /** Of the unseen ones, those that failed on the way. */
  readonly lost: number
}

/** Prints verdicts one a line, and nothing that came out of somebody's record. */
export interface Report {
  readonly line: (text: string) => void
  readonly verdict: (assumes: string, verdict: Verdict) => void
  readonly tally: () => Tally
}

/**
 * A report over a printer. The checks print names, types and counts alone; should one of them ever quote a text out
 * of an answer, that part of its line is withheld here. The key is never printed, whatever says it.
 */
export function createReport(
  print: (line: string) => void,
  secrets: ReadonlySet<string>,
  keys: readonly string[],
): Report {
  const counts = { holds: 0, differs: 0, unseen: 0, lost: 0 }
  const line = (text: string): void => {
    print(keys.some((key) => text.includes(key)) ? '(a line was withheld: it held the key)' : text)
  }
  const safe = (text: string): string => {
    const lower = text.toLowerCase()
    const quotes = [...secrets].some((secret) => lower.includes(secret) && holdsWord(lower, secret))
    return quotes ? '(withheld: it quoted an answer)' : text
  }
  return {
    line,
    verdict: (assumes, verdict) => {
      counts[verdict.kind] += 1
      switch (verdict.kind) {
        case 'holds':
          line(`holds    ${assumes}${verdict.seen === '' ? '' : ` (${safe(verdict.seen)})`}`)
          return
        case 'differs':
          line(`differs  ${assumes}: ${safe(verdict.how)}`)
          return
        case 'unseen':
          if (verdict.lost) counts.lost += 1
          line(`unseen   ${assumes}: ${safe(verdict.why)}`)
      }
    },
    tally: () => ({ ...counts }),
  }
}

function holdsWord(text: string, word: string): boolean {
  const sign = /[\p{L}\p{N}_]/u
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!sign.test(text.charAt(at - 1)) && !sign.test(text.charAt(at + word.length))) return true
  }
  return false
}
