import type { ElectronApplication, Page } from 'playwright/test'
import { expect, test } from './support/launch.ts'
import { reloadNew } from './support/reload.ts'
import { tillPage } from './support/till-page.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '50' } } })

/** What a test does with the scanner that is no more than a page's `navigator.hid`. */
interface FakeScanner {
  plug(): void
  unplug(): void
  /** A code of up to 56 letters, in the report that Honeywell's, Zebra's and Datalogic's scanners send. */
  scan(aim: string, code: string): void
}

/** The scanner as Electron describes it to main. */
const described = {
  ...{ name: 'DS2208', vendorId: 0x05e0, productId: 0x1300, serialNumber: 'S1' },
  collections: [{ usagePage: 0x8c, usage: 2 }],
}

/** Runs in the page, before anything of its own: one scanner, which main's chooser gives away. */
function installScanner(): void {
  type Listener = (event: object) => void
  const listeners = new Map<string, Set<Listener>>()
  const hear = (type: string, listener: Listener): void => {
    listeners.set(type, (listeners.get(type) ?? new Set<Listener>()).add(listener))
  }
  const tell = (type: string, event: object): void => {
    for (const listener of listeners.get(type) ?? []) listener(event)
  }
  const makeDevice = () => {
    const reports = new Set<Listener>()
    return {
      ...{ opened: false, vendorId: 0x05e0, productId: 0x1300, productName: 'DS2208', reports },
      collections: [{ usagePage: 0x8c, usage: 2, inputReports: [], children: [] }],
      async open() {
        this.opened = true
      },
      async close() {
        this.opened = false
      },
      async forget() {
        Object.assign(window, { isForgotten: true })
      },
      addEventListener: (_type: string, listener: Listener) => reports.add(listener),
      removeEventListener: (_type: string, listener: Listener) => reports.delete(listener),
    }
  }
  let device: ReturnType<typeof makeDevice> | null = makeDevice()
  const { chooseDevice, mayUseDevice } = window as unknown as {
    readonly chooseDevice: () => Promise<string | null>
    readonly mayUseDevice: () => Promise<boolean>
  }
  const granted = async () => (device !== null && (await mayUseDevice()) ? [device] : [])
  const scanner: FakeScanner = {
    plug() {
      device = makeDevice()
      tell('connect', { device })
    },
    unplug() {
      const gone = device
      device = null
      if (gone !== null) tell('disconnect', { device: gone })
    },
    scan(aim, code) {
      if (device?.opened !== true) throw new Error('nobody has opened the scanner')
      const bytes = new Uint8Array(63)
      const text = `${String.fromCharCode(code.length)}${aim}${code}`
      for (const [place, letter] of Array.from(text).entries()) bytes[place] = letter.charCodeAt(0)
      for (const listener of device.reports) listener({ reportId: 2, data: new DataView(bytes.buffer) })
    },
  }
  Object.defineProperty(navigator, 'hid', {
    value: {
      addEventListener: hear,
      getDevices: granted,
      requestDevice: async () => {
        await chooseDevice()
        return granted()
      },
    },
  })
  Object.assign(window, { scanner })
}

/** Asks main as Electron does when a page asks for a device, and gives back what main answers. */
function askMain(app: ElectronApplication): Promise<string | null> {
  return app.evaluate(
    ({ session }, device) =>
      new Promise<string | null>((resolve) => {
        session.defaultSession.emit(
          'select-hid-device',
          { preventDefault: () => undefined },
          { deviceList: [device], frame: { url: 'app://stampwell/index.html', parent: null } },
          (chosen?: string | null) => {
            resolve(chosen ?? null)
          },
        )
      }),
    { ...described, deviceId: 'fake' },
  )
}

/** Asks main as Electron does when a page lists its devices; where Electron itself runs, nobody listens to a test. */
function askWhether(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ session }, device) => {
    let may = true
    const wanted = { deviceType: 'hid', origin: 'app://stampwell', device }
    session.defaultSession.emit('device-check', wanted, (answer: boolean) => {
      may = answer
    })
    return may
  }, described)
}

async function withScanner(page: Page, act: 'plug' | 'unplug'): Promise<void> {
  await page.evaluate((what) => {
    ;(window as unknown as { scanner: FakeScanner }).scanner[what]()
  }, act)
}

async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    ;(window as unknown as { scanner: FakeScanner }).scanner.scan(']C0', text)
  }, code)
}

test('a HID scanner is chosen once, scans, is missed while it is unplugged, and is nobody’s once it is removed', async ({
  page,
  electronApp,
}) => {
  await page.exposeFunction('chooseDevice', () => askMain(electronApp))
  await page.exposeFunction('mayUseDevice', () => askWhether(electronApp))
  await page.addInitScript(installScanner)
  await reloadNew(page)
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await till.memberListComplete()
  const member = await till.sampleCard('member')
  const other = await till.sampleCard('reward-ready')

  expect(await askWhether(electronApp)).toBe(false)
  await till.goTo('Settings')
  await page.getByRole('button', { name: 'Add a USB scanner (HID POS)…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add DS2208' }).click()
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()

  await scan(page, member.code)
  await till.expectMember(member.name ?? '')
  await withScanner(page, 'unplug')
  await expect(page.getByRole('main').getByText('DS2208 was unplugged.')).toBeVisible()
  await withScanner(page, 'plug')
  await expect(page.getByRole('main').getByText('DS2208 is back.')).toBeVisible()
  await scan(page, other.code)
  await till.expectMember(other.name ?? '')

  // The page is new, and nobody chooses again.
  await page.reload()
  await till.goTo('Settings')
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Remove DS2208' }).click()
  await expect(page.getByRole('main').getByText('DS2208 is removed.')).toBeVisible()
  expect(await askWhether(electronApp)).toBe(false)
  const reader = (): Promise<string> =>
    scan(page, member.code).then(
      () => 'the till',
      () => 'nobody',
    )
  await expect.poll(reader).toBe('nobody')
  // What the system granted is given back, though no scanner is left to be looked after.
  await expect.poll(() => page.evaluate(() => 'isForgotten' in window)).toBe(true)
})
