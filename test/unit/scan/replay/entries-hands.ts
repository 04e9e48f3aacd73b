import type { Entry, Focus } from './play-entry.ts'

const ean = '4006381333931'
const card = 'LOY-00427781'
const speeds = [20, 40, 60, 80, 100, 120, 140]

const fields: readonly Focus[] = [
  'search field',
  'telephone field',
  'e-mail field',
  'password field',
  'note of several lines',
  'field in a dialog',
]
const reacting: readonly Focus[] = ['button', 'list', 'menu', 'checkbox', 'button of a dialog']

/** People at the same keyboard, and scans wherever the focus is. */
export const handEntries: readonly Entry[] = [
  ...speeds.map((wpm) => ({
    what: `a name by hand at ${wpm} words a minute`,
    keys: [{ types: 'maria dubois\r', wpm }],
    field: 'maria dubois',
    pressed: ['Enter'],
  })),
  ...speeds.map((wpm) => ({
    what: `a card number by hand at ${wpm} words a minute`,
    keys: [{ types: '4006381333931\r', wpm }],
    field: ean,
    pressed: ['Enter'],
  })),
  ...speeds.map((wpm) => ({
    what: `an address and a number by hand at ${wpm} words a minute`,
    keys: [{ types: 'anna-12 main 0171 550123\t', wpm }],
    field: 'anna-12 main 0171 550123',
    pressed: ['Tab'],
  })),
  ...fields.flatMap((focus): Entry[] => [
    {
      what: `a scan into a ${focus} that somebody types in`,
      focus,
      keys: [
        { types: 'anna', wpm: 60 },
        { scan: ean, by: 'Zebra LS2208, Enter', pause: 300 },
      ],
      scans: [ean],
      field: 'anna',
    },
    {
      what: `a scan without an end into a ${focus}`,
      focus,
      keys: [{ scan: card, by: 'Honeywell 1900' }],
      scans: [card],
    },
  ]),
  ...reacting.flatMap((focus): Entry[] => [
    {
      what: `a scan on a ${focus}: its first character reaches it, its Enter does not`,
      focus,
      keys: [{ scan: card, by: 'Zebra LS2208, Enter' }],
      scans: [card],
      pressed: ['L'],
    },
    {
      what: `a scan with blanks on a ${focus}, slow`,
      focus,
      keys: [{ scan: 'A1 234 567', by: 'Inateck BCST-70' }],
      scans: ['A1 234 567'],
      pressed: ['A'],
    },
    {
      what: `typing on a ${focus}`,
      focus,
      keys: [{ types: 'stock \r', wpm: 80 }],
      pressed: ['s', 't', 'o', 'c', 'k', ' ', 'Enter'],
    },
  ]),
  {
    what: 'a key held for three seconds, and Enter',
    keys: [
      { holds: '7', forMs: 3_000 },
      { types: '\r', wpm: 60, pause: 200 },
    ],
    field: '7'.repeat(80),
    pressed: ['Enter'],
  },
  {
    what: 'a scan behind a held key',
    keys: [
      { holds: 'x', forMs: 1_000 },
      { scan: ean, by: 'Tera HW0002', pause: 2_000 },
    ],
    scans: [ean],
    field: 'x'.repeat(20),
  },
  {
    what: 'the same card twice, the trigger pulled twice',
    keys: [
      { scan: ean, by: 'Zebra LS2208, Enter' },
      { scan: ean, by: 'Zebra LS2208, Enter', pause: 60 },
    ],
    scans: [ean, ean],
  },
  {
    what: 'two cards with no gap between',
    keys: [
      { scan: ean, by: 'Newland HR22' },
      { scan: card, by: 'Newland HR22', pause: 4 },
    ],
    scans: [ean, card],
  },
  {
    what: 'two cards of two scanners',
    keys: [
      { scan: ean, by: 'Datalogic QuickScan' },
      { scan: card, by: 'Inateck BCST-70', pause: 40 },
    ],
    scans: [ean, card],
  },
  {
    what: 'two cards without an end, a second apart',
    keys: [
      { scan: ean, by: 'Honeywell 1900' },
      { scan: card, by: 'Honeywell 1900', pause: 1_000 },
    ],
    scans: [ean, card],
  },
  {
    what: 'five cards in a row',
    keys: [101, 102, 103, 104, 105].map((number) => ({
      scan: `CARD-${number}`,
      by: 'Posiflex CD-3600' as const,
      pause: 30,
    })),
    scans: ['CARD-101', 'CARD-102', 'CARD-103', 'CARD-104', 'CARD-105'],
  },
  {
    what: 'the trigger let go early: two characters and an Enter',
    keys: [{ scan: '40', by: 'Posiflex CD-3600' }],
    halves: ['too-short'],
  },
  {
    what: 'the learned end is lost: half a scan',
    keys: [{ scan: card, by: 'Zebra LS2208, Enter', after: '' }],
    calibrated: true,
    halves: ['no-suffix'],
  },
  {
    what: 'an identifier and nothing behind it',
    keys: [{ scan: '', by: 'Zebra with AIM identifiers' }],
    halves: ['no-data'],
  },
  {
    what: 'a finger on a letter in the middle of a scan',
    keys: [
      { scan: ean, by: 'Zebra DS2208', after: '\r' },
      { meanwhile: 'x', afterMs: 63 },
    ],
    scans: [ean],
    field: 'x',
  },
  {
    what: 'typing before, a scan, and typing on',
    keys: [
      { types: 'anna', wpm: 80 },
      { scan: ean, by: 'Honeywell 1200g', pause: 250 },
      { types: 'maria\r', wpm: 80, pause: 400 },
    ],
    scans: [ean],
    field: 'annamaria',
    pressed: ['Enter'],
  },
  {
    what: 'typing on at once behind a scan without an end',
    keys: [
      { scan: ean, by: 'Honeywell 1900' },
      { types: 'maria', wpm: 70, pause: 90 },
    ],
    scans: [ean],
    field: 'maria',
  },
  {
    what: 'a calibrated slow scanner, and a person at the same speed',
    keys: [
      { scan: ean, by: 'Zebra LI4278 by Bluetooth' },
      { types: '0171 550 1234', wpm: 120, pause: 1_500 },
    ],
    calibrated: true,
    scans: [ean],
    field: '0171 550 1234',
  },
  {
    what: 'a calibrated scanner of another layout, and a person at the computer',
    keys: [
      { scan: card, by: 'Zebra LS2208, Enter' },
      { types: 'azerty qwm\r', wpm: 90, pause: 800 },
    ],
    system: 'fr',
    calibrated: true,
    scans: [card],
    field: 'azerty qwm',
    pressed: ['Enter'],
  },
]
