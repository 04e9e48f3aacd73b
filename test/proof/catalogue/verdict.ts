/** What a run of a row's tests says about the mistake that was in place. */
export type Verdict =
  /** A test failed by what it asserts. */
  | { readonly kind: 'noticed'; readonly test: string; readonly said: string }
  /** Every test passed: nobody would notice the mistake. */
  | { readonly kind: 'survived' }
  /** The run says nothing of the mistake: it did not load, ran out of time, or ran no test. */
  | { readonly kind: 'unclear'; readonly why: string }

/** The part of vitest's JSON report that is read. */
export interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[] | null
    }[]
  }[]
}

/** Judges a report; null where none was written. Only a failed assertion counts as having noticed. */
export function judge(report: Report | null): Verdict {
  if (report === null) return { kind: 'unclear', why: 'no report was written' }
  const files = report.testResults
  const broken = files.find((file) => file.status === 'failed' && file.assertionResults.length === 0)
  if (broken !== undefined) return { kind: 'unclear', why: `did not load: ${firstLine(broken.message)}` }
  const ran = files
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'passed' || test.status === 'failed')
  if (ran.length === 0) return { kind: 'unclear', why: 'no test ran' }
  const failed = ran.filter((test) => test.status === 'failed')
  for (const test of failed) {
    const said = (test.failureMessages ?? []).find((message) => message.startsWith('AssertionError'))
    if (said !== undefined) return { kind: 'noticed', test: test.fullName, said: firstLine(said) }
  }
  const [other] = failed
  if (other === undefined) return { kind: 'survived' }
  return { kind: 'unclear', why: `failed otherwise: ${firstLine(other.failureMessages?.[0])}` }
}

function firstLine(text: string | undefined): string {
  return (text ?? '').split('\n')[0]?.slice(0, 160) ?? ''
}
