import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { expect, test } from './support/launch.ts'
import { pressKeys } from './support/scanner-keys.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'
import { storedOperations } from './support/user-data.ts'

/** Forty words a minute, as typists count them: five keys a word. */
const keysPerMinute = 200

/** The ordinary run counts the four movements, and replays one scan that means harm. */
const full = process.env['STAMPWELL_FULL'] === '1'
const tempos = full ? [2, 20, 50] : [20]

let shared: SharedTill
let page: Page
/** Keys that a person pressed since it was last read. */
let keys = 0

test.beforeAll(async () => {
  shared = await shareTill()
  page = shared.terminal.page
})
test.afterAll(async () => {
  await shared.end()
})

/** A finger, which is on no other key sooner than a hand can be: faster than that, keys are a scanner's. */
async function tap(key: string): Promise<void> {
  keys += 1
  await page.keyboard.press(key, { delay: 60 })
  await delay(100)
}

async function type(text: string): Promise<void> {
  keys += text.length
  await page.keyboard.type(text, { delay: 70 })
}

function counted(): number {
  const since = keys
  keys = 0
  return since
}

test('each of the four movements is one scan and one key', async () => {
  const { till } = shared
  const member = await till.sampleCard('member')
  const unknown = await till.sampleCard('unknown')
  const strip = page.getByRole('list', { name: 'Can still be undone' })

  await till.scan(member.code)
  await till.expectMember(member.name ?? '')
  await tap('2')
  await expect(strip).toContainText('+2 stamps')
  expect(counted()).toBe(1)
  await expect(page.locator('[data-moment]')).toContainText('Reward ready!')
  // It lies over nothing that is pressed, and is gone by itself.
  await tap('F9')
  await expect(strip.getByRole('listitem')).toHaveCount(0)
  expect(counted()).toBe(1)

  await till.scan(member.code)
  await till.expectMember(member.name ?? '')
  await tap('Enter')
  await expect(strip).toContainText('+1 stamp')
  expect(counted()).toBe(1)

  await tap('F4')
  await expect(page.getByRole('heading', { name: 'Wait before you hand it over' })).toBeVisible()
  expect(counted()).toBe(1)
  await tap('F9')
  await expect(page.getByRole('button', { name: /^Redeem/ })).toBeVisible()
  counted()

  await till.scan(unknown.code)
  await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
  await tap('Enter')
  await expect(page.getByRole('textbox', { name: 'First name' })).toBeFocused()
  expect(counted()).toBe(1)
  await expect(page.locator('[data-moment]')).toHaveCount(0)
})

test('the hand goes from the mouse to the keys without a press between: Escape after a stamp by click leaves the member', async () => {
  const { till } = shared
  const member = await till.sampleCard('two-cards')
  await till.goTo('Counter')
  await till.scan(member.code)
  await till.expectMember(member.name ?? '')
  await page.getByRole('button', { name: 'Add 1 stamp', exact: true }).click()
  // It comes back by itself, sooner than a hand is at the keys.
  await expect(page.getByRole('combobox', { name: /Scan a card/ })).toBeFocused()
  await page.keyboard.press('Escape', { delay: 60 })
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
  // And the stamp is made, once.
  const strips = page.getByRole('list', { name: 'Can still be undone' }).getByRole('listitem')
  await expect(strips.filter({ hasText: member.name ?? '' })).toHaveCount(1)
})

/** Fills every field, and counts the keys. */
async function enrolByKeys(): Promise<void> {
  const { till } = shared
  await till.goTo('Counter')
  await tap('F6')
  await expect(page.getByRole('textbox', { name: 'First name' })).toBeFocused()
  expect(await page.getByRole('main').getByRole('textbox').count()).toBeLessThanOrEqual(4)
  await type('Ida')
  await tap('Tab')
  await type('Quell')
  await tap('Tab')
  await type('ida@quell.example')
  await tap('Tab')
  await type('2015550123')
  await tap('Enter')
  await till.expectMember('Ida Quell')
  const pressed = counted()
  const seconds = (pressed * 60) / keysPerMinute
  test.info().annotations.push({ type: 'enrolment', description: `${pressed} keys, ${seconds.toFixed(1)} s` })
  expect(seconds).toBeLessThan(15)
}

if (full) {
  test(
    'an enrolment has four fields, and takes less than 15 s of a person who types 40 words a minute',
    enrolByKeys,
  )
}

test('law: with a member open, a scan of the letters and signs of every shortcut does nothing but look its code up', async () => {
  const { till } = shared
  const member = await till.sampleCard('member')
  await till.goTo('Counter')
  // What waits may be sent meanwhile; nothing is made, and nothing undone.
  const done = (): readonly string[] =>
    storedOperations(shared.terminal.userData).map(
      ({ kind, state }) => `${kind} ${state === 'cancelled' ? 'undone' : 'made'}`,
    )
  const before = done()
  for (const every of tempos) {
    await till.scan(member.code)
    await till.expectMember(member.name ?? '')
    await pressKeys(page, `?FRNUZ12345?${String(every)}`, { every })
    await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  expect(done()).toEqual(before)
})
