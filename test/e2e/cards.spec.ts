import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { close, expect, launch, test } from './support/launch.ts'
import { startPractice } from './support/practice-process.ts'
import { tillPage } from './support/till-page.ts'

test('cards leave the till as a list and come back; what is no card is named by its line', async ({
  userData,
}) => {
  const folder = path.join(userData, 'provider')
  mkdirSync(folder)
  const choices = path.join(userData, 'choices.json')
  const list = path.join(userData, 'cards.csv')
  const provider = await startPractice(folder, 300)
  const env = { ...provider.launch.env, STAMPWELL_PRACTICE_MEMBERS: '300', STAMPWELL_HOST_DIALOGS: choices }
  const till = await launch(path.join(userData, 'till'), { ...provider.launch, env })
  try {
    const counter = tillPage(till.page)
    await counter.sayWhoIsHere('Robin')
    await counter.memberListComplete()
    const card = await counter.sampleCard('member')
    await counter.scan(card.code)
    await expect(till.page.getByRole('button', { name: /^Add stamp/ }).first()).toBeVisible()

    writeFileSync(
      choices,
      JSON.stringify([
        { dialog: 'showSaveDialog', path: list },
        { dialog: 'showOpenDialog', path: list },
      ]),
    )
    await counter.goTo('Settings')
    const cards = till.page.getByRole('region', { name: 'Cards and further tills' })
    await expect(cards.getByText('This till knows 1 card.')).toBeVisible()
    await cards.getByRole('button', { name: 'Export cards…' }).click()
    const messages = till.page.getByRole('list', { name: 'Messages' })
    await expect(messages.getByText(/1 card was written to “cards\.csv”/)).toBeVisible()
    const written = readFileSync(list, 'utf8')
    expect(written.split('\r\n')[0]).toBe('code,member_id,learned_at')
    expect(written).toContain(card.code)

    writeFileSync(list, `${written}NEW-1,4711,\r\n4.00638E+12,4711,\r\n`)
    await cards.getByRole('button', { name: 'Import cards…' }).click()
    await expect(cards.getByText('“cards.csv”: 1 new card, 1 known already.')).toBeVisible()
    await expect(cards.getByText('1 line is no card: line 4.')).toBeVisible()
    await expect(cards.getByText('This till knows 2 cards.')).toBeVisible()
    // Practice is each till's own; another till's file can be taken in all the same.
    await expect(cards.getByRole('button', { name: 'Prepare another till…' })).toHaveCount(0)
    writeFileSync(test.info().outputPath('cards.png'), await cards.screenshot({ animations: 'disabled' }))
  } finally {
    await close(till)
    await provider.stop()
  }
})
