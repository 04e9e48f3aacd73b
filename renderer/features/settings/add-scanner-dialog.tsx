import { useState } from 'react'
import type { ReactNode } from 'react'
import type { OfferedScanner, ScannerKind } from '../../../shared/domain/scanner.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../i18n/text.tsx'
import { makerPhrase } from '../../i18n/scanner-phrase.ts'
import { useScanners } from '../../stores/till-context.tsx'

/** What is plugged in, to choose the scanner from; it changes while it is looked at. */
export function AddScannerDialog({
  kind,
  onChoose,
  onClose,
}: {
  readonly kind: ScannerKind
  readonly onChoose: (device: OfferedScanner) => Promise<void>
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const choice = useScanners((scanners) => scanners.choice)
  const [isBusy, setBusy] = useState(false)
  const devices = choice?.kind === kind ? choice.devices : null
  return (
    <Dialog
      title={text(`scanners.choose.${kind}`)}
      onClose={onClose}
      footer={
        <Button variant="quiet" autoFocus onPress={onClose}>
          {text('action.cancel')}
        </Button>
      }
    >
      <div className="settings__rows settings__rows--close">
        <p>{text(kind === 'hid' ? 'scanners.choose.what' : 'scanners.choose.what.serial')}</p>
        <ul className="scanners__list" aria-label={text('scanners.choose.label')}>
          {(devices ?? []).map((device) => (
            <li key={device.device} className="settings__shop">
              <span>
                <bdi className="settings__shop-name">
                  {device.name === '' ? text('scanners.nameless') : device.name}
                </bdi>
                <span className="settings__note settings__shop-about">{text(makerPhrase(device, kind))}</span>
              </span>
              {device.isKnown ? (
                <span className="settings__badge">{text('scanners.choose.known')}</span>
              ) : (
                <Button
                  isDisabled={isBusy}
                  aria-label={text('scanners.choose.add.named', {
                    name: device.name === '' ? text('scanners.nameless') : device.name,
                  })}
                  onPress={() => {
                    setBusy(true)
                    void onChoose(device).finally(() => {
                      setBusy(false)
                    })
                  }}
                >
                  {text('scanners.choose.add')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <p role="status">
          {devices === null
            ? text('scanners.choose.waiting')
            : devices.length === 0
              ? text(`scanners.choose.none.${kind}`)
              : ''}
        </p>
        <details className="scanners__how">
          <summary>{text('scanners.choose.help')}</summary>
          <div className="settings__rows settings__rows--close">
            <p>{text('scanners.why')}</p>
            <p>{text(`scanners.how.${kind}`)}</p>
          </div>
        </details>
      </div>
    </Dialog>
  )
}
