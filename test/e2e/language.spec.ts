import { expect, test } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'

test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: '20' } } })

test('a cashier takes their language in the middle of a form, and has it when the page begins anew', async ({
  page,
}) => {
  const till = tillPage(page)
  await till.sayWhoIsHere('Robin')
  await page.getByRole('button', { name: 'New member' }).click()
  await page.getByRole('textbox', { name: 'First name' }).fill('Zoë')
  await page.getByRole('button', { name: /At the till: Robin/u }).click()
  await page.getByRole('button', { name: /Language for Robin/u }).click()
  await page.getByRole('option', { name: 'العربية' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'الاسم الأول' })).toHaveValue('Zoë')

  // Digits of the cashier's own keyboard are digits, and a number runs from left to right.
  const phone = page.getByRole('textbox', { name: 'الهاتف' })
  await phone.pressSequentially('٠١٢٣', { delay: 70 })
  await expect(phone).toHaveValue(/^0\s?123$/u)
  await expect(phone).toHaveCSS('direction', 'ltr')

  await page.reload()
  await expect(page.getByRole('button', { name: 'عضو جديد' })).toBeVisible()
  await expect(page.getByText('New member')).toHaveCount(0)
  await page.getByRole('button', { name: 'الإعدادات' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('الإعدادات')

  // A screen that was fetched later has its words too, and changes where it stands.
  await page.getByRole('button', { name: /لغة .*Robin/u }).click()
  await page.getByRole('option', { name: 'Deutsch' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Einstellungen')
})
