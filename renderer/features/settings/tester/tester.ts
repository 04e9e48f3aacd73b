import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { defaultCodeRules } from '../../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../../shared/scan/code-meaning.ts'
import type { Moment } from '../../../api/perf.ts'
import type { ScanWatch } from '../../../stores/scan-watch.ts'
import type { Till } from '../../../stores/till.ts'
import { TraceRecorder } from './trace.ts'
import type { Trace } from './trace.ts'

/** What the tester shows. */
export interface TesterState {
  readonly trace: Trace
  /** Whether scans open members all the same. */
  readonly opens: boolean
}

/** The scanner tester behind its screen. */
export interface Tester {
  readonly state: StoreApi<TesterState>
  /** Watches until the function that it gives is called. */
  readonly start: () => () => void
  readonly setOpens: (opens: boolean) => void
  readonly clear: () => void
}

/** What arrived is shown so much later, ms: drawing every key would slow down what is measured. */
const restMs = 100
const painted: Moment = 'member:painted'

function rulesOf(till: Till): CodeRules {
  const session = till.session.getState()
  return session.phase === 'ready' ? session.start.settings.codeRules : defaultCodeRules
}

/** Makes one; it hears nothing before it is started. */
export function createTester(till: Till): Tester {
  const recorder = new TraceRecorder()
  const state = createStore<TesterState>(() => ({ trace: recorder.trace(), opens: false }))
  let timer: number | undefined
  const show = (): void => {
    window.clearTimeout(timer)
    timer = undefined
    recorder.tellSlow()
    state.setState({ trace: recorder.trace() })
  }
  const showSoon = (): void => {
    timer ??= window.setTimeout(show, restMs)
  }
  const watch: ScanWatch = {
    onKey: (key) => {
      recorder.key(key)
      showSoon()
    },
    onScan: (raw, origin) => {
      const { opens } = state.getState()
      const id = recorder.scan(raw, origin, rulesOf(till), opens)
      showSoon()
      return {
        opens,
        became: (outcome) => {
          recorder.became(id, outcome)
          showSoon()
        },
      }
    },
    onDropped: (dropped) => {
      recorder.dropped(dropped)
      showSoon()
    },
  }
  return {
    state,
    start: () => {
      // The same moments that the benches measure between.
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName(painted)) recorder.painted(entry.startTime)
        showSoon()
      })
      observer.observe({ type: 'mark' })
      till.scans.setState({ watch })
      return () => {
        observer.disconnect()
        window.clearTimeout(timer)
        timer = undefined
        if (till.scans.getState().watch === watch) till.scans.setState({ watch: null })
      }
    },
    setOpens: (opens) => {
      state.setState({ opens })
    },
    clear: () => {
      recorder.clear()
      show()
    },
  }
}
