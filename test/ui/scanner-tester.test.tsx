import { act, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { KeyboardLayout } from '../../shared/scan/layout.ts'
import { loadLayouts } from '../../shared/scan/layouts/load-layout.ts'
import { setTesting } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { dispatchAsBrowser } from '../unit/scan/browser-events.ts'
import { typedBy } from '../unit/scan/keyboards.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

const ana = '400638130001'
let layout: KeyboardLayout

beforeAll(async () => {
  const found = (await loadLayouts()).find((each) => each.id === 'us')
  if (found === undefined) throw new Error('no layout')
  layout = found
  // What the dialog loads when it is opened: here it is there already, so that nothing has to be waited for.
  await import('../../renderer/features/settings/tester/scanner-tester.tsx')
})

afterEach(() => {
  vi.useRealTimers()
})

/** Lets what waits on promises alone happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1)
    await act(async () => {
      await new Promise((done) => setImmediate(done))
    })
}

/** A scan, and the silence behind it. */
async function scan(text: string, end: string, gap = 8): Promise<void> {
  let now = 0
  for (const event of typedBy(`${text}${end}`, { gap, layout, system: layout, start: 100 })) {
    vi.advanceTimersByTime(Math.max(0, event.at - now))
    now = Math.max(now, event.at)
    dispatchAsBrowser(event)
  }
  act(() => {
    vi.advanceTimersByTime(2_000)
  })
  await settle()
  act(() => {
    vi.advanceTimersByTime(200)
  })
}

async function open(): Promise<{ readonly till: Till; readonly fake: FakeTerminal }> {
  const { till, fake } = await renderTill()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(10_000)
  await follow(() => {
    setTesting(till, true)
  })
  await settle()
  expect(screen.queryAllByRole('dialog', { name: 'Scanner tester' })).toHaveLength(1)
  return { till, fake }
}

function asked(fake: FakeTerminal, name: string): number {
  return fake.calls.filter((call) => call.name === name).length
}

const last = (): HTMLElement => screen.getByRole('region', { name: 'What arrived last' })

describe('the scanner tester', () => {
  it('law: a scan is shown with all that is known of it, opens nobody and lands in no field', async () => {
    const { till, fake } = await open()
    await scan(`]E04006381333931`, '\r')
    expect(within(last()).getByRole('heading').textContent).toBe('Scan 1: Member’s card. No rule names it.')
    const facts = within(last())
      .getAllByRole('definition')
      .map(({ textContent }) => textContent)
    expect(facts.slice(0, 4)).toEqual([
      ']E04006381333931',
      '4006381333931',
      'a scanner that types',
      'EAN-13, told by the scanner (]E0)',
    ])
    expect(facts).toContain('Enter')
    expect(facts).toContain('It ended here.')
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows[1]?.textContent).toMatch(/^EnterEnter8\.0 ms\d+\.\d ms$/u)
    expect(asked(fake, 'scan')).toBe(0)
    expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, query: '', looking: false })
    const fields = document.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')
    expect([...fields].map(({ value }) => value).join('')).toBe('')
  })

  it('law: what never became a scan is said there too, and a link is shown as text', async () => {
    await open()
    await scan('47', '\r')
    expect(within(last()).getByRole('heading').textContent).toMatch(/^No scan: /u)
    expect(within(last()).queryAllByText('47', { selector: 'code' })).toHaveLength(1)
    await scan('https://shop.example/1', '\r')
    // As it arrived, and as it is read.
    expect(screen.queryAllByText('https://shop.example/1', { selector: 'code' })).toHaveLength(2)
    expect(screen.queryAllByRole('link')).toHaveLength(0)
    expect(screen.queryAllByText('Before that')).toHaveLength(1)
  })

  it('law: what came too slowly to be a scan is said to be that, once, and a scan is not', async () => {
    await open()
    await scan('4006381333931', '\r', 140)
    expect(within(last()).getByRole('heading').textContent).toMatch(
      /^No scan: 140 ms a character, and over 110/u,
    )
    expect(within(last()).queryAllByText('4006381333931', { selector: 'code' })).toHaveLength(1)
    expect(screen.queryAllByText('Before that')).toHaveLength(0)
    await scan('4006381333948', '\r')
    expect(within(last()).getByRole('heading').textContent).toMatch(/^Scan 2: /u)
  })

  it('law: with members opened too, the member is behind it and the time from the last character is shown', async () => {
    const { till, fake } = await open()
    // The moments that are measured are the page's own.
    vi.useRealTimers()
    await follow(() => {
      screen.getByRole('switch', { name: 'Open members too, to measure' }).click()
    })
    await follow(() => scanned(till, ana, { by: 'camera', at: performance.now() }))
    expect(asked(fake, 'scan')).toBe(1)
    expect(till.counter.getState().place).toEqual({ kind: 'member' })
    await vi.waitFor(
      () => {
        expect(within(last()).queryAllByText(/^[\d,]+ ms after the last character$/u)).toHaveLength(1)
      },
      { timeout: 10_000 },
    )
    expect(within(last()).queryAllByText('A member opened.')).toHaveLength(1)
    expect(screen.queryAllByRole('dialog', { name: 'Scanner tester' })).toHaveLength(1)
  }, 20_000)

  it('every reader is named, and closed it watches no longer', async () => {
    const { till, fake } = await open()
    const at = performance.now()
    await follow(() => scanned(till, ana, { by: 'device', kind: 'serial', name: 'Till 2', at }))
    await follow(() => scanned(till, ana, { by: 'camera', at }))
    act(() => {
      vi.advanceTimersByTime(200)
    })
    expect(within(last()).queryAllByText('the camera')).toHaveLength(1)
    expect(screen.queryAllByText('Till 2, a serial scanner')).toHaveLength(1)
    expect(asked(fake, 'scan')).toBe(0)
    await follow(() => {
      setTesting(till, false)
    })
    expect(till.scans.getState().watch).toBeNull()
    await follow(() => scanned(till, ana, { by: 'camera', at }))
    expect(asked(fake, 'scan')).toBe(1)
  })

  it('a report is shown as it was copied; where the system copies nothing, it is to be copied by hand', async () => {
    await open()
    await scan('4006381333931', '\r')
    const copies = vi.fn(() => true)
    Object.defineProperty(document, 'execCommand', { value: copies, configurable: true })
    await follow(() => {
      screen.getByRole('button', { name: 'Copy a report' }).click()
    })
    expect(copies).toHaveBeenCalledWith('copy')
    // No event of copying came: what the system says it did is not believed.
    expect(screen.queryAllByText(/did not let it be copied/u)).toHaveLength(1)
    const report = screen.getByRole('region', { name: 'The report' }).textContent
    expect(report).toContain('13 characters (13 digits)')
    expect(report).not.toContain('4006')
    // The next scan is not pushed down by what was copied before it.
    await scan('4006381333948', '\r')
    expect(screen.queryAllByRole('region', { name: 'The report' })).toHaveLength(0)
  })
})
