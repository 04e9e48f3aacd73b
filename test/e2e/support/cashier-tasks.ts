import type { Locator } from 'playwright/test'
import { expect } from 'playwright/test'
import type { Hand } from './hands/hand.ts'
import { expectSaid } from './live-regions.ts'
import type { Somebody } from './some-members.ts'
import type { TillPage } from './till-page.ts'

/** What a task works on. */
export interface Desk {
  readonly hand: Hand
  readonly till: TillPage
  /** A member whom no other task serves, without a reward. */
  readonly someone: () => Somebody
  /** One with a single reward that is ready. */
  readonly winner: Somebody
}

/** One thing that a cashier is asked to do; it begins and ends at the counter. */
export interface CashierTask {
  readonly name: string
  readonly does: (desk: Desk) => Promise<void>
}

const article = ({ hand }: Desk): Locator => hand.page.getByRole('article')
const button = ({ hand }: Desk, name: string | RegExp, exact = false): Locator =>
  hand.page.getByRole('button', { name, exact })
const bar = ({ hand }: Desk): Locator => hand.page.getByRole('banner').first()

async function scan(desk: Desk, { name, code }: Somebody): Promise<void> {
  await desk.hand.scan(code)
  await expect(article(desk).getByRole('heading', { level: 1 })).toContainText(name)
  await expectSaid(desk.hand.page, new RegExp(name))
}

async function withTwoCards(desk: Desk): Promise<Somebody> {
  const { name, code } = await desk.till.sampleCard('two-cards')
  return { name: name ?? '', code }
}

/** Of the four movements each takes one scan and one key, or one tap. */
function expectOnePress({ hand }: Desk): void {
  expect(hand.presses, 'presses of this movement').toBe(1)
}

async function stampOne(desk: Desk): Promise<void> {
  const who = desk.someone()
  await scan(desk, who)
  desk.hand.startCounting()
  await desk.hand.press(button(desk, /^Add stamp/), 'Enter')
  await expect(button(desk, /^1 stamp added/)).toBeVisible()
  expectOnePress(desk)
  await expectSaid(desk.hand.page, new RegExp(`^1 stamp added for ${who.name}\\.$`), 'polite')
}

async function giveThree(desk: Desk): Promise<void> {
  const who = desk.someone()
  await scan(desk, who)
  desk.hand.startCounting()
  await desk.hand.press(button(desk, 'Add 3 stamps'), '3')
  await expect(button(desk, /^3 stamps added/)).toBeVisible()
  expectOnePress(desk)
  await expectSaid(desk.hand.page, new RegExp(`^3 stamps added for ${who.name}\\.$`), 'polite')
}

async function findByName(desk: Desk): Promise<void> {
  const { hand } = desk
  await hand.write(hand.page.getByRole('combobox', { name: /Scan a card/ }), 'ashd nora')
  const row = hand.page.getByRole('option', { name: /Nora Ashdown/ }).first()
  await expect(row).toBeVisible()
  await expectSaid(hand.page, /\b\d+ (member|match|result|found)|found/i, 'polite')
  await hand.choose(row)
  await expect(article(desk).getByRole('heading', { level: 1 })).toContainText('Nora Ashdown')
}

async function redeemReady(desk: Desk): Promise<void> {
  const { hand } = desk
  const { page } = hand
  await scan(desk, desk.winner)
  hand.startCounting()
  await hand.press(button(desk, /^Redeem/), 'Enter')
  await expect(page.locator('[data-stage]')).toBeVisible()
  expectOnePress(desk)
  // It would be sent by itself, once it can no longer be undone.
  await hand.press(button(desk, /^Send now/), 'F4')
  await expect(page.getByRole('heading', { name: 'Give the reward' })).toBeVisible({ timeout: 20_000 })
  await expectSaid(page, /^Confirmed\. Give the reward: /, 'assertive')
  await hand.press(button(desk, /^Done/), 'Enter')
  await expect(page.locator('[data-stage]')).toBeHidden()
}

/** Words a minute of somebody who types slowly, five characters to the word. */
const wordsPerMinute = 40
const formSeconds = 15

async function enrolWalkIn(desk: Desk): Promise<void> {
  const { hand, till } = desk
  const { page } = hand
  const card = await till.sampleCard('unknown')
  await hand.scan(card.code)
  await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
  await expectSaid(page, /^Unknown card\.$/, 'assertive')
  hand.startCounting()
  await hand.press(button(desk, /^Enrol a new member/), 'Enter')
  const form = page.locator('form')
  expect(await form.getByRole('textbox').count()).toBeLessThanOrEqual(4)
  await hand.write(form.getByRole('textbox', { name: 'First name' }), 'Mila')
  await hand.write(form.getByRole('textbox', { name: 'Last name' }), 'Hartmann')
  await hand.write(form.getByRole('textbox', { name: 'Phone' }), '+44 20 7946 0377')
  await hand.press(button(desk, /^Enrol/), 'Enter')
  await expect(article(desk).getByRole('heading', { level: 1 })).toContainText('Mila Hartmann')
  const seconds = hand.presses / ((wordsPerMinute * 5) / 60)
  expect(
    seconds,
    `${String(hand.presses)} presses, ${String(hand.characters)} of them characters`,
  ).toBeLessThan(formSeconds)
  await expectSaid(page, /Mila Hartmann/)
}

async function undoLast(desk: Desk): Promise<void> {
  const { hand } = desk
  await scan(desk, desk.someone())
  await hand.press(button(desk, /^Add stamp/), 'Enter')
  await expect(button(desk, /^1 stamp added/)).toBeVisible()
  await hand.press(
    hand.page
      .getByRole('list', { name: 'Can still be undone' })
      .getByRole('button', { name: /^Undo/ })
      .last(),
    'F9',
  )
  await expect(button(desk, /^Add stamp/)).toBeVisible()
  await expectSaid(hand.page, /1 stamp.*undone|undone.*1 stamp|taken back/i)
}

async function offlineAndBack(desk: Desk): Promise<void> {
  const { hand, till } = desk
  const { page } = hand
  const weather = async (kind: 'Offline' | 'Online'): Promise<void> => {
    await hand.press(bar(desk).getByRole('button', { name: 'Practice', exact: true }), 'ControlOrMeta+3')
    await expect(page.getByRole('heading', { level: 1, name: /Practice/ })).toBeVisible()
    await hand.turn(page.getByRole('radio', { name: kind, exact: true }))
    await hand.press(bar(desk).getByRole('button', { name: /Counter$/ }), 'ControlOrMeta+1')
    await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
  }
  await weather('Offline')
  const who = desk.someone()
  await scan(desk, who)
  await hand.press(button(desk, 'Add 2 stamps'), '2')
  await expect(button(desk, /^2 stamps added/)).toBeVisible()
  await till.expectLink(/Offline/)
  await expectSaid(page, /^Offline\. Go on working/, 'assertive')
  expect((await till.open()).map(({ who: { name } }) => name)).toContain(who.name)
  await weather('Online')
  await till.nothingWaits()
  await till.expectLink(/Online/)
  await expectSaid(page, /^Online again\.$/, 'polite')
}

async function answerQuestion(desk: Desk): Promise<void> {
  const { hand, till } = desk
  const { page } = hand
  await scan(desk, await withTwoCards(desk))
  const taken = await article(desk).getByText(/@/).first().innerText()
  await scan(desk, desk.someone())
  await hand.press(button(desk, /^Edit/), 'F2')
  const form = page.getByRole('dialog', { name: 'Edit details' })
  await hand.write(form.getByRole('textbox', { name: 'E-mail' }), taken)
  await hand.press(form.getByRole('button', { name: 'Save' }), 'Enter')
  await expect(form).toBeHidden()
  await expect(bar(desk).getByText('1 needs you')).toBeVisible({ timeout: 20_000 })
  await hand.press(bar(desk).getByRole('button', { name: /Open the waiting list/ }), 'ControlOrMeta+2')
  await hand.press(button(desk, 'Fix and send'))
  const fix = page.getByRole('dialog', { name: 'Fix and send' })
  await hand.write(fix.getByRole('textbox', { name: 'E-mail' }), 'put.right@nowhere.example')
  await hand.press(fix.getByRole('button', { name: 'Send' }), 'Enter')
  await expect(fix).toBeHidden()
  await till.nothingWaits()
}

async function editPhone(desk: Desk): Promise<void> {
  const { hand } = desk
  const { page } = hand
  await scan(desk, desk.someone())
  await hand.press(button(desk, /^Edit/), 'F2')
  const form = page.getByRole('dialog', { name: 'Edit details' })
  await hand.write(form.getByRole('textbox', { name: 'Phone' }), '+44 20 7946 0188')
  await hand.press(form.getByRole('button', { name: 'Save' }), 'Enter')
  await expect(form).toBeHidden()
  await expect(article(desk).getByText('0188')).toBeVisible()
}

async function replaceLost(desk: Desk): Promise<void> {
  const { hand } = desk
  const { page } = hand
  const who = desk.someone()
  // From the drawer: the next that the provider has not issued, once those before it have arrived.
  await desk.till.nothingWaits()
  const fresh = await desk.till.sampleCard('unknown')
  await hand.scan(fresh.code)
  await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
  await hand.press(button(desk, /^Replace a lost card/), 'F7')
  await hand.write(page.getByRole('searchbox'), who.name)
  await hand.choose(page.getByRole('option', { name: who.name }).first())
  const dialog = page.getByRole('alertdialog', { name: `Give ${who.name} this card in place of a lost one?` })
  const lost = dialog.getByRole('switch', { name: `Card •• ${who.code.slice(-4)}` })
  await expect(lost).toBeVisible()
  if (!(await lost.isChecked())) await hand.turn(lost)
  await hand.press(dialog.getByRole('button', { name: 'Replace the card' }))
  await expect(article(desk).getByRole('heading', { level: 1 })).toContainText(who.name)
  await expect(page.getByRole('region', { name: 'Lost cards' })).toBeVisible()
  await hand.scan(who.code)
  await expect(page.getByRole('heading', { name: /^This card was replaced on / })).toBeVisible()
  await expectSaid(page, /^This card was replaced on /, 'assertive')
}

/** What a cashier does in a day, the four movements first. */
export const cashierTasks: readonly CashierTask[] = [
  { name: 'scan a card and stamp one', does: stampOne },
  { name: 'scan a card and give three', does: giveThree },
  { name: 'find a member by name and open them', does: findByName },
  { name: 'redeem a reward that is ready', does: redeemReady },
  { name: 'enrol a walk-in with a card', does: enrolWalkIn },
  { name: 'undo the last stamp', does: undoLast },
  { name: 'work offline and come back', does: offlineAndBack },
  { name: 'answer a question of the waiting list', does: answerQuestion },
  { name: 'edit the phone number of a member', does: editPhone },
  { name: 'replace a lost card', does: replaceLost },
]
