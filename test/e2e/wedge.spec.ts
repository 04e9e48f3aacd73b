import type { Locator, Page } from 'playwright/test'
import type { SampleCard } from '../../shared/domain/views.ts'
import { host } from './support/host.ts'
import { expect, test } from './support/launch.ts'
import { pressKeys as press } from './support/scanner-keys.ts'
import type { Strokes } from './support/scanner-keys.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'

/** What scanners put before the data, where they are set to tell what they read. */
const aim: Readonly<Record<SampleCard['symbology'], string>> = { ean13: ']E0', code128: ']C0', qrcode: ']Q1' }

let shared: SharedTill
let page: Page
let ann: SampleCard
let ben: SampleCard

test.beforeAll(async () => {
  shared = await shareTill()
  page = shared.terminal.page
  ann = await shared.till.sampleCard('member')
  ben = await shared.till.sampleCard('two-cards')
})

test.afterAll(async () => {
  await shared.end()
})

test.beforeEach(async () => {
  await shared.till.goTo('Counter')
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
})

const message = (words: string): Locator => page.getByRole('list', { name: 'Messages' }).getByText(words)
const search = (): Locator => page.getByRole('combobox', { name: /Scan a card/ })

let unended = false

/** A scan, and room between two that a till would take for one. */
async function pressKeys(on: Page, text: string, strokes: Strokes = {}): Promise<void> {
  const ends = strokes.terminator !== 'none' || /[\r\n\u0003]$/u.test(text)
  // A code that nothing ended may have been cut, and what soon follows and is ended may be its rest: the till then
  // asks for another scan. No scanner does both, so here another one takes its turn.
  if (unended && ends) await on.waitForTimeout(1_500)
  unended = !ends
  await press(on, text, strokes)
}

async function expectOpen(card: SampleCard): Promise<void> {
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText(card.name ?? '')
  // No character of it stays anywhere.
  await expect(search()).toHaveValue('')
}

/** An uneven hand: the same sequence in every run. */
function hand(from: number, to: number): () => number {
  let seed = 7
  return () => {
    seed = (seed * 16_807) % 2_147_483_647
    return from + ((to - from) * seed) / 2_147_483_647
  }
}

async function expectNothingDone(): Promise<void> {
  expect(await shared.till.open()).toEqual([])
  await expect(page.getByRole('list', { name: 'Can still be undone' }).getByRole('listitem')).toHaveCount(0)
}

test.describe('a scan opens the member', () => {
  for (const terminator of ['Enter', 'Tab', 'none'] as const) {
    test(`at 2, 10, 30 and 50 ms a character, ended by ${terminator === 'none' ? 'nothing' : terminator}`, async () => {
      let at = 0
      for (const every of [2, 10, 30, 50]) {
        const card = at % 2 === 0 ? ann : ben
        await pressKeys(page, card.code, { every, terminator })
        await expectOpen(card)
        at += 1
      }
      await expectNothingDone()
    })
  }

  test('from a slow scanner that ends with Enter: 60 to 90 ms a character', async () => {
    await pressKeys(page, ann.code, { every: 60 })
    await expectOpen(ann)
    await pressKeys(page, ben.code, { every: 75 })
    await expectOpen(ben)
    await pressKeys(page, ann.code, { every: 90 })
    await expectOpen(ann)
    await expectNothingDone()
  })

  test('between CR and LF, and in STX and ETX', async () => {
    await pressKeys(page, `${ann.code}\r\n`, { terminator: 'none' })
    await expectOpen(ann)
    await pressKeys(page, `\u0002${ben.code}\u0003`, { terminator: 'none' })
    await expectOpen(ben)
    await expectNothingDone()
  })

  test('over a search that was being typed', async () => {
    await shared.till.type('mar')
    await expect(page.getByRole('option').first()).toBeVisible()
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    await expect(page.getByRole('listbox')).toBeHidden()
  })

  test('two at once are two: the second is on screen, the first is kept at hand', async () => {
    await pressKeys(page, `${ann.code}\r${ben.code}`)
    await expectOpen(ben)
    await page.keyboard.press('Escape')
    const recent = page.getByRole('navigation', { name: 'Lately here' })
    await expect(recent.getByRole('button', { name: ann.name ?? '' })).toBeVisible()
    await expect(recent.getByRole('button', { name: ben.name ?? '' })).toBeVisible()
  })
})

test.describe('whatever has the focus', () => {
  test('a scan presses no button, neither by its characters nor by its Enter', async () => {
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    for (const strokes of [{ every: 4 }, { every: 45 }] satisfies Strokes[]) {
      await page.getByRole('button', { name: /^Add stamp/ }).focus()
      await pressKeys(page, ben.code, strokes)
      await expectOpen(ben)
      await page.getByRole('button', { name: /^Edit/ }).focus()
      await pressKeys(page, ann.code, strokes)
      await expectOpen(ann)
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await page.getByRole('button', { name: 'Add 3 stamps' }).focus()
    await pressKeys(page, `${ann.code}\r\n`, { terminator: 'none' })
    await expectOpen(ann)
    await expectNothingDone()
  })

  test('the first digit of a scan adds no stamps to the member who is open', async () => {
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    await search().focus()
    for (const every of [2, 80]) {
      await pressKeys(page, `3${ben.code}`, { every })
      await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
      await pressKeys(page, ann.code, { every })
      await expectOpen(ann)
    }
    await expectNothingDone()
  })

  test('the enrolment form takes the card, and its fields stay as they were', async () => {
    await page.getByRole('button', { name: 'New member' }).click()
    await page.getByRole('button', { name: 'Add a birthday' }).click()
    const fields: Readonly<Record<string, string>> = {
      'First name': 'Ada',
      'Last name': 'Byron',
      'E-mail': 'ada@example.com',
      Phone: '+44 20 7946 0958',
      Birthday: '1990-12-10',
    }
    for (const [label, text] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).fill(text)
    const before = await values(Object.keys(fields))
    let every = 3
    for (const label of Object.keys(fields)) {
      await page.getByLabel(label, { exact: true }).focus()
      const code = `29990${String(every).padStart(2, '0')}771200`
      await pressKeys(page, code, { every })
      await expect(page.getByRole('button', { name: `Take the card ${code} off this form` })).toBeVisible()
      expect(await values(Object.keys(fields))).toEqual(before)
      every += 11
    }
    // Nor did its Enter send the form.
    await expect(page.getByRole('heading', { name: 'New member' })).toBeVisible()
    await expectNothingDone()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()
  })

  test('a dialog gives way, and keeps no character', async () => {
    await page.getByRole('button', { name: /^At the till/ }).click()
    await page.getByRole('button', { name: 'Add a name' }).click()
    const staff = page.getByRole('dialog', { name: 'Who is at the till?' })
    await staff.getByRole('textbox', { name: 'Name' }).focus()
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    await expect(staff).toBeHidden()
    await page.getByRole('button', { name: /^At the till/ }).click()
    await expect(staff.getByRole('listitem')).toHaveCount(1)
    await pressKeys(page, ben.code, { terminator: 'none' })
    await expectOpen(ben)
    await expect(staff).toBeHidden()
  })

  test('a form with something typed in it is kept, and the cashier is told', async () => {
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    await page.getByRole('button', { name: /^Edit/ }).click()
    const form = page.getByRole('dialog', { name: 'Edit details' })
    const name = await form.getByLabel('First name').inputValue()
    await pressKeys(page, ben.code)
    await expect(form).toBeHidden()
    await expectOpen(ben)

    await page.getByRole('button', { name: /^Edit/ }).click()
    const first = await form.getByLabel('First name').inputValue()
    expect(first).not.toBe(name)
    await form.getByLabel('First name').fill(`${first}x`)
    await pressKeys(page, ann.code)
    await expect(message('The scan was not used: save or close what is open first.')).toBeVisible()
    await expect(form.getByLabel('First name')).toHaveValue(`${first}x`)
    await form.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Throw away' }).click()
    await expect(form).toBeHidden()
    await expectOpen(ben)
    await expectNothingDone()
  })

  test('every screen gives way to the member', async () => {
    await shared.till.goTo('Waiting list')
    await expect(page.getByRole('heading', { name: 'Waiting list' })).toBeVisible()
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    await shared.till.goTo('Settings')
    await page.getByRole('combobox', { name: /Phone numbers/ }).focus()
    await pressKeys(page, ben.code, { every: 20 })
    await expectOpen(ben)
    await shared.till.goTo('Practice')
    await page.getByRole('radio', { name: 'Offline' }).focus()
    await pressKeys(page, ann.code, { every: 45 })
    await expectOpen(ann)
    await shared.till.expectLink(/Online/)
  })
})

test.describe('control characters', () => {
  test('in a scan are data: they close, open, zoom and print nothing', async () => {
    await pressKeys(page, ann.code)
    await expectOpen(ann)
    const size = await page.evaluate(() => window.devicePixelRatio)
    // Ctrl+P, Ctrl+R, Ctrl+F, Ctrl+], Ctrl+_ and Ctrl+S within the code; and Ctrl+N and Ctrl+W, which a browser
    // keeps for itself before any page hears of them, and Electron does not.
    const browsers = host === 'electron' ? '\u000e8\u00177' : ''
    await pressKeys(page, `40998\u0010210\u00124\u00065\u001d6\u001f7\u001366${browsers}`)
    await expect(page.getByRole('heading', { name: 'That was not a card' })).toBeVisible()
    await expect(page.getByRole('main').getByText('The code could not be read as a card.')).toBeVisible()
    await expect(search()).toHaveValue('')
    expect(shared.terminal.app.windows()).toHaveLength(1)
    expect(await page.evaluate(() => window.devicePixelRatio)).toBe(size)
    await expectNothingDone()
  })

  test('that frame the code are no part of it, nor is the symbology’s name', async () => {
    await pressKeys(page, `\u001d${ann.code}`)
    await expectOpen(ann)
    await pressKeys(page, `${aim[ben.symbology]}${ben.code}`)
    await expectOpen(ben)
  })
})

test.describe('a person', () => {
  test('who types searches, and opens with Enter', async () => {
    const [first = '', last = ''] = (ann.name ?? '').toLowerCase().split(' ')
    await pressKeys(page, `${last} ${first}`, { every: hand(80, 150), terminator: 'none' })
    await expect(search()).toHaveValue(`${last} ${first}`)
    await expect(page.getByRole('option').first()).toContainText(ann.name ?? '')
    await pressKeys(page, '\r', { terminator: 'none' })
    await expectOpen(ann)
  })

  test('who types with no field focused searches too, and loses no character', async () => {
    await page.getByRole('button', { name: 'New member' }).focus()
    await pressKeys(page, 'nor', { every: hand(80, 150), terminator: 'none' })
    await expect(search()).toHaveValue('nor')
    await expect(search()).toBeFocused()
  })

  test('who types a card’s number by hand finds its member', async () => {
    await pressKeys(page, ann.code, { every: hand(90, 150), terminator: 'none' })
    await expect(search()).toHaveValue(ann.code)
    await expect(page.getByRole('option').first()).toContainText(ann.name ?? '')
    await pressKeys(page, '\r', { terminator: 'none' })
    await expectOpen(ann)
  })

  test('who fills in a form keeps every character', async () => {
    await page.getByRole('button', { name: 'New member' }).click()
    await page.getByLabel('First name').focus()
    await pressKeys(page, 'Marie Luise 2', { every: hand(80, 150), terminator: 'none' })
    await expect(page.getByLabel('First name')).toHaveValue('Marie Luise 2')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()
  })
})

test('what may be a scan or a person stays in the search field as a look-up', async () => {
  const name = 'nora'
  await pressKeys(page, name, { every: 40, terminator: 'none' })
  await expect(search()).toHaveValue(name)
  await expect(page.getByRole('option').first()).toContainText(/nora/i)
  await search().fill('')
  await page.getByRole('button', { name: 'New member' }).focus()
  await pressKeys(page, name, { every: 40, terminator: 'none' })
  await expect(search()).toHaveValue(name)
  await expect(page.getByRole('heading', { name: 'New member' })).toBeHidden()
})

function values(labels: readonly string[]): Promise<readonly string[]> {
  return Promise.all(labels.map((label) => page.getByLabel(label, { exact: true }).inputValue()))
}
