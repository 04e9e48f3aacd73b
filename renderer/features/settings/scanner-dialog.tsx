import { useState } from 'react'
import type { ReactNode } from 'react'
import { baudRates, longestScannerName, serialEndings } from '../../../shared/domain/scanner.ts'
import type { Scanner } from '../../../shared/domain/scanner.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { SelectBox } from '../../components/select-box.tsx'
import { useText } from '../../i18n/text.tsx'
import { changeScanner } from '../../stores/scanners.ts'
import { useTill } from '../../stores/till-context.tsx'

/** What the shop calls a scanner, and how its line is read where it has one. */
export function ScannerDialog({
  scanner,
  onClose,
}: {
  readonly scanner: Scanner
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const [name, setName] = useState(scanner.name)
  const [baudRate, setBaudRate] = useState(scanner.baudRate)
  const [ending, setEnding] = useState(scanner.ending)
  const [isBusy, setBusy] = useState(false)
  const isTooLong = name.trim().length > longestScannerName
  const save = async (): Promise<void> => {
    setBusy(true)
    const isSaved = await changeScanner(till, scanner.id, { name, baudRate, ending })
    setBusy(false)
    if (isSaved) onClose()
  }
  return (
    <Dialog
      title={text('scanners.form.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={isBusy}
            isDisabled={isBusy || isTooLong}
            onPress={() => void save()}
          >
            {text('scanners.form.save')}
          </Button>
        </>
      }
    >
      <form
        className="settings__rows"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && !isTooLong) void save()
        }}
      >
        <Field
          label={text('scanners.form.name')}
          value={name}
          onChange={setName}
          hint={text('scanners.form.name.hint')}
          problem={isTooLong ? text('scanners.form.name.problem', { most: longestScannerName }) : null}
          autoFocus
        />
        {scanner.kind === 'hid' ? null : (
          <>
            <div className="settings__rows settings__rows--close">
              <SelectBox
                label={text('scanners.form.baud')}
                value={String(baudRate)}
                onChange={(chosen) => {
                  setBaudRate(baudRates.find((rate) => String(rate) === chosen) ?? baudRate)
                }}
                options={baudRates.map((rate) => ({
                  value: String(rate),
                  label: text('scanners.form.baud.value', { baudRate: rate }),
                }))}
              />
              <p className="settings__note">{text('scanners.form.baud.hint')}</p>
            </div>
            <div className="settings__rows settings__rows--close">
              <SelectBox
                label={text('scanners.form.ending')}
                value={ending}
                onChange={setEnding}
                options={serialEndings.map((value) => ({
                  value,
                  label: text(`scanners.form.ending.${value}`),
                }))}
              />
              <p className="settings__note">{text('scanners.form.ending.hint')}</p>
            </div>
          </>
        )}
      </form>
    </Dialog>
  )
}
