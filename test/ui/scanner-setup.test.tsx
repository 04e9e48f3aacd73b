import { act, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testCode } from '../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout, LayoutId } from '../../shared/scan/layout.ts'
import { loadLayouts } from '../../shared/scan/layouts/load-layout.ts'
import type { WedgeProfile } from '../../shared/scan/wedge-profile.ts'
import { err } from '../../shared/ipc/result.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { openOverlay } from '../../renderer/stores/navigation.ts'
import { registerScanConsumer, scanned } from '../../renderer/stores/scan-routing.ts'
import { dispatchAsBrowser } from '../unit/scan/browser-events.ts'
import { typedBy } from '../unit/scan/keyboards.ts'
import type { Device } from '../unit/scan/keyboards.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

let layouts: readonly KeyboardLayout[]

beforeAll(async () => {
  // What the dialog loads when it is opened: here it is there already, so that nothing has to be waited for.
  layouts = await loadLayouts()
  await import('../../renderer/features/scanner-setup/scanner-setup.tsx')
})

afterEach(() => {
  vi.useRealTimers()
})

function layout(id: LayoutId): KeyboardLayout {
  const found = layouts.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

interface Scanner extends Partial<Omit<Device, 'layout' | 'system'>> {
  readonly layout?: LayoutId
  readonly system?: LayoutId
}

/** Lets what waits on promises alone happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1)
    await act(async () => {
      await new Promise((done) => setImmediate(done))
    })
}

/** A scan, and the silence behind it. */
async function scan(text: string, { layout: own = 'us', system = 'us', ...device }: Scanner = {}) {
  let now = 0
  const events = typedBy(text, { gap: 8, ...device, layout: layout(own), system: layout(system), start: 100 })
  for (const event of events) {
    vi.advanceTimersByTime(Math.max(0, event.at - now))
    now = Math.max(now, event.at)
    dispatchAsBrowser(event, device.capsLock)
  }
  act(() => {
    vi.advanceTimersByTime(2_000)
  })
  await settle()
}

async function three(text: string, scanner?: Scanner) {
  for (const seed of [1, 2, 3]) await scan(text, { ...scanner, seed })
}

async function open(
  wedges: readonly WedgeProfile[] = [],
): Promise<{ readonly till: Till; readonly fake: FakeTerminal }> {
  const { till, fake } = await renderTill({ wedges })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(10_000)
  await follow(() => {
    openOverlay(till, 'scanner-setup')
  })
  await settle()
  expect(screen.queryAllByRole('dialog', { name: 'Set up your scanner' })).toHaveLength(1)
  return { till, fake }
}

const seen = (words: string | RegExp): number => screen.queryAllByText(words).length
const progress = (): string | null => screen.getByRole('progressbar').getAttribute('aria-valuetext')

async function press(name: string | RegExp): Promise<void> {
  await follow(() => {
    screen.getByRole('button', { name }).click()
  })
  await settle()
}

const enterScanner: WedgeProfile = {
  learnedAt: 1,
  pace: 8,
  maxGapMs: 50,
  prefix: '',
  suffix: '\r',
  aim: '',
  layout: 'us',
  anyLayout: false,
}

describe('setting a scanner up', () => {
  it('takes three scans, tries what was learned, keeps it, and reads cards by it from then on', async () => {
    const { till, fake } = await open()
    const french: Scanner = { layout: 'us', system: 'fr' }
    expect(progress()).toBe('0 of 3')
    await scan(`${testCode}\r`, french)
    expect([progress(), seen('That one counts.'), seen('Scan it 2 times more.')]).toEqual(['1 of 3', 1, 1])
    await scan(`${testCode}\r`, french)
    expect(progress()).toBe('2 of 3')
    await scan(`${testCode}\r`, french)
    expect(seen('Learned')).toBe(1)
    expect(seen(/United States \(this computer has another/u)).toBe(1)
    await scan(`${testCode}\r`, french)
    expect(seen('Read right.')).toBe(1)
    expect(fake.calls.filter(({ name }) => name === 'scan')).toEqual([])
    await press('Save')
    expect(screen.queryAllByRole('dialog')).toHaveLength(0)
    expect(fake.start.wedges).toMatchObject([{ suffix: '\r', layout: 'us', prefix: '' }])
    expect(till.scans.getState()).toMatchObject({ taker: null, trial: null })
    await scan('LOY-0042781\r', french)
    expect(fake.calls.filter(({ name }) => name === 'scan').map(({ args }) => args)).toEqual([
      { raw: 'LOY-0042781' },
    ])
  })

  it('presses nothing and types into nothing meanwhile', async () => {
    await open()
    const heard: string[] = []
    const hear = (event: Event): void => void heard.push(event.type)
    document.addEventListener('keydown', hear)
    document.addEventListener('keypress', hear)
    screen.getByRole('button', { name: /Print the code/u }).focus()
    await scan(` \r${testCode}\t\r`)
    document.removeEventListener('keydown', hear)
    document.removeEventListener('keypress', hear)
    expect(heard).toEqual([])
    expect(screen.queryAllByRole('dialog', { name: 'Set up your scanner' })).toHaveLength(1)
  })

  it('is left with Escape, and the scanner is a scanner again', async () => {
    const { till, fake } = await open()
    dispatchAsBrowser(typedBy('a', { gap: 8, layout: layout('us'), system: layout('us') })[0]!)
    act(() => {
      vi.advanceTimersByTime(2_000)
    })
    const escape = { code: 'Escape', key: 'Escape', at: 0, repeat: false, isComposing: false }
    const modifiers = { shift: false, ctrl: false, alt: false, meta: false, altGraph: false }
    dispatchAsBrowser({ type: 'down', ...escape, modifiers })
    await settle()
    expect([till.nav.getState().overlay, till.scans.getState().taker]).toEqual([null, null])
    await scan('4006381333931\r')
    expect(fake.calls.filter(({ name }) => name === 'scan')).toHaveLength(1)
  })

  it.each([
    ['another code', '4006381333931\r', /That was another code, of 13 characters/u],
    ['half of it', `${testCode.slice(0, 8)}\r`, /10 characters of the code are missing/u],
    ['the code twice', `${testCode}\r${testCode}\r`, /The code came twice/u],
  ])('says what a scan was that does not count: %s', async (_, text, words) => {
    await open()
    await scan(text)
    expect([progress(), seen(words)]).toEqual(['0 of 3', 1])
    await three(`${testCode}\r`)
    expect(seen('Learned')).toBe(1)
  })

  it('says when typed by hand, and counts a touched key as nothing', async () => {
    await open()
    await scan('x')
    expect(seen('Scan the code.')).toBe(1)
    await scan('hello', { gap: 300, hold: 90 })
    expect(seen(/looked typed by hand/u)).toBe(1)
  })

  it('asks for Caps Lock to go off where the scanner follows it, and begins anew', async () => {
    await open()
    const swapped = testCode.replace(/[a-z]/giu, (char) =>
      char < 'a' ? char.toLowerCase() : char.toUpperCase(),
    )
    await three(`${swapped}\r`, { system: 'de', capsLock: true })
    expect(seen('Caps Lock is on: switch it off, then scan.')).toBe(1)
    expect([progress(), seen(/Caps Lock was on/u)]).toEqual(['0 of 3', 1])
    await three(`${testCode}\r`, { system: 'de' })
    expect(seen('Learned')).toBe(1)
  })

  it('says what a scanner without an end means, and how to add one', async () => {
    await open()
    await three(testCode)
    expect(seen(/This scanner sends nothing at the end/u)).toBe(1)
  })

  it('says what to change at a scanner that cannot be learned', async () => {
    await open()
    await three(testCode, { gap: 150, hold: 20 })
    expect(seen(/It sends a character every 150 ms/u)).toBe(1)
    await press('Start again')
    expect(progress()).toBe('0 of 3')
  })

  it('says of a scan that was not typed that it needs no set-up, and opens nobody by it', async () => {
    const { till, fake } = await open()
    await follow(() => scanned(till, '4006381333931'))
    expect(seen(/connected directly/u)).toBe(1)
    expect(fake.calls.filter(({ name }) => name === 'scan')).toEqual([])
    expect(till.nav.getState().overlay).toBe('scanner-setup')
  })

  it('says so while what was learned is tried as well, until a scan is typed', async () => {
    const { till, fake } = await open()
    await three(`${testCode}\r`)
    await follow(() => scanned(till, '4006381333931', { by: 'camera', at: 0 }))
    expect([seen(/connected directly/u), seen(/Enough was learned/u)]).toEqual([1, 0])
    await scan(`${testCode}\r`)
    expect([seen(/connected directly/u), seen('Read right.')]).toEqual([0, 1])
    expect(fake.calls.filter(({ name }) => name === 'scan')).toEqual([])
  })

  it('takes no scan where nothing can be learned: the test code begins anew, a card opens', async () => {
    const { till, fake } = await open()
    await three(testCode, { gap: 150, hold: 20 })
    expect(seen(/own settings have to change first/u)).toBe(1)
    await scan(`${testCode}\r`)
    expect([progress(), fake.calls.filter(({ name }) => name === 'scan')]).toEqual(['0 of 3', []])
    await three(testCode, { gap: 150, hold: 20 })
    await scan('4006381333931\r')
    expect(fake.calls.filter(({ name }) => name === 'scan').map(({ args }) => args)).toEqual([
      { raw: '4006381333931' },
    ])
    expect(till.nav.getState().overlay).toBeNull()
  })

  it('keeps the scans that counted while the sheet is looked at', async () => {
    await open()
    await scan(`${testCode}\r`)
    await scan(`${testCode}\r`)
    await press(/Print the code/u)
    expect(screen.queryAllByRole('dialog', { name: 'Scanner set-up sheet' })).toHaveLength(1)
    await press('Set up a scanner')
    expect(progress()).toBe('2 of 3')
    await press(/Print the code/u)
    await scan(`${testCode}\r`)
    expect(progress()).toBe('2 of 3')
    await scan(`${testCode}\r`)
    expect(seen('Learned')).toBe(1)
  })

  it('says that scanners have to be alike where more than an end was learned', async () => {
    await open()
    await three(`${testCode}\r`)
    expect(seen(/must be set alike/u)).toBe(0)
    await press('Start again')
    await three(`${testCode}\r`, { system: 'de' })
    expect([seen(/must be set alike/u), seen(/name the kind of code/u)]).toEqual([1, 0])
    await press('Start again')
    await three(`D${testCode}\r`)
    expect([seen(/must be set alike/u), seen(/Transmit code ID/u)]).toEqual([1, 1])
  })

  it('says what cannot be kept before it is tried', async () => {
    await open()
    await three(`${'*'.repeat(65)}${testCode}\r`)
    expect([seen(/It sends 65 characters/u), seen('Learned')]).toEqual([1, 0])
  })

  it('helps where nothing arrives', async () => {
    await open()
    expect(seen('Nothing has arrived yet')).toBe(0)
    act(() => {
      vi.advanceTimersByTime(16_000)
    })
    expect(seen('Nothing has arrived yet')).toBe(1)
  })

  it('says when it cannot be kept, and stays', async () => {
    const { fake } = await open()
    fake.answer('keepWedges', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
    await three(`${testCode}\r`)
    await press('Save')
    expect(screen.queryAllByRole('dialog', { name: 'Set up your scanner' })).toHaveLength(1)
    expect(fake.start.wedges).toEqual([])
  })
})

describe('a second scanner', () => {
  it('is one more where the cashier says so, and both are read', async () => {
    const { fake } = await open([enterScanner])
    await three(testCode, { gap: 20 })
    expect(seen('This till knows another scanner already.')).toBe(1)
    await follow(() => {
      screen.getByRole('radio', { name: 'One more at this till' }).click()
    })
    await press('Save')
    expect(fake.start.wedges.map(({ suffix }) => suffix)).toEqual(['', '\r'])
    await scan('4006381333931', { gap: 20 })
    await scan('4006381333948\r')
    expect(fake.calls.filter(({ name }) => name === 'scan').map(({ args }) => args)).toEqual([
      { raw: '4006381333931' },
      { raw: '4006381333948' },
    ])
  })

  it('takes the place of one that sends other characters before its codes, which is said', async () => {
    const { fake } = await open([enterScanner])
    await three(`*${testCode}\r`)
    expect(seen(/with which codes of the other may begin/u)).toBe(1)
    await press('Save')
    expect(fake.start.wedges.map((each) => each.prefix)).toEqual(['*'])
  })

  it('takes the place of one that types for another keyboard, which is said', async () => {
    const { fake } = await open([{ ...enterScanner, layout: 'de' }])
    await three(`${testCode}\r`)
    expect(seen(/types for another keyboard, and nothing tells/u)).toBe(1)
    await press('Save')
    expect(fake.start.wedges.map((each) => each.layout)).toEqual(['us'])
  })
})

describe('the set-up is offered where a need shows, and not else', () => {
  async function begin(wedges: readonly WedgeProfile[] = []) {
    const { till, fake } = await renderTill({ wedges })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.advanceTimersByTime(10_000)
    const offers = (): number =>
      till.notices.getState().toasts.filter(({ offer }) => offer === 'scanner-setup').length
    const raws = (): readonly unknown[] =>
      fake.calls.filter(({ name }) => name === 'scan').map(({ args }) => args)
    return { till, offers, raws }
  }

  it('what was kept is known from the start', async () => {
    const { offers, raws } = await begin([enterScanner])
    await settle()
    await scan('LOY-0042/aQ\r', { system: 'fr' })
    expect([raws(), offers()]).toEqual([[{ raw: 'LOY-0042/aQ' }], 0])
  })

  it('what was kept and could not be read is told at once', async () => {
    const { till, fake } = await renderTill({ wedgesLost: true })
    expect(till.notices.getState().toasts).toMatchObject([
      { tone: 'bad', stays: true, offer: 'scanner-setup', what: { id: 'counter.set-up.lost' } },
    ])
    expect(fake.start.wedges).toEqual([])
  })

  it('digits through another layout are read, and the set-up is offered once', async () => {
    const { till, offers, raws } = await begin()
    await scan('4006381333931\r', { system: 'fr' })
    await scan('4006381333948\r', { system: 'fr' })
    expect(raws()).toEqual([{ raw: '4006381333931' }, { raw: '4006381333948' }])
    expect(offers()).toBe(1)
    await press('Set up your scanner')
    expect([till.nav.getState().overlay, offers()]).toEqual(['scanner-setup', 0])
  })

  it('a code with letters whose digits came as other characters', async () => {
    const { till, offers, raws } = await begin()
    await scan('LOY-0042\r', { system: 'fr' })
    expect([raws(), offers()]).toEqual([[{ raw: "LOY)àà'é" }], 0])
    // By the screen that says so, rather than by a message over it.
    expect(till.counter.getState().place).toMatchObject({ kind: 'unknown-card', card: { comesWrong: true } })
  })

  it('half scans in a row', async () => {
    const { offers } = await begin()
    await scan('12\r', { gap: 4 })
    expect(offers()).toBe(0)
    await scan('12\r', { gap: 4 })
    expect(offers()).toBe(1)
  })

  it('a scan without the end that was learned', async () => {
    const { offers, raws } = await begin([enterScanner])
    await scan('4006381333931')
    expect([offers(), raws()]).toEqual([1, []])
  })

  it('five scans that ended with nothing', async () => {
    const { offers } = await begin()
    for (const last of [1, 2, 3, 4]) await scan(`400638133393${String(last)}`)
    expect(offers()).toBe(0)
    await scan('4006381333935')
    expect(offers()).toBe(1)
  })

  it('the test code itself, which is nobody’s card', async () => {
    const { till, raws } = await begin()
    await scan(`${testCode}\r`)
    expect([till.nav.getState().overlay, raws()]).toEqual(['scanner-setup', []])
  })

  it.each([
    ['camera', { by: 'camera', at: 0 }],
    ['connected scanner', { by: 'device', kind: 'hid', name: 'Desk', at: 0 }],
  ] as const)('the test code by a %s, also while a form waits for a card', async (_, origin) => {
    const { till, raws } = await begin()
    const wanted: string[] = []
    const end = registerScanConsumer(till, (raw) => wanted.push(raw) > 0)
    await follow(() => scanned(till, `]C0${testCode}`, origin))
    end()
    expect([till.nav.getState().overlay, raws(), wanted]).toEqual(['scanner-setup', [], []])
  })

  it('a scanner that works is left in peace', async () => {
    const { offers } = await begin()
    for (const last of [1, 2, 3, 4, 5, 6]) await scan(`400638133393${String(last)}\r`)
    expect(offers()).toBe(0)
  })
})
