import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import { Barcode } from '../../components/barcode.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { closeOverlay, openOverlay } from '../../stores/navigation.ts'
import { useTill } from '../../stores/till-context.tsx'
import { setupFamilies } from './setup-codes.ts'
import type { SetupFamily } from './setup-codes.ts'
import './scanner-sheet.css'

function Family({ family }: { readonly family: SetupFamily }): ReactNode {
  const text = useText()
  return (
    <section className="setup-sheet__family">
      <h3>{text(`scanner-setup.sheet.family.${family.id}`)}</h3>
      <ol className="setup-sheet__codes">
        {family.codes.map((code, at) => (
          <li key={code.does} className="setup-sheet__code">
            <span className="number">
              {text('scanner-setup.sheet.step', {
                step: at + 1,
                does: phrase(`scanner-setup.sheet.code.${code.does}`),
              })}
            </span>
            <Barcode card={code} hasFunctions={code.hasFunctions} fallback={code.code} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The sheet; `onSetUp` goes to the set-up. */
export function SheetDialog({ onSetUp }: { readonly onSetUp: () => void }): ReactNode {
  const till = useTill()
  const text = useText()
  const others = ['keyboard', 'country', 'enter', 'ean'] as const
  return (
    <Dialog
      title={text('scanner-setup.sheet.title')}
      size="l"
      onClose={() => {
        closeOverlay(till)
      }}
    >
      <div className="setup-sheet">
        <p className="setup-sheet__title">{text('scanner-setup.sheet.title')}</p>
        <section>
          <h3>{text('scanner-setup.sheet.how')}</h3>
          <ol className="setup-sheet__how">
            <li>{text('scanner-setup.sheet.how.1')}</li>
            <li>{text('scanner-setup.sheet.how.2')}</li>
            <li>{text('scanner-setup.sheet.how.3')}</li>
          </ol>
        </section>
        <section className="setup-sheet__family">
          <h3>{text('scanner-setup.sheet.test')}</h3>
          <div className="setup-sheet__test">
            <Barcode card={{ symbology: 'code128', code: testCode }} fallback={testCode} />
            <span>{testCode}</span>
          </div>
        </section>
        <div className="setup-sheet__families">
          {setupFamilies.map((family) => (
            <Family key={family.id} family={family} />
          ))}
        </div>
        <section className="setup-sheet__family">
          <h3>{text('scanner-setup.sheet.others')}</h3>
          <p>{text('scanner-setup.sheet.others.body')}</p>
          <ul className="setup-sheet__how setup-sheet__how--marks">
            {others.map((each) => (
              <li key={each}>{text(`scanner-setup.sheet.others.${each}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <div className="setup-sheet__actions">
        <Button onPress={onSetUp}>{text('scanner-setup.panel.open')}</Button>
        <Button
          variant="primary"
          icon={<Printer size={20} aria-hidden />}
          onPress={() => {
            window.print()
          }}
        >
          {text('scanner-setup.sheet.print')}
        </Button>
      </div>
    </Dialog>
  )
}

/** A page to print: the test code, set-up codes of scanners whose codes are public, and what to look for otherwise. */
export function ScannerSheet(): ReactNode {
  const till = useTill()
  return (
    <SheetDialog
      onSetUp={() => {
        openOverlay(till, 'scanner-setup')
      }}
    />
  )
}
