import { Plug, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { OfferedScanner, Scanner, ScannerKind } from '../../../shared/domain/scanner.ts'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { askForDevice, systemDevices } from '../../scanner/devices/system-devices.ts'
import { tell } from '../../stores/notices.ts'
import {
  beginAdding,
  calledScanner,
  chooseScanner,
  removeScanner,
  stopAdding,
} from '../../stores/scanners.ts'
import { useScanners, useTill } from '../../stores/till-context.tsx'
import type { ScannerState } from '../../stores/till.ts'
import { AddScannerDialog } from './add-scanner-dialog.tsx'
import { ScannerDialog } from './scanner-dialog.tsx'
import './scanners-panel.css'

function stateOf({ kind }: Scanner, state: ScannerState | undefined): Phrase {
  if (state === undefined) return phrase('scanners.state.starting')
  if (state.kind === 'failed') return phrase(`scanners.state.failed.${state.why}`)
  if (state.kind === 'noisy' && kind === 'serial') return phrase('scanners.state.noisy.serial')
  return phrase(`scanners.state.${state.kind}`)
}

function OneScanner({
  scanner,
  onChange,
}: {
  readonly scanner: Scanner
  readonly onChange: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const state = useScanners(({ states }) => states[scanner.id])
  const tryAgain = useScanners((scanners) => scanners.tryAgain)
  const name = scanner.name === '' ? text('scanners.nameless') : scanner.name
  const isWell = state?.kind === 'connected'
  return (
    <li className="scanners__one">
      <div className="scanners__about">
        <bdi className="settings__shop-name">{name}</bdi>
        <span className="settings__note">
          {text(`scanners.kind.${scanner.kind}`, { baudRate: scanner.baudRate })}
        </span>
        <span className="scanners__state" data-well={isWell}>
          {isWell ? <Plug size={18} aria-hidden /> : <Unplug size={18} aria-hidden />}
          <span>{text(stateOf(scanner, state))}</span>
        </span>
      </div>
      <div className="safety__actions">
        {state === undefined || isWell || state.kind === 'starting' ? null : (
          <Button
            aria-label={text('scanners.again.named', { name })}
            onPress={() => {
              tryAgain(scanner.id)
            }}
          >
            {text('scanners.again')}
          </Button>
        )}
        <Button aria-label={text('scanners.change.named', { name })} onPress={onChange}>
          {text('scanners.change')}
        </Button>
        <Button
          variant="quiet"
          aria-label={text('scanners.remove.named', { name })}
          onPress={() => void removeScanner(till, scanner)}
        >
          {text('scanners.remove')}
        </Button>
      </div>
    </li>
  )
}

function How(): ReactNode {
  const text = useText()
  return (
    <details className="scanners__how">
      <summary>{text('scanners.how')}</summary>
      <div className="settings__rows settings__rows--close">
        <p>{text('scanners.how.hid')}</p>
        <p>{text('scanners.how.serial')}</p>
        <p>{text('scanners.how.back')}</p>
      </div>
    </details>
  )
}

/** Scanners that are no keyboards: which this till has, how they are, and the way to one more. */
export function ScannersPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const list = useScanners((scanners) => scanners.list) ?? []
  const adding = useScanners((scanners) => scanners.adding)
  const [changing, setChanging] = useState<string | null>(null)
  const changed = list.find(({ id }) => id === changing)
  const devices = systemDevices()
  // A scan may take the settings away.
  useEffect(
    () => () => {
      stopAdding(till)
    },
    [till],
  )

  const add = async (kind: ScannerKind): Promise<void> => {
    // Ends what was asked for before, and what was expected of another.
    await till.terminal.call('chooseScanner', { device: null })
    const end = beginAdding(till, kind)
    const couldChoose = await askForDevice(kind, devices)
    end()
    if (!couldChoose) tell(till, 'bad', phrase('scanners.refused'))
    // Only now may the page use a port that has no number of its own.
    for (const { id } of till.scanners.getState().list ?? []) {
      if (till.scanners.getState().states[id]?.kind === 'unplugged') till.scanners.getState().tryAgain(id)
    }
  }
  const choose = async (offered: OfferedScanner): Promise<void> => {
    const added = await chooseScanner(till, offered.device)
    if (added !== null) tell(till, 'good', phrase('scanners.added', { name: calledScanner(added) }))
  }

  return (
    <Panel label={text('scanners.title')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('scanners.title')}</h2>
        {list.length === 0 ? (
          <>
            <p>{text('scanners.none')}</p>
            <p className="settings__note">{text('scanners.why')}</p>
          </>
        ) : (
          <ul className="scanners__list">
            {list.map((scanner) => (
              <OneScanner
                key={scanner.id}
                scanner={scanner}
                onChange={() => {
                  setChanging(scanner.id)
                }}
              />
            ))}
          </ul>
        )}
        {devices.hid === null && devices.serial === null ? (
          <p>{text('scanners.unsupported')}</p>
        ) : (
          <div className="safety__actions">
            {devices.hid === null ? null : (
              <Button onPress={() => void add('hid')}>{text('scanners.add.hid')}</Button>
            )}
            {devices.serial === null ? null : (
              <Button onPress={() => void add('serial')}>{text('scanners.add.serial')}</Button>
            )}
          </div>
        )}
        <How />
      </div>
      {adding === null ? null : (
        <AddScannerDialog
          kind={adding.kind}
          onChoose={choose}
          onClose={() => {
            stopAdding(till)
          }}
        />
      )}
      {changed === undefined ? null : (
        <ScannerDialog
          key={changed.id}
          scanner={changed}
          onClose={() => {
            setChanging(null)
          }}
        />
      )}
    </Panel>
  )
}
