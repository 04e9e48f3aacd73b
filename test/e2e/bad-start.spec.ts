import Database from 'better-sqlite3'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright/test'
import { startAnswering } from './support/answering-server.ts'
import { close, expect, test } from './support/launch.ts'
import { startPractice } from './support/practice-process.ts'
import { mountSmallDisk } from './support/small-disk.ts'
import { tillPage } from './support/till-page.ts'
import { storedOperations } from './support/user-data.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '300' } } })

const safe = 'Nothing that was saved is lost.'

/** The screen that stands in place of the counter: what happened, in the cashier's words. */
async function expectBlocked(page: Page, title: string, sentence: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { name: title })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(sentence)).toBeVisible()
  await expect(page.getByText(safe)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Close Stampwell' })).toBeVisible()
}

async function expectCounter(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible({ timeout: 20_000 })
}

/** Opens a sample card's member and gives it stamps. */
async function stamp(page: Page, amount: number): Promise<void> {
  const till = tillPage(page)
  const card = await till.sampleCard('member')
  await till.scan(card.code)
  await till.expectMember(card.name ?? '')
  await page.getByRole('button', { name: `Add ${amount} stamps` }).click()
}

test('records that are no database: set aside on request, and the counter opens', async ({
  userData,
  start,
}) => {
  const folder = path.join(userData, 'practice')
  const file = path.join(folder, 'outbox.db')
  mkdirSync(folder, { recursive: true })
  const rubbish = 'This was a letter to grandmother.\n'.repeat(500)
  writeFileSync(file, rubbish)
  const { page } = await start()
  await expectBlocked(page, 'This till’s records cannot be read', /is damaged or is not a Stampwell file/)
  await expect(page.getByText(file, { exact: false })).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(rubbish)

  await page.getByRole('button', { name: 'Set the file aside and start' }).click()
  await expect(page.getByRole('dialog', { name: 'Who is at the till?' })).toBeVisible({ timeout: 20_000 })
  await tillPage(page).sayWhoIsHere('Robin')
  await expectCounter(page)
  const aside = readdirSync(folder).find((name) => name.includes('.set-aside.')) ?? ''
  expect(readFileSync(path.join(folder, aside, 'outbox.db'), 'utf8')).toBe(rubbish)
  await stamp(page, 2)
  await tillPage(page).nothingWaits()
})

test('records of a newer version: nothing is touched, and what waits is sent once they fit again', async ({
  userData,
  start,
}) => {
  const file = path.join(userData, 'practice', 'outbox.db')
  const first = await start()
  await tillPage(first.page).sayWhoIsHere('Robin')
  await tillPage(first.page).memberListComplete()
  await tillPage(first.page).goTo('Practice')
  await first.page.getByText('Offline', { exact: true }).click()
  await stamp(first.page, 3)
  await expect.poll(() => storedOperations(userData)).toHaveLength(1)
  await close(first)
  const known = setVersion(file, 99)

  const blocked = await start()
  await expectBlocked(
    blocked.page,
    'This till’s records were written by a newer Stampwell',
    `They are of version 99; this program knows versions up to ${known}. Install the newer Stampwell again and start it.`,
  )
  await expect(blocked.page.getByRole('button', { name: /Set the file aside/ })).toHaveCount(0)
  await close(blocked)
  expect(storedOperations(userData)).toHaveLength(1)

  setVersion(file, known)
  const again = await start()
  await expectCounter(again.page)
  await tillPage(again.page).nothingWaits()
  expect(storedOperations(userData)).toEqual([{ kind: 'stamps.add', state: 'done' }])
})

test('a full disk: nothing is called saved that is not, nothing saved is lost, and room is all it takes', async ({
  userData,
  start,
}) => {
  const disk = mountSmallDisk(path.join(userData, 'practice'), 96)
  test.skip(typeof disk === 'string', typeof disk === 'string' ? disk : '')
  if (typeof disk === 'string') return
  try {
    const first = await start()
    const { page } = first
    await tillPage(page).sayWhoIsHere('Robin')
    await tillPage(page).memberListComplete()
    await stamp(page, 2)
    await expect.poll(() => storedOperations(userData)).toHaveLength(1)
    disk.fill()
    const other = await tillPage(page).sampleCard('two-cards')
    await tillPage(page).scan(other.code)
    await tillPage(page).expectMember(other.name ?? '')
    await refused(page)
    // The one before is sent and settled all the same: room for outcomes is kept aside.
    await tillPage(page).nothingWaits()
    expect(storedOperations(userData)).toEqual([{ kind: 'stamps.add', state: 'done' }])
    disk.fill()
    await close(first)

    const blocked = await start()
    await expectBlocked(
      blocked.page,
      'The disk is full',
      'Free some space on this computer, then start again. Until then nothing new can be saved.',
    )
    disk.empty()
    await blocked.page.getByRole('button', { name: 'Start again' }).click()
    await expectCounter(blocked.page)
    await stamp(blocked.page, 4)
    await again(blocked.page)
    await expect.poll(() => storedOperations(userData)).toHaveLength(2)
    await tillPage(blocked.page).nothingWaits()
    await close(blocked)
  } finally {
    disk.remove()
  }

  /** More and more until the disk says no: SQLite has some room in its own files. */
  async function refused(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Add 5 stamps' }).click()
    await expect(
      page
        .getByRole('list', { name: 'Messages' })
        .getByText('Not saved: the disk is full. Free some space, then do it again.'),
    ).toBeVisible()
  }

  /** The same member was stamped a while ago: the till may ask. */
  async function again(page: Page): Promise<void> {
    const yes = page.getByRole('button', { name: 'Yes, once more' })
    await expect(yes.or(page.getByRole('button', { name: /4 stamps added/ }))).toBeVisible()
    if (await yes.isVisible()) await yes.click()
  }
})

test('a backend that answers with a web page: the till works on, and everything arrives later', async ({
  userData,
  start,
}) => {
  const hotspot = await startAnswering(
    200,
    'text/html; charset=utf-8',
    '<!doctype html><title>Free Wi-Fi</title><h1>Sign in to go online</h1>',
  )
  const tokenFile = path.join(userData, 'token')
  writeFileSync(tokenFile, 'any')
  const first = await start({
    env: { STAMPWELL_PRACTICE_URL: hotspot.url, STAMPWELL_PRACTICE_TOKEN_FILE: tokenFile },
  })
  const { page } = first
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await till.expectLink(/Wrong network since/)
  const card = await till.sampleCard('member')
  await till.scan(card.code)
  await expect(page.getByRole('heading', { name: 'Not known on this till yet' })).toBeVisible()
  await page.getByRole('button', { name: /add 2 stamps to this card/ }).click()
  await expect(page.getByText('2 stamps saved for this card').first()).toBeVisible()
  await page.getByRole('button', { name: 'New member' }).click()
  await page.getByRole('textbox', { name: 'First name' }).fill('Hotspot')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('hotspot@nowhere.example')
  await page.getByRole('button', { name: /^Enrol/ }).click()
  await till.expectMember('Hotspot')
  await till.goTo('Waiting list')
  await expect(
    page.getByText(
      'Something else answers in place of the loyalty system, perhaps the sign-in page of a Wi-Fi. Everything is saved here and sent later.',
    ),
  ).toBeVisible()
  expect(await till.open()).toHaveLength(2)
  await close(first)
  await hotspot.stop()

  const folder = path.join(userData, 'provider')
  mkdirSync(folder)
  const provider = await startPractice(folder, 300)
  try {
    const again = await start(provider.launch)
    await tillPage(again.page).expectLink(/Online/)
    await tillPage(again.page).nothingWaits()
    await close(again)
    expect(storedOperations(userData).map(({ state }) => state)).toEqual(['done', 'done'])
  } finally {
    await provider.stop()
  }
})

/** Changes the version that a database says it has; answers the one that it had. */
function setVersion(file: string, version: number): number {
  const db = new Database(file)
  const before = Number(db.pragma('user_version', { simple: true }))
  db.pragma(`user_version = ${version}`)
  db.close()
  return before
}
