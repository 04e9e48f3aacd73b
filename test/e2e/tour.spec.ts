import { handRests } from './support/hand.ts'
import { expect, test } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '20' } } })

test('the tour notices its five things, by keyboard alone, and the day that they were is added up', async ({
  page,
}) => {
  const till = tillPage(page)
  const press = async (name: string | RegExp): Promise<void> => {
    const button = page.getByRole('button', { name }).first()
    // A screen that has just come takes the focus once it is there: the key is pressed where the hand has come to rest.
    await expect(async () => {
      await button.focus()
      await handRests()
      await expect(button).toBeFocused({ timeout: 1 })
    }).toPass()
    await page.keyboard.press('Enter', { delay: 60 })
  }
  const step = (n: number): Promise<void> =>
    expect(page.getByRole('complementary', { name: `Tour, step ${n} of 5` })).toBeVisible()
  await till.sayWhoIsHere('Robin')
  await press('Take the tour')
  await step(1)
  const card = await till.sampleCard('member')
  await till.scan(card.code)
  await step(2)
  await page.keyboard.press('Enter', { delay: 60 })
  await step(3)
  await till.memberListComplete()
  await press('Go to the search field')
  await expect(page.getByRole('combobox')).toBeFocused()
  await till.type(card.name ?? '')
  await page.keyboard.press('Enter', { delay: 60 })
  await step(4)
  await press('Enrol somebody')
  await page.getByRole('textbox', { name: 'First name' }).focus()
  await till.type('Noa')
  await page.getByRole('textbox', { name: 'E-mail' }).focus()
  await till.type('noa@example.com')
  await press(/^Enrol/u)
  await step(5)
  await press('Go offline')
  await till.expectLink(/Offline/u)
  // The same member again so soon would be asked about.
  const other = await till.sampleCard('two-cards')
  await till.scan(other.code)
  await till.expectMember(other.name ?? '')
  await page.keyboard.press('2', { delay: 60 })
  await press('Go online')
  await expect(page.getByRole('complementary', { name: 'That is all there is to it' })).toBeVisible({
    timeout: 30_000,
  })
  await press('Practise on')
  await expect(page.getByRole('complementary', { name: 'Practice' })).toBeVisible()

  await handRests()
  await page.keyboard.press('Control+6', { delay: 60 })
  await expect(page.getByRole('heading', { level: 1, name: 'Shift summary' })).toBeVisible()
  const day = page.getByRole('table').locator('tfoot')
  await expect(day).toHaveText(/^The day\s*3\s*0\s*1\s*0\s*3\s*1$/u)
  await expect(page.getByRole('img', { name: /^Bars by hour/u })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('complementary', { name: 'Practice' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0)
})
