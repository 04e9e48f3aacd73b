import type { ElectronApplication, Page } from 'playwright/test'
import type { MemberView } from '../../shared/domain/views.ts'
import { violations } from './support/axe.ts'
import { host } from './support/host.ts'
import { expect, test } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'

const one = '1280x800+0+0'
const two = `${one} 1024x600+1280+0`

/** Plugs displays in and out. */
async function plug(app: ElectronApplication, displays: string): Promise<void> {
  await app.evaluate(({ screen }, text) => screen.emit('host-displays', text), displays)
}

async function customersPage(app: ElectronApplication, till: Page): Promise<Page> {
  await expect.poll(() => app.windows().length).toBe(2)
  const page = app.windows().find((window) => window !== till)
  if (page === undefined) throw new Error('no customer’s window')
  await page.locator('main').waitFor()
  return page
}

/** Everything that stands in a page, seen or not; of its head the title alone, for files have names by chance. */
function everything(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.body.outerHTML,
      document.title,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      document.cookie,
    ].join('\n'),
  )
}

// Displays cannot be plugged in and out of a computer by its programs: only the host can.
if (host === 'chromium') {
  test('the customer sees what is theirs on the second display, and nothing once they are gone', async ({
    start,
  }) => {
    const {
      app,
      page,
      process: child,
    } = await start({
      env: { STAMPWELL_PRACTICE_MEMBERS: '50', STAMPWELL_HOST_DISPLAYS: two },
    })
    const till = tillPage(page)
    await till.sayWhoIsHere('Robin')
    // However slow the machine is, nobody is gone by themselves meanwhile.
    await page.evaluate(async () => {
      const { terminal } = window as unknown as {
        terminal: { setCustomerDisplay: (args: unknown) => unknown }
      }
      await terminal.setCustomerDisplay({ seconds: 120 })
    })
    let customer = await customersPage(app, page)
    await expect(customer.getByRole('heading', { name: 'Practice Café' })).toBeVisible()
    const place = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        x: window.getBounds().x,
        focusable: window.isFocusable(),
        focused: window.isFocused(),
      })),
    )
    expect(place).toEqual([
      { x: 0, focusable: true, focused: true },
      { x: 1280, focusable: false, focused: false },
    ])

    // Neither page has the other's way to main, and none has the other's origin.
    const reach = await customer.evaluate(async () => ({
      terminal: 'terminal' in window,
      names: Object.keys((window as unknown as { customer: object }).customer).toSorted(),
      origin: location.host,
      camera: (await navigator.permissions.query({ name: 'camera' })).state,
    }))
    expect(reach).toEqual({
      terminal: false,
      names: ['answer', 'onScreen', 'ready'],
      origin: 'customer.app.localhost',
      camera: 'denied',
    })
    expect(await page.evaluate(() => 'customer' in window)).toBe(false)

    // Hello, and the stamps as they are given.
    const card = await till.sampleCard('member')
    await till.scan(card.code)
    const [firstName = ''] = (card.name ?? '').split(' ')
    await expect(customer.getByRole('heading', { name: `Hello ${firstName}` })).toBeVisible()
    const view = await page.evaluate(async (code) => {
      const { terminal } = window as unknown as {
        terminal: { scan: (args: unknown) => Promise<{ value: { member: unknown } }> }
      }
      return (await terminal.scan({ raw: code })).value.member
    }, card.code)
    const { details, codes } = view as MemberView
    await page.keyboard.press('2', { delay: 60 })
    await expect(customer.getByText('+2 stamps')).toBeVisible()
    await expect(customer.locator('[data-slot="waiting"]')).toHaveCount(2)
    const { lastName, email, phone } = details
    const secrets = [lastName, email, phone, phone?.slice(-6), ...codes].flatMap((secret) => secret ?? [])
    expect(secrets.length).toBeGreaterThan(4)
    expect(await violations(customer)).toEqual([])
    const shown = await everything(customer)
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])

    // Unplugged and plugged in again, with the same member at the counter.
    await plug(app, one)
    await expect.poll(() => app.windows().length).toBe(1)
    await plug(app, two)
    customer = await customersPage(app, page)
    await expect(customer.getByRole('heading', { name: `Hello ${firstName}` })).toBeVisible()

    // Closed by the cashier: nothing of them is left, not even where nobody looks.
    await page.keyboard.press('Escape')
    await expect(customer.getByText('Welcome')).toBeVisible()
    const idle = await everything(customer)
    const gone = [...secrets, firstName, phone?.slice(-3) ?? firstName]
    expect(gone.filter((secret) => idle.includes(secret))).toEqual([])

    // "Is this your number?" The answer stands in the form.
    await page.getByRole('button', { name: 'New member' }).click()
    await page.getByRole('textbox', { name: 'Phone' }).fill('030 1234567')
    await page.getByRole('button', { name: 'Show the number to the customer' }).click()
    await expect(customer.getByText('Is this your number?')).toBeVisible()
    await expect(customer.locator('.customer__number')).toContainText('123')
    expect(await violations(customer)).toEqual([])
    // A scanner's keys press nothing there, whatever has the focus.
    await customer.keyboard.press('Tab')
    await customer.keyboard.press('Enter')
    await expect(page.getByRole('main').getByText('The customer is asked on their screen.')).toBeVisible()
    // Thanks go by themselves: they are looked for before they are there.
    const thanked = customer.getByText('Thank you!').waitFor()
    await customer.getByRole('button', { name: 'Yes' }).click()
    await expect(page.getByRole('main').getByText('The customer confirmed the number.')).toBeVisible()
    await thanked

    // It ends with the till's window and keeps no program alive.
    const exit = new Promise((resolve) => child.once('exit', resolve))
    await page.close()
    expect(await exit).toBe(0)
  })
}
