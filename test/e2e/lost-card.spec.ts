import { expect, test } from './support/launch.ts'
import { shareTill } from './support/shared-till.ts'

test('a lost card is replaced: the old one says so and opens nobody, the new one opens its owner', async () => {
  const shared = await shareTill()
  try {
    const { till } = shared
    const { page } = till
    const old = await till.sampleCard('member')
    const fresh = await till.sampleCard('unknown')
    const name = old.name ?? ''
    await till.scan(fresh.code)
    await page.getByRole('button', { name: /^Replace a lost card/ }).click()
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('option', { name }).first().click()
    const dialog = page.getByRole('alertdialog', { name: `Give ${name} this card in place of a lost one?` })
    const lost = dialog.getByRole('switch', { name: `Card •• ${old.code.slice(-4)}` })
    await expect(lost).toBeChecked()
    await expect(dialog.getByText(/Only this till knows that it is lost/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Replace the card' }).click()
    await till.expectMember(name)
    await expect(page.getByRole('region', { name: 'Lost cards' })).toBeVisible()
    await till.nothingWaits()

    await till.scan(old.code)
    await expect(page.getByRole('heading', { name: /^This card was replaced on / })).toBeVisible()
    await expect(page.getByRole('heading', { name })).toHaveCount(0)
    await till.scan(fresh.code)
    await till.expectMember(name)
  } finally {
    await shared.end()
  }
})
