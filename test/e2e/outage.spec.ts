import { close, expect, launch, test } from './support/launch.ts'
import { violations } from './support/axe.ts'
import { linesOfProvider, linesOfTill, unsettled } from './support/books.ts'
import { playOutage } from './support/outage.ts'
import { tillPage } from './support/till-page.ts'

test('forty questions of one outage are settled in a few presses, and the books agree', async ({
  userData,
}) => {
  const outage = await playOutage(userData)
  const { practice, outboxFile, arrived, missing, unclear } = outage
  const terminal = await launch(outage.userData, outage.options)
  const { page } = terminal
  const till = tillPage(page)
  try {
    await expect(page.getByText('40 need you')).toBeVisible()
    await till.goTo('Waiting list')
    const region = page.getByRole('region', { name: 'Needs you' })
    await expect(region.getByRole('heading', { level: 3 })).toHaveText(
      /^40 got no answer \(.*\): 40 for stamps\.$/,
    )
    await expect(region.getByText(/^31 look arrived, 6 look missing, and 3 cannot be told\./)).toBeVisible()
    await expect(region.getByRole('row')).toHaveCount(41)
    for (const colours of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
      expect(await violations(page), colours).toEqual([])
    }

    // With the focus on the answer a scan opens its member, and answers nothing.
    await region.getByRole('button', { name: '31 are there' }).focus()
    const card = await till.sampleCard('two-cards')
    await till.scan(card.code)
    await till.expectMember(card.name ?? '')
    await till.goTo('Waiting list')
    await expect(region.getByRole('row')).toHaveCount(41)

    // By keyboard alone; `presses` are the keys that answer, not those that walk.
    let presses = 0
    let keys = 0
    const began = Date.now()
    const key = async (name: string, counts: boolean): Promise<void> => {
      keys += 1
      if (counts) presses += 1
      await page.keyboard.press(name, { delay: 60 })
      await page.waitForTimeout(60)
    }
    const walkTo = async (name: RegExp): Promise<void> => {
      const wanted = region.getByRole('button', { name })
      await expect(wanted).toBeEnabled()
      for (let n = 0; n < 40; n += 1) {
        if (await wanted.evaluate((element) => element === document.activeElement)) return
        await key('Tab', false)
      }
      throw new Error(`Tab does not lead to ${String(name)}`)
    }
    await walkTo(/^31 are there$/)
    await key('Enter', true)
    await expect(region.getByRole('row')).toHaveCount(10)
    await walkTo(/^Send the 6 again$/)
    await key('Enter', true)
    await expect(region.getByRole('row')).toHaveCount(4)
    // In the order in which their answers stayed away, which the network decides.
    const left = await region.getByRole('rowheader').allInnerTexts()
    expect(left.toSorted()).toEqual(unclear.toSorted())
    // A hand goes down the list as it stands: in another order each way back is once around the page.
    for (const name of left) {
      const later = region
        .getByRole('radiogroup', { name: `+2 stamps for ${name}` })
        .getByRole('radio', { name: 'Later' })
      for (let n = 0; n < 40 && !(await later.evaluate((one) => one === document.activeElement)); n += 1) {
        await key('Tab', false)
      }
      await expect(later).toBeFocused()
      await key('ArrowRight', true)
      await expect(later).not.toBeChecked()
    }
    const there = region.getByRole('button', { name: /^3 are there$/ })
    await expect(there).toBeEnabled()
    for (let n = 0; n < 40 && !(await there.evaluate((one) => one === document.activeElement)); n += 1) {
      await key('Shift+Tab', false)
    }
    await key('Enter', true)
    await expect(region).toBeHidden()
    const seconds = ((Date.now() - began) / 1_000).toFixed(1)
    console.log(`forty questions: ${presses} presses, ${keys} keys, ${seconds} s by keyboard`)
    expect(presses).toBeLessThanOrEqual(12)

    await till.nothingWaits()
    const ending = { outboxFile, booksFile: practice.file }
    expect(unsettled(ending)).toBe(0)
    // What another till gave is in the provider's books alone.
    const elsewhere = linesOfProvider(ending).filter(({ amount }) => amount === 1)
    expect(elsewhere).toHaveLength(unclear.length)
    expect(linesOfProvider(ending).filter(({ amount }) => amount === 2)).toEqual(linesOfTill(ending))
    expect(linesOfTill(ending)).toHaveLength(arrived.length + missing.length + unclear.length)
  } finally {
    await close(terminal)
    await practice.stop()
  }
})
