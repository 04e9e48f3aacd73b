import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page, Request } from 'playwright/test'
import { practiceAccount } from '../../electron/main/training/wire-customers.ts'
import { events, requests } from '../../shared/ipc/channels.ts'
import { host } from './support/host.ts'
import { close, expect, launch, test as base } from './support/launch.ts'
import type { Terminal } from './support/launch.ts'
import { startPractice } from './support/practice-process.ts'
import type { PracticeProcess } from './support/practice-process.ts'
import { reloadNew } from './support/reload.ts'
import { tillPage } from './support/till-page.ts'
import { filesIn, leaksIn, logsOf, storedOperations } from './support/user-data.ts'

const key = ['sk', 'live', '8fK2mQ7xZ4vT1nB6wR9pL3'].join('_')
const tapped = path.join(import.meta.dirname, 'support/tapped-app')

/** Somebody whose every word would be found again. */
const customer = {
  firstName: 'Zyxandra',
  lastName: 'Quorblewick',
  email: 'z.quorblewick@stampwell-test.example',
  phone: '+4915223433333',
  card: '4099887766559',
}

interface LiveShop {
  readonly provider: PracticeProcess
  /** What hands the shop over to the till. */
  readonly env: Readonly<Record<string, string>>
}

const test = base.extend<{ shop: LiveShop }>({
  // A provider on a socket, in a process of its own, and a file that makes it a live shop of the till.
  shop: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'stampwell-shop-'))
    const provider = await startPractice(folder, 300, key)
    const provision = path.join(folder, 'provision.json')
    await writeFile(
      provision,
      JSON.stringify({
        name: 'Corner Café',
        provider: 'leal',
        baseUrl: provider.url,
        store: String(practiceAccount),
        key,
        zone: 'Europe/Berlin',
        singleTill: true,
        readLagMs: 0,
        lateBoundMs: 0,
      }),
    )
    await use({ provider, env: { STAMPWELL_PROVISION: provision, STAMPWELL_LOG_LEVEL: 'debug' } })
    await provider.stop()
    await rm(folder, { recursive: true, force: true })
  },
})

test.describe('a live shop on a socket', () => {
  test('every request is authenticated, none is the page’s, and the key is nowhere in clear', async ({
    shop,
    userData,
    start,
  }) => {
    const terminal = await start({ folder: tapped, env: shop.env })
    const asked = await listenToNetwork(terminal.page)
    await serveACustomer(terminal)

    const seen = shop.provider.requests()
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.filter((request) => !request.authorized)).toEqual([])
    // Pages name themselves; so does the till, in its own words.
    expect(seen.filter((request) => request.origin !== null)).toEqual([])
    expect(seen.filter((request) => /Mozilla|Chrome/i.test(request.agent ?? ''))).toEqual([])
    const ours = new URL(terminal.page.url()).host
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((url) => new URL(url).host !== ours)).toEqual([])

    const messages = await heard(terminal.app)
    for (const channel of [requests.enrol, requests.scan, requests.addStamps, events.operation]) {
      expect(messages.some((message) => message.includes(`"${channel}"`))).toBe(true)
    }
    expect(messages.filter((message) => message.includes(key))).toEqual([])
    await close(terminal)

    expect(storedOperations(userData, 'live').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['member.create', 'stamps.add']),
    )
    expect(filesIn(userData).some((file) => file.endsWith('outbox.db'))).toBe(true)
    expect(leaksIn(userData, { key })).toEqual([])
  })

  test('logs name no person, no card and no key, even when everything goes wrong', async ({
    shop,
    userData,
    start,
  }) => {
    const terminal = await start({ env: shop.env })
    await serveACustomer(terminal)
    const till = tillPage(terminal.page)
    await shop.provider.weather('drop-replies')
    await till.scan(customer.card)
    await till.expectMember(customer.firstName)
    await terminal.page.getByRole('button', { name: 'Add 2 stamps' }).click()
    await shop.provider.weather('offline')
    await till.scan('4099887766900')
    await expect(terminal.page.getByRole('heading', { name: 'Not known on this till yet' })).toBeVisible()
    // An argument of the wrong shape, with a name in it.
    await ask(terminal.page, 'scan', { raw: 5, name: customer.lastName })
    await close(terminal)

    const logs = logsOf(userData)
    expect(logs).toContain('ipc.bad-request')
    const words = {
      ...customer,
      national: customer.phone.slice(3),
      mailbox: customer.email.split('@')[0] ?? '',
      unknown: '4099887766900',
      key,
      bearer: 'Bearer ',
      cashier: 'Robin',
    }
    const said = Object.entries(words).filter(([, word]) => logs.toLowerCase().includes(word.toLowerCase()))
    expect(said).toEqual([])
  })

  test('where the system keeps keys, the shop opens again without being handed over', async ({
    shop,
    userData,
    start,
  }) => {
    test.skip(host !== 'chromium', 'a real keychain belongs to a person; the host has one for tests')
    const keychain = { STAMPWELL_HOST_KEYCHAIN: '1' }
    const first = await start({ env: { ...shop.env, ...keychain } })
    await serveACustomer(first)
    await tillPage(first.page).goTo('Settings')
    await expect(
      first.page.getByText('The shop’s access key is kept in this computer’s key store'),
    ).toBeVisible()
    await close(first)
    expect(leaksIn(userData, { key })).toEqual([])

    const before = shop.provider.requests().length
    const again = await start({ env: keychain })
    const till = tillPage(again.page)
    await expect(again.page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
    await till.expectLink(/Online/)
    await till.scan(customer.card)
    await till.expectMember(customer.firstName)
    await expect.poll(() => shop.provider.requests().length, { timeout: 10_000 }).toBeGreaterThan(before)
    expect(shop.provider.requests().filter((request) => !request.authorized)).toEqual([])
  })

  test('where the system keeps none, the key is gone with the program, and the till says so', async ({
    shop,
    start,
  }) => {
    test.skip(
      host !== 'chromium' && process.platform !== 'linux',
      'this system has a keychain of its own, so the key is kept',
    )
    const first = await start({ env: shop.env })
    await tillPage(first.page).sayWhoIsHere('Robin')
    await tillPage(first.page).goTo('Settings')
    await expect(
      first.page.getByText('The shop’s access key is not stored: this computer has no safe place for keys'),
    ).toBeVisible()
    await close(first)

    const before = shop.provider.requests().length
    const again = await start()
    await tillPage(again.page).expectLink(/Signed out/)
    await tillPage(again.page).goTo('Settings')
    await expect(again.page.getByText('has to be given again at each start')).toBeVisible()
    // Without its key the till asks nothing: no request goes out unsigned.
    expect(shop.provider.requests().slice(before)).toEqual([])
  })
})

test.describe('the page', () => {
  let terminal: Terminal
  let folder: string
  test.beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'stampwell-e2e-'))
    terminal = await launch(folder, { env: { STAMPWELL_PRACTICE_MEMBERS: '50' } })
    await expect(terminal.page.getByRole('dialog', { name: 'Who is at the till?' })).toBeVisible()
  })
  test.afterAll(async () => {
    await close(terminal)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })

  test('has no Node, and of Electron only named functions', async () => {
    const found = await terminal.page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        'setImmediate',
        '__dirname',
      ]
      const electron = ['electron', 'ipcRenderer', 'contextBridge', 'ELECTRON_RUN_AS_NODE']
      const { terminal: api } = window as unknown as { terminal: Record<string, unknown> }
      const on = api['on'] as Record<string, unknown>
      return {
        strangers: [...names, ...electron].filter((name) => name in window),
        requests: Object.keys(api).filter((name) => typeof api[name] === 'function'),
        others: Object.keys(api).filter((name) => typeof api[name] !== 'function'),
        events: Object.keys(on).filter((name) => typeof on[name] === 'function'),
      }
    })
    expect(found.strangers).toEqual([])
    expect(found.requests.sort()).toEqual(Object.keys(requests).sort())
    expect(found.others).toEqual(['on'])
    expect(found.events.sort()).toEqual(Object.keys(events).sort())
  })

  test('gets a typed failure for a wrong argument, and nothing happens', async () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['scan', { raw: 5 }],
      ['scan', undefined],
      ['scan', { raw: 'x'.repeat(20_000) }],
      ['search', { query: 'a', limit: 1_000_000 }],
      ['open', { key: '../../etc/passwd' }],
      ['addStamps', { intent: 'x', target: { kind: 'member' }, amount: '3' }],
      ['settings', { theme: '<script>' }],
      ['operations', { filter: 'open', limit: -1 }],
    ]
    for (const [name, args] of wrong) {
      expect(await ask(terminal.page, name, args)).toEqual({
        ok: false,
        error: { kind: 'bad-request', id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as unknown },
      })
    }
    expect(await tillPage(terminal.page).open()).toEqual([])
  })

  test('runs no script that was written into it, and evaluates no text', async () => {
    const found = await terminal.page.evaluate(async () => {
      const wide = window as unknown as Record<string, unknown>
      const violated: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
      const inline = document.createElement('script')
      inline.textContent = 'window.inlineRan = true'
      document.body.append(inline)
      const attribute = document.createElement('div')
      attribute.innerHTML = '<img src="data:image/png;base64,x" onerror="window.attributeRan = true">'
      document.body.append(attribute)
      // Outside of what the tester itself evaluates, which is let through.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(`ran: ${String((0, eval)('1 + 1'))}`)
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown')
          }
        })
      })
      await new Promise((resolve) => setTimeout(resolve, 300))
      inline.remove()
      attribute.remove()
      return { inline: wide['inlineRan'], attribute: wide['attributeRan'], evaluated, violated }
    })
    expect(found.inline).toBeUndefined()
    expect(found.attribute).toBeUndefined()
    expect(found.evaluated).toBe('EvalError')
    expect(found.violated).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr']))
  })

  test('reaches no address but its own', async () => {
    const sink = await startPractice(await mkdtemp(path.join(folder, 'sink-')), 1)
    try {
      const outcomes = await terminal.page.evaluate(async (url) => {
        const fetched = await fetch(`${url}/customers`).then(
          () => 'answered',
          () => 'refused',
        )
        const posted = await fetch(url, { method: 'POST', mode: 'no-cors', body: 'x' }).then(
          () => 'answered',
          () => 'refused',
        )
        const picture = await new Promise<string>((resolve) => {
          const image = new Image()
          image.onload = () => resolve('answered')
          image.onerror = () => resolve('refused')
          image.src = `${url}/pixel.png`
        })
        let socket: string
        try {
          const opened = new WebSocket(url.replace('http', 'ws'))
          socket = await new Promise((resolve) => {
            opened.onopen = () => resolve('answered')
            opened.onerror = () => resolve('refused')
          })
        } catch {
          socket = 'refused'
        }
        navigator.sendBeacon(url, 'x')
        return { fetched, posted, picture, socket }
      }, sink.url)
      expect(outcomes).toEqual({
        fetched: 'refused',
        posted: 'refused',
        picture: 'refused',
        socket: 'refused',
      })
      expect(sink.requests()).toEqual([])
    } finally {
      await sink.stop()
    }
  })

  test('opens no window, goes nowhere and embeds nothing', async () => {
    const { page, app } = terminal
    const home = page.url()
    const windows = app.windows().length
    const opened = await page.evaluate(() => window.open('https://example.com') === null)
    expect(opened).toBe(true)
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.com/'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
      window.location.href = 'http://127.0.0.1:9/away'
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
    })
    await page.waitForTimeout(500)
    expect(page.url()).toBe(home)
    expect(app.windows()).toHaveLength(windows)
    expect(
      page
        .frames()
        .map((frame) => frame.url())
        .filter((url) => url.includes('example.com')),
    ).toEqual([])
    await page.evaluate(() => {
      document.querySelector('iframe')?.remove()
    })
    // And it is still the till.
    await expect(page.getByRole('dialog', { name: 'Who is at the till?' })).toBeVisible()
  })

  test('gets no microphone, no place and no notice', async () => {
    const refused = await terminal.page.evaluate(async () => ({
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: unknown) => (error instanceof DOMException ? error.name : 'thrown'),
      ),
      place: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === 1 ? 'denied' : 'failed'),
          { timeout: 2_000 },
        )
      }),
      notice: await Notification.requestPermission(),
    }))
    expect(['NotAllowedError', 'NotFoundError']).toContain(refused.microphone)
    expect(refused.place).toBe('denied')
    expect(refused.notice).toBe('denied')
  })
})

/** Enrols somebody with a card, scans the card, stamps it, and waits until everything has arrived. */
async function serveACustomer({ page }: Terminal): Promise<void> {
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await till.expectLink(/Online/)
  await till.scan(customer.card)
  await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
  await page.getByRole('button', { name: /^Enrol a new member/ }).click()
  await page.getByLabel('First name').fill(customer.firstName)
  await page.getByLabel('Last name').fill(customer.lastName)
  await page.getByLabel('E-mail').fill(customer.email)
  await page.getByLabel('Phone', { exact: true }).fill(customer.phone)
  await page.getByRole('button', { name: /^Enrol/ }).click()
  await till.expectMember(`${customer.firstName} ${customer.lastName}`)
  await page.getByRole('button', { name: 'Add 2 stamps' }).click()
  await expect(page.getByRole('button', { name: /2 stamps added/ })).toBeVisible()
  await till.nothingWaits()
}

/** Addresses that the page asks for from now on, its own reload included. */
async function listenToNetwork(page: Page): Promise<readonly string[]> {
  const asked: string[] = []
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url))
  session.on('Network.webSocketCreated', ({ url }) => asked.push(url))
  page.on('request', (request: Request) => asked.push(request.url()))
  await reloadNew(page)
  return asked
}

/** Every message between main and page so far. */
function heard(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as unknown as { heardByTap: readonly string[] }).heardByTap)
}

/** Calls a function of the bridge as a page that went wrong could. */
function ask(page: Page, name: string, args: unknown): Promise<unknown> {
  return page.evaluate(
    ([called, given]) =>
      (window as unknown as { terminal: Record<string, (args: unknown) => Promise<unknown>> }).terminal[
        called
      ]?.(given),
    [name, args] as const,
  )
}
