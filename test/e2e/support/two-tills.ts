import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { close, launch } from './launch.ts'
import { startPractice } from './practice-process.ts'
import type { Audience } from './story.ts'
import { tillPage } from './till-page.ts'
import type { TillPage } from './till-page.ts'

async function enrolOffline({ page }: TillPage, code: string, email: string): Promise<void> {
  await pressCard(page, code)
  await page.getByRole('button', { name: /^Enrol a new member/ }).click()
  await page.getByRole('textbox', { name: 'First name' }).fill('Kofi')
  await page.getByRole('textbox', { name: 'Last name' }).fill('Mensah')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: /^Enrol/ }).click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Kofi Mensah')
}

async function pressCard(page: TillPage['page'], code: string): Promise<void> {
  await tillPage(page).scan(code)
  await expect(page.getByRole('heading', { name: 'Not known on this till yet' })).toBeVisible()
}

/** Two tills enrol one person while the cable is out; afterwards one of them is asked, and the word can be taken back. */
export async function playTwoTills(folder: string, audience: Audience): Promise<void> {
  const practice = await startPractice(folder, 300)
  const [here, there] = await Promise.all(
    ['here', 'there'].map(async (name) => {
      const data = path.join(folder, name)
      mkdirSync(data)
      return launch(data, practice.launch)
    }),
  )
  if (here === undefined || there === undefined) throw new Error('two tills were to start')
  const mine = tillPage(here.page)
  const other = tillPage(there.page)
  try {
    for (const till of [mine, other]) {
      await till.page.setViewportSize({ width: 1280, height: 800 })
      await till.sayWhoIsHere('Robin')
      await till.memberListComplete()
    }
    await practice.weather('offline')
    for (const till of [mine, other]) {
      await till.scan((await till.sampleCard('member')).code)
      await till.expectLink(/Offline/)
      await till.page.keyboard.press('Escape')
    }
    await enrolOffline(mine, '2999000000005', 'kofi.mensah@gmail.com')
    await enrolOffline(other, '2999000000012', 'kofimensah@gmail.com')
    audience.say('Two tills enrolled the same person while the cable was out.')
    await practice.weather('online')
    await Promise.all([mine, other].map((till) => till.nothingWaits()))
    const { page } = mine
    await mine.goTo('Settings')
    const again = page.getByRole('button', { name: 'Read again now' })
    await again.scrollIntoViewIfNeeded()
    await audience.picture('member-list', page)
    await again.click()
    await mine.goTo('Counter')
    await mine.type('mensah')
    await expect(page.getByRole('option')).toHaveCount(2, { timeout: 30_000 })
    await audience.picture('namesakes', page)
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toBeVisible()
    audience.say('The till asks once whether they are one person, side by side.')
    await audience.picture('one-person', page)
    await page.getByRole('button', { name: 'One person', exact: true }).click()
    await page.getByRole('region', { name: /^Also this person in/ }).scrollIntoViewIfNeeded()
    audience.say('One person from now on; the other entry is named, and the word can be taken back.')
    await audience.picture('other-entry', page)
  } finally {
    await close(here)
    await close(there)
    await practice.stop()
  }
}
