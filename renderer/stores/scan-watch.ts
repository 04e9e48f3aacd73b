import type { ScannerKind } from '../../shared/domain/scanner.ts'
import type { ScanAnswer } from '../../shared/domain/views.ts'
import type { HalfScanCause, WedgeKeyEvent, WedgeScan } from '../../shared/scan/wedge-types.ts'

/** Which reader a code came from; `at` is when its last character was there, on the clock of `performance.now()`. */
export type ScanOrigin =
  | { readonly by: 'keys'; readonly scan: WedgeScan }
  | { readonly by: 'device'; readonly kind: ScannerKind; readonly name: string; readonly at: number }
  | { readonly by: 'camera'; readonly at: number }

/**
 * What became of a scan that was let through: what it was found to be; a form took it; there was no answer; or another scan
 * had the screen before it.
 */
export type ScanOutcome = ScanAnswer['kind'] | 'form' | 'failed' | 'later'

/** What never became a scan: half of one, or something that may be a person's. */
export type DroppedScan =
  | { readonly kind: 'half'; readonly by: 'keys' | 'device'; readonly cause: HalfScanCause | null }
  | { readonly kind: 'ambiguous'; readonly text: string }

/** The answer of who watches. */
export interface WatchedScan {
  /** Whether it goes on to open a member; otherwise it ends here. */
  readonly opens: boolean
  readonly became: (outcome: ScanOutcome) => void
}

/** Who is told of everything that arrives, before anybody else: the scanner tester. */
export interface ScanWatch {
  readonly onKey: (key: WedgeKeyEvent) => void
  readonly onScan: (raw: string, origin: ScanOrigin) => WatchedScan
  readonly onDropped: (dropped: DroppedScan) => void
}
