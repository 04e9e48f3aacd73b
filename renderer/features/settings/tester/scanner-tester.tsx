import { Camera, Copy, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { Banner } from '../../../components/banner.tsx'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Toggle } from '../../../components/toggle.tsx'
import { phrase } from '../../../i18n/phrase.ts'
import { Said, useText } from '../../../i18n/text.tsx'
import { openOverlay, setTesting } from '../../../stores/navigation.ts'
import { useScanners, useStart, useTill } from '../../../stores/till-context.tsx'
import { layoutOfProfiles } from '../../../../shared/scan/wedge-profile.ts'
import { copyText } from './copy-text.ts'
import { KeyTable } from './key-table.tsx'
import { reportOf } from './report.ts'
import { EntryFacts, headlineOf } from './scan-facts.tsx'
import { createTester } from './tester.ts'
import type { Entry } from './trace.ts'
import './scanner-tester.css'

/** How keys are read at this till. */
function Known(): ReactNode {
  const text = useText()
  const wedges = useStart((start) => start.wedges)
  if (wedges.length === 0) return <p className="tester__note">{text('tester.known.none')}</p>
  const id = layoutOfProfiles(wedges)
  const layout = phrase(id === null ? 'scanner-setup.learned.layout.system' : `scanner-setup.layout.${id}`)
  return <p className="tester__note">{text('tester.known', { count: wedges.length, layout })}</p>
}

/** How long it took until the member was on screen, where one was. */
function Shown({ entry }: { readonly entry: Entry | undefined }): ReactNode {
  const text = useText()
  if (entry?.kind !== 'scan' || entry.shownMs === null) return null
  return <p className="tester__ms number">{text('tester.shown.short', { ms: entry.shownMs })}</p>
}

function Last({ entry }: { readonly entry: Entry | undefined }): ReactNode {
  const text = useText()
  return (
    <section className="tester__part" aria-label={text('tester.last')}>
      <div role="status">
        <h3 className="tester__headline">
          {entry === undefined ? text('tester.nothing') : <Said phrase={headlineOf(entry)} />}
        </h3>
        <Shown entry={entry} />
      </div>
      {entry === undefined ? (
        <p className="tester__note">{text('tester.nothing.hint')}</p>
      ) : (
        <EntryFacts entry={entry} />
      )}
    </section>
  )
}

function Before({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  const text = useText()
  if (entries.length === 0) return null
  return (
    <section className="tester__part" aria-label={text('tester.before')}>
      <h3>{text('tester.before')}</h3>
      <ul className="tester__before">
        {entries.map((entry) => (
          <li key={entry.id}>
            <details>
              <summary>
                <Said phrase={headlineOf(entry)} />
                {entry.kind === 'scan' && entry.shownMs !== null ? (
                  <span className="tester__ms number">
                    {text('tester.shown.short', { ms: entry.shownMs })}
                  </span>
                ) : null}
              </summary>
              <EntryFacts entry={entry} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Copied({ report, isCopied }: { readonly report: string; readonly isCopied: boolean }): ReactNode {
  const text = useText()
  return (
    <div className="tester__part" role="status">
      <Banner
        tone={isCopied ? 'good' : 'warn'}
        title={text(isCopied ? 'tester.copied' : 'tester.copied.not')}
      >
        {text('tester.copied.note')}
      </Banner>
      <pre
        className="tester__report tester__scroll"
        role="region"
        aria-label={text('tester.report')}
        tabIndex={0}
      >
        {report}
      </pre>
    </div>
  )
}

/** Shows what scanners and the camera send, how it is read, and how long the member took. */
export function ScannerTester(): ReactNode {
  const till = useTill()
  const text = useText()
  const [tester] = useState(() => createTester(till))
  const { trace, opens } = useStore(tester.state)
  const version = useStart((start) => start.version)
  const wedges = useStart((start) => start.wedges)
  const devices = useScanners(({ list }) => list)
  const [copied, setCopied] = useState<{
    readonly report: string
    readonly isCopied: boolean
    /** The newest entry in it. */
    readonly upTo: number | null
  } | null>(null)
  useEffect(() => tester.start(), [tester])
  const [last, ...before] = trace.entries
  const copy = (): void => {
    const lines = reportOf({ version, wedges, devices: devices ?? [], trace })
    const report = lines.map((line) => (typeof line === 'string' ? line : text(line))).join('\n')
    setCopied({ report, isCopied: copyText(report), upTo: last?.id ?? null })
  }
  return (
    <Dialog
      title={text('tester.panel')}
      size="l"
      onClose={() => {
        setTesting(till, false)
      }}
      footer={
        <div className="tester__actions">
          <Button
            variant="quiet"
            icon={<RotateCcw size={20} aria-hidden />}
            onPress={() => {
              tester.clear()
              setCopied(null)
            }}
          >
            {text('tester.clear')}
          </Button>
          <Button
            icon={<Camera size={20} aria-hidden />}
            onPress={() => {
              openOverlay(till, 'camera')
            }}
          >
            {text('tester.camera')}
          </Button>
          <Button variant="primary" icon={<Copy size={20} aria-hidden />} onPress={copy}>
            {text('tester.copy')}
          </Button>
        </div>
      }
    >
      <div className="tester">
        <p>{text(opens ? 'tester.lead.opens' : 'tester.lead')}</p>
        <Toggle isOn={opens} onChange={tester.setOpens}>
          {text('tester.opens')}
        </Toggle>
        {copied === null || copied.upTo !== (last?.id ?? null) ? null : (
          <Copied report={copied.report} isCopied={copied.isCopied} />
        )}
        <Last entry={last} />
        <Known />
        <Before entries={before} />
        {trace.keys.length === 0 ? null : <KeyTable keys={trace.keys} />}
      </div>
    </Dialog>
  )
}
