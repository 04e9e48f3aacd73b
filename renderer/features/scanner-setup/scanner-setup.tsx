import { Check, Printer } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { scansNeeded } from '../../../shared/scan/calibration/calibrate.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Said, useText } from '../../i18n/text.tsx'
import { closeOverlay } from '../../stores/navigation.ts'
import { useTill } from '../../stores/till-context.tsx'
import { refusalPhrase, stuckPhrases } from './finding-phrases.ts'
import { Learned } from './learned.tsx'
import { SheetDialog } from './scanner-sheet.tsx'
import type { LastScan } from './setup-state.ts'
import { TestCodeCard } from './test-code-card.tsx'
import { useSetup } from './use-setup.ts'
import type { Setup } from './use-setup.ts'
import './scanner-setup.css'

function Progress({ counted }: { readonly counted: number }): ReactNode {
  const text = useText()
  const steps = Array.from({ length: scansNeeded }, (_, i) => i)
  return (
    <div className="scanner-setup__progress">
      <span
        className="scanner-setup__steps"
        role="progressbar"
        aria-label={text('scanner-setup.progress.label')}
        aria-valuemin={0}
        aria-valuemax={scansNeeded}
        aria-valuenow={counted}
        aria-valuetext={text('scanner-setup.progress', { counted, needed: scansNeeded })}
      >
        {steps.map((step) => (
          <span
            key={step}
            className={`scanner-setup__step${step < counted ? ' scanner-setup__step--done' : ''}`}
          >
            {step < counted ? <Check size={22} aria-hidden /> : null}
          </span>
        ))}
      </span>
      <span className="scanner-setup__count number" aria-hidden>
        {text('scanner-setup.progress', { counted, needed: scansNeeded })}
      </span>
    </div>
  )
}

function LastWords({ last, left }: { readonly last: LastScan; readonly left: number }): ReactNode {
  const text = useText()
  switch (last.kind) {
    case 'none':
      return <Banner tone="info" title={text('scanner-setup.waiting')} />
    case 'caps-lock':
      return <Banner tone="warn" title={text('scanner-setup.caps-lock.again')} />
    case 'counted':
      return (
        <Banner tone="good" title={text('scanner-setup.counted')}>
          {text('scanner-setup.more', { left })}
        </Banner>
      )
    case 'refused': {
      const reasons = last.findings.flatMap((finding) => refusalPhrase(finding) ?? [])
      return (
        <>
          {reasons.map((reason) => (
            <Banner key={reason.id} tone="warn" title={<Said phrase={reason} />} />
          ))}
        </>
      )
    }
  }
}

function Scanning({
  setup,
  counted,
  last,
}: {
  readonly setup: Setup
  readonly counted: number
  readonly last: LastScan
}): ReactNode {
  const text = useText()
  return (
    <div
      className="scanner-setup"
      onPointerMove={(event) => {
        setup.setCapsLockOn(event.getModifierState('CapsLock'))
      }}
    >
      <p>{text('scanner-setup.what')}</p>
      <TestCodeCard />
      <div className="scanner-setup__row">
        <Progress counted={counted} />
        <div className="scanner-setup__live" role="status">
          {setup.isReceiving ? (
            <Banner tone="info" title={text('scanner-setup.receiving')} />
          ) : (
            <LastWords last={last} left={scansNeeded - counted} />
          )}
          {setup.isCapsLockOn ? <Banner tone="warn" title={text('scanner-setup.caps-lock')} /> : null}
          {setup.isDirect ? <Banner tone="info" title={text('scanner-setup.direct')} /> : null}
          {setup.isFailed ? <Banner tone="bad" title={text('scanner-setup.failed')} /> : null}
          {setup.isSilent ? (
            <Banner tone="info" title={text('scanner-setup.silent')}>
              {text('scanner-setup.silent.body')}
            </Banner>
          ) : null}
        </div>
      </div>
      <p className="scanner-setup__hint">{text('scanner-setup.laser')}</p>
      <div className="scanner-setup__actions scanner-setup__actions--start">
        <Button icon={<Printer size={20} aria-hidden />} onPress={setup.openSheet}>
          {text('scanner-setup.print')}
        </Button>
        <span className="scanner-setup__hint">{text('scanner-setup.keys')}</span>
      </div>
    </div>
  )
}

function Stuck({
  phrases,
  onSheet,
  onAgain,
}: {
  readonly phrases: ReturnType<typeof stuckPhrases>
  readonly onSheet: () => void
  readonly onAgain: () => void
}): ReactNode {
  const text = useText()
  const heading = useId()
  return (
    <section className="scanner-setup" aria-labelledby={heading}>
      <h2 id={heading} className="scanner-setup__stage">
        {text('scanner-setup.stuck')}
      </h2>
      <div className="scanner-setup__live" role="alert">
        {phrases.map((what) => (
          <Banner key={what.id} tone="bad" title={<Said phrase={what} />} />
        ))}
      </div>
      <p>{text('scanner-setup.stuck.how')}</p>
      <div className="scanner-setup__actions">
        <Button icon={<Printer size={20} aria-hidden />} onPress={onSheet}>
          {text('scanner-setup.panel.sheet')}
        </Button>
        <Button variant="primary" onPress={onAgain}>
          {text('scanner-setup.again')}
        </Button>
      </div>
    </section>
  )
}

function Stage({ setup }: { readonly setup: Setup }): ReactNode {
  const { state } = setup
  switch (state.stage) {
    case 'scanning':
      return <Scanning setup={setup} counted={state.counted} last={state.last} />
    case 'learned':
      return (
        <Learned
          result={state.result}
          layouts={setup.layouts}
          isDirect={setup.isDirect}
          onTried={setup.hasTyped}
          onAgain={setup.restart}
        />
      )
    case 'not-possible':
      return (
        <Stuck phrases={stuckPhrases(state.findings)} onSheet={setup.openSheet} onAgain={setup.restart} />
      )
  }
}

/** Three scans of one code, and the till knows how this scanner types. */
export function ScannerSetup(): ReactNode {
  const till = useTill()
  const text = useText()
  const setup = useSetup()
  if (setup.isSheetOpen) return <SheetDialog onSetUp={setup.goOn} />
  return (
    <Dialog
      title={text('scanner-setup.title')}
      size="l"
      onClose={() => {
        closeOverlay(till)
      }}
    >
      <Stage setup={setup} />
    </Dialog>
  )
}
