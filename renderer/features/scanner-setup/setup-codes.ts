import type { SampleCard } from '../../../shared/domain/views.ts'

/** A barcode that changes a scanner's settings. */
export interface SetupCode {
  readonly does: 'usb-keyboard' | 'country-us' | 'add-enter'
  readonly symbology: SampleCard['symbology']
  /** What it says; `^FNC3` is Code 128's function character where `hasFunctions`. */
  readonly code: string
  readonly hasFunctions: boolean
}

/** Scanners that understand the same codes, scanned in this order. */
export interface SetupFamily {
  readonly id: 'honeywell' | 'spec-code' | 'sc'
  readonly codes: readonly SetupCode[]
}

/** A Honeywell menu command, kept by its full stop, in the Code 128 that its scanners take for a command. */
function honeywell(does: SetupCode['does'], command: string): SetupCode {
  return { does, symbology: 'code128', code: `~${command}.^FNC3`, hasFunctions: true }
}

function square(does: SetupCode['does'], code: string): SetupCode {
  return { does, symbology: 'qrcode', code, hasFunctions: false }
}

/**
 * The set-up codes whose content is public. Most manuals print pictures alone and say nowhere what is in them; such
 * scanners are not here, for a guessed code may change anything.
 *
 * - Honeywell: menu commands of its user guides, chapter "Serial Programming Commands", which says that commands and
 *   programming bar codes do the same (Xenon 1900/1910: manualslib.com/manual/973390, page 199); 124 is the PC keyboard
 *   in the table of terminal ids (CS19A guide, page 6-4: manualsbrain.com/en/manuals/2127614). How a command is written
 *   as a bar code, with a tilde before, a full stop and FNC3 behind: accuratedata.com, "Can't default Honeywell Xenon or
 *   Voyager scanner".
 * - %%SpecCode: the command list of such scanners at github.com/juitnow/juit-alacrity-setup.
 * - ^#SC^: "AtomicQR_Reader_EN.pdf" of M5Stack (docs.m5stack.com, Atomic QR-Code Base), terminator CR.
 */
export const setupFamilies: readonly SetupFamily[] = [
  {
    id: 'honeywell',
    codes: [
      honeywell('usb-keyboard', 'PAP124'),
      honeywell('country-us', 'KBDCTY0'),
      honeywell('add-enter', 'VSUFCR'),
    ],
  },
  {
    id: 'spec-code',
    codes: [square('country-us', '%%SpecCode40'), square('add-enter', '%%SpecCode9C')],
  },
  { id: 'sc', codes: [square('add-enter', '^#SC^3030052')] },
]
