import { expect } from 'playwright/test'
import type { Page } from 'playwright/test'
import { startInveterate } from '../../fakes/inveterate-server.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import { startSellAuth } from '../../fakes/sellauth-server.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { EnteredKey } from '../../../shared/domain/systems.ts'
import type { TerminalApi } from '../../../shared/ipc/contract.ts'
import { close, launch } from './launch.ts'
import type { Audience } from './story.ts'
import { tillPage } from './till-page.ts'
import type { TillPage } from './till-page.ts'

/** A shop at a system whose address is fixed, connected as the form does; the page then starts anew. */
async function connect(
  page: Page,
  shop: {
    readonly provider: ProviderId
    readonly key: EnteredKey
    readonly baseUrl: string
    readonly name: string
  },
): Promise<void> {
  const problem = await page.evaluate(async ({ provider, key, baseUrl, name }) => {
    const { terminal } = window as unknown as { terminal: TerminalApi }
    const held = await terminal.holdKey({ provider, key })
    if (!held.ok) return held.error
    const tested = await terminal.testConnection({ held: held.value.held, baseUrl, store: null })
    if (!tested.ok) return tested.error
    const store = tested.value.store?.id ?? tested.value.stores?.[0]?.id ?? ''
    const saved = await terminal.connectShop({
      held: held.value.held,
      baseUrl,
      store,
      name,
      zone: 'Europe/Berlin',
      singleTill: false,
      tills: 1,
      isKnown: false,
    })
    return saved.ok ? null : saved.error
  }, shop)
  expect(problem).toBeNull()
  await page.reload()
}

async function openFirst(till: TillPage, query: string): Promise<void> {
  await till.memberListComplete()
  await till.goTo('Counter')
  await till.type(query)
  await expect(till.page.getByRole('option').first()).toBeVisible()
  await till.page.keyboard.press('Enter')
  await expect(till.page.getByRole('region', { name: 'Balance', exact: true })).toBeVisible()
}

/** One till at three more systems: points, credits with tiers, and money, each on a server that speaks its dialect. */
export async function playSystems(folder: string, audience: Audience): Promise<void> {
  const secret = ['s', 'K2mQ7xZ4vT1nB6wR9pL3aB'].join('_')
  const loke = await startLoke({ clientId: 'till+one', clientSecret: secret, customers: 60 })
  const inveterate = await startInveterate({ key: 'inv-key', members: 12 })
  const sellauth = await startSellAuth({ customers: 12 })
  const terminal = await launch(folder, { env: { STAMPWELL_PRACTICE_MEMBERS: '300' } })
  const { page } = terminal
  const till = tillPage(page)
  try {
    await till.sayWhoIsHere('Robin')
    await till.goTo('Settings')
    await page.getByRole('button', { name: 'Connect a shop…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connect a shop' })
    await dialog.getByRole('radio', { name: 'LOKE' }).click({ force: true })
    await dialog.getByLabel('Address').fill(loke.origin)
    await dialog.getByLabel('Client ID').fill('till+one')
    await dialog.getByLabel('Client secret').fill(secret)
    await dialog.getByRole('button', { name: 'Test the connection' }).click()
    await dialog.getByRole('radio', { name: /Harbour Café/ }).click({ force: true })
    audience.say('A shop is connected: the key is tried before anything is saved.')
    await audience.picture('connect', page)
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
    await till.sayWhoIsHere('Robin')

    await openFirst(till, 'c12@example.com')
    await page.getByRole('button', { name: 'Add 50 points' }).click()
    audience.say('LOKE counts points: usual amounts are one press.')
    await audience.picture('loke-member', page)
    await till.scan('LK7788-2043')
    await expect(page.getByRole('heading', { name: 'This till does not know this card' })).toBeVisible()
    audience.say('Whose card it is, only this till can know there.')
    await audience.picture('loke-unknown-card', page)

    const key = (text: string): EnteredKey => ({ kind: 'key', key: text })
    await connect(page, {
      provider: 'inveterate',
      key: key('inv-key'),
      baseUrl: inveterate.origin,
      name: 'Corner Shop',
    })
    const [member] = inveterate.books.members.keys()
    await till.memberListComplete()
    await page.getByRole('button', { name: 'Enrol a shop customer into a tier' }).click()
    await page.getByLabel('Number or address of the customer in Shopify').fill(member ?? '')
    await page.getByRole('button', { name: 'Look up' }).click()
    await expect(page.getByText(/is a member, in the tier/)).toBeVisible()
    await page.getByRole('radio', { name: /^Gold/ }).click({ force: true })
    audience.say(
      'Inveterate counts credits, and has tiers: what changes for the customer is said before it is saved.',
    )
    await audience.picture('inveterate-tier', page)

    for (const id of sellauth.books.now.customers.keys()) {
      sellauth.books.change(id, 2_500, 'Order 1004')
      sellauth.books.change(id, -1_250, '[TQ4-8F2K1M] gift card used at the counter')
      sellauth.books.change(id, 500, null)
    }
    await connect(page, {
      provider: 'sellauth',
      key: key(sellauth.key),
      baseUrl: sellauth.origin,
      name: 'Key Shop',
    })
    await openFirst(till, 'example')
    await page.getByRole('button', { name: /^Other amount/ }).click()
    await page.getByLabel('Amount').fill('12.50')
    audience.say('SellAuth counts money, to the hundredth.')
    await audience.picture('sellauth-balance', page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'All changes' }).click()
    await expect(page.getByRole('dialog').getByRole('row').nth(3)).toBeVisible()
    audience.say('Whatever changed the balance, here or elsewhere, as SellAuth recorded it.')
    await audience.picture('sellauth-changes', page)
  } finally {
    await close(terminal)
    await Promise.all([loke.close(), inveterate.close(), sellauth.close()])
  }
}
