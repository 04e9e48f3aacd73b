import { calibrate, scansNeeded } from '../../../shared/scan/calibration/calibrate.ts'
import type { Calibration, CalibrationFinding } from '../../../shared/scan/calibration/calibrate.ts'
import type { CapturedScan } from '../../../shared/scan/calibration/captured-keys.ts'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'

/** How far the set-up is. */
export type SetupState =
  | {
      readonly stage: 'scanning'
      /** Every scan since the beginning, those that did not count among them. */
      readonly captures: readonly CapturedScan[]
      /** How many counted. */
      readonly counted: number
      /** What the last scan was. */
      readonly last: LastScan
    }
  | { readonly stage: 'learned'; readonly result: Extract<Calibration, { kind: 'learned' }> }
  | { readonly stage: 'not-possible'; readonly findings: readonly CalibrationFinding[] }

/** What the last scan was; why it did not count where it did not. */
export type LastScan =
  | { readonly kind: 'none' | 'counted' | 'caps-lock' }
  | { readonly kind: 'refused'; readonly findings: readonly CalibrationFinding[] }

/** Nothing was scanned yet. */
export const atFirst: Extract<SetupState, { stage: 'scanning' }> = {
  stage: 'scanning',
  captures: [],
  counted: 0,
  last: { kind: 'none' },
}

// So many scans that do not count teach nothing more together than alone, and the oldest are left out.
const mostCaptures = 12

/** What one scan more comes to. */
export function withScan(
  state: SetupState,
  capture: CapturedScan,
  layouts: readonly KeyboardLayout[],
): SetupState {
  if (state.stage !== 'scanning') return state
  const captures = [...state.captures, capture].slice(-mostCaptures)
  const result = calibrate(captures, testCode, layouts)
  switch (result.kind) {
    case 'learned':
      return { stage: 'learned', result }
    case 'not-possible':
      return { stage: 'not-possible', findings: result.findings }
    case 'incomplete':
      // What was scanned while it was on says nothing of how it is when it is off.
      if (result.ask === 'caps-lock-off') return { ...atFirst, last: { kind: 'caps-lock' } }
      return {
        stage: 'scanning',
        captures,
        counted: scansNeeded - result.scansLeft,
        last: lastOf(result.findings, captures.length - 1, scansNeeded - result.scansLeft > state.counted),
      }
  }
}

function lastOf(findings: readonly CalibrationFinding[], last: number, isMore: boolean): LastScan {
  const own = findings.filter((finding) => 'scan' in finding && finding.scan === last)
  if (own.length > 0) return { kind: 'refused', findings: own }
  if (isMore) return { kind: 'counted' }
  // It is one of the test code, and other than those before.
  return { kind: 'refused', findings: findings.filter(({ kind }) => kind === 'disagreement') }
}
