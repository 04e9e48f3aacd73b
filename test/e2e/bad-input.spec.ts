import type { Locator, Page } from 'playwright/test'
import { expect, test } from './support/launch.ts'
import { pressKeys } from './support/scanner-keys.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'
import { storedOperations } from './support/user-data.ts'

let shared: SharedTill
let page: Page

test.beforeAll(async () => {
  shared = await shareTill()
  page = shared.terminal.page
})

test.afterAll(async () => {
  await shared.end()
})

test.beforeEach(async () => {
  await shared.till.goTo('Counter')
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
})

const search = (): Locator => page.getByRole('combobox', { name: /Scan a card/ })
const field = (label: string): Locator => page.getByRole('textbox', { name: label, exact: true })

/** What the field says is wrong with it; a screen reader says the same. */
async function expectProblem(input: Locator, sentence: string | RegExp): Promise<void> {
  await expect(input).toHaveAttribute('aria-invalid', 'true')
  await expect(input).toHaveAccessibleDescription(sentence)
  await expect(page.getByText(sentence, { exact: true })).toHaveCount(1)
}

const tooLong = 'The code is too long to be a card. Scan the card’s own barcode.'

test.describe('a scan that is no card', () => {
  const scans: readonly (readonly [string, string, string])[] = [
    [
      'rubbish with control characters in it',
      'x9y\u00104\u001d9z7\u00024711',
      'The code could not be read as a card. Scan the card’s own barcode.',
    ],
    [
      'nothing but blanks',
      '        ',
      'The scan was empty. Hold the scanner a little further away and scan again.',
    ],
    ['longer than any card', '4099887766'.repeat(26), tooLong],
  ]
  for (const [what, code, sentence] of scans) {
    test(`${what}: one sentence says so, and the next card opens`, async () => {
      await search().focus()
      // So many keys may take a busy machine longer than they are ahead of it: a slower scanner leaves it that much more.
      await pressKeys(page, code, { every: code.length > 100 ? 25 : 3 })
      await expect(page.getByRole('heading', { name: 'That was not a card' })).toBeVisible()
      await expect(page.getByRole('main').getByText(sentence, { exact: true })).toBeVisible()
      await expect(search()).toHaveValue('')
      const card = await shared.till.sampleCard('member')
      await shared.till.scan(card.code)
      await shared.till.expectMember(card.name ?? '')
    })
  }

  test('half a scan: the cashier is told to scan again', async () => {
    await pressKeys(page, '49', { every: 4 })
    await expect(
      page.getByRole('list', { name: 'Messages' }).getByText('Only part of the code arrived. Scan again.'),
    ).toBeVisible()
    await expect(search()).toHaveValue('')
  })

  test('4,000 characters, scanned', async () => {
    await search().focus()
    // All at once, by an input tool: keys pressed one by one through the tester would take a minute.
    await page.evaluate(() => {
      const press = (key: string, code: string): void => {
        for (const type of ['keydown', 'keyup']) {
          const event = new KeyboardEvent(type, {
            key,
            code,
            bubbles: true,
            cancelable: true,
            composed: true,
          })
          document.activeElement?.dispatchEvent(event)
        }
      }
      for (let n = 0; n < 4_000; n += 1) press(String(n % 10), `Digit${n % 10}`)
      press('Enter', 'Enter')
    })
    await expect(page.getByRole('main').getByText(tooLong, { exact: true })).toBeVisible()
    await expect(search()).toHaveValue('')
  })

  test('4,000 characters, pasted: a search like any other, which finds nobody', async () => {
    const long = 'Łong ☕ “paste” '.repeat(270).slice(0, 4_000)
    await search().fill(long)
    await search().press('ControlOrMeta+a')
    await search().press('ControlOrMeta+x')
    await expect(search()).toHaveValue('')
    await search().press('ControlOrMeta+v')
    await expect(page.getByText(/^Nobody by/)).toBeVisible()
    await expect(page.getByText('Check the spelling, or enrol a new member.')).toBeVisible()
    // The sentence is on the screen, not somewhere beyond its edge.
    const box = await page.getByText('Check the spelling, or enrol a new member.').boundingBox()
    expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(page.viewportSize()?.height ?? 800)
    await search().press('Escape')
    await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
  })
})

test.describe('the enrolment form', () => {
  test('says at each field what is wrong, in one sentence, and saves nothing until it is right', async () => {
    await page.getByRole('button', { name: 'New member' }).click()
    await page.getByRole('button', { name: 'Add a birthday' }).click()
    const save = page.getByRole('button', { name: /^Enrol/ })

    await field('First name').fill('   ')
    await save.click()
    await expectProblem(field('First name'), 'Please fill this in.')
    await expectProblem(field('E-mail'), 'An e-mail or a phone number is needed.')

    await field('First name').fill('N'.repeat(300))
    await field('E-mail').fill('somebody@nowhere')
    await field('Phone').fill('call me maybe')
    await page.getByLabel('Birthday').fill(inAYear())
    await save.click()
    await expectProblem(field('First name'), 'This is too long.')
    await expectProblem(field('E-mail'), 'This is not an e-mail address, for example ana@example.com.')
    await expectProblem(
      field('Phone'),
      /^This is not a phone number\. For example [\d\s()\u2011]+ \(.+\), or \+\d.+ Another country: Settings, “Phone numbers are from”\.$/u,
    )
    await expectProblem(page.getByLabel('Birthday'), 'This date is still to come.')
    expect(await shared.till.open()).toEqual([])
    // What was typed is still there to be put right.
    await expect(field('First name')).toHaveValue('N'.repeat(300))

    await field('First name').fill('Nora')
    await field('E-mail').fill('nora@nowhere.example')
    await field('Phone').fill('')
    await page.getByLabel('Birthday').fill('1990-02-28')
    await save.click()
    await shared.till.expectMember('Nora')
  })

  test('the same e-mail twice: the one who has it is shown, and nobody is enrolled twice', async () => {
    await enrol('Twice', 'twice@nowhere.example')
    await shared.till.expectMember('Twice')
    await shared.till.goTo('Counter')
    await enrol('Another', 'TWICE@nowhere.example')
    const duplicates = page.getByRole('region', { name: 'Is it one of these?' })
    await expect(duplicates.getByText('same e-mail')).toBeVisible()
    await expect(duplicates.getByText('The same person cannot be enrolled twice.')).toBeVisible()
    await page.getByRole('button', { name: /^Enrol/ }).click()
    await expect(page.getByRole('heading', { name: 'New member' })).toBeVisible()
    const made = storedOperations(shared.terminal.userData).filter(({ kind }) => kind === 'member.create')
    await duplicates.getByRole('button', { name: 'Same person' }).click()
    // Another name was typed: nothing of the member is written over without a word.
    const asked = page.getByRole('alertdialog', { name: 'What is right for Twice?' })
    await asked.getByRole('button', { name: 'Keep it all as it is' }).click()
    await shared.till.expectMember('Twice')
    expect(
      storedOperations(shared.terminal.userData).filter(({ kind }) => kind === 'member.create'),
    ).toHaveLength(made.length)
  })

  async function enrol(name: string, email: string): Promise<void> {
    await page.getByRole('button', { name: 'New member' }).click()
    await field('First name').fill(name)
    await field('E-mail').fill(email)
    await page.getByRole('button', { name: /^Enrol/ }).click()
  }
})

test('an edit to somebody else’s e-mail is refused, kept, and put right', async () => {
  const owner = await shared.till.sampleCard('two-cards')
  await shared.till.scan(owner.code)
  await shared.till.expectMember(owner.name ?? '')
  const email = await page.getByRole('article').getByText(/@/).first().innerText()
  const card = await shared.till.sampleCard('member')
  await shared.till.scan(card.code)
  await shared.till.expectMember(card.name ?? '')
  await page.getByRole('button', { name: /^Edit/ }).click()
  const form = page.getByRole('dialog', { name: 'Edit details' })
  await form.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toBeHidden()

  await expect(page.getByRole('banner').getByText('1 needs you')).toBeVisible({ timeout: 20_000 })
  await shared.till.goTo('Waiting list')
  await expect(
    page.getByText(new RegExp(`(${owner.name ?? ''}|Another member) already has this e-mail\\.`)),
  ).toBeVisible()
  expect(storedOperations(shared.terminal.userData)).toContainEqual({
    kind: 'member.edit',
    state: 'attention',
  })

  await page.getByRole('button', { name: 'Fix and send' }).click()
  const fix = page.getByRole('dialog', { name: 'Fix and send' })
  await fix.getByRole('textbox', { name: 'E-mail' }).fill('corrected@nowhere.example')
  await fix.getByRole('button', { name: 'Send' }).click()
  await shared.till.nothingWaits()
  expect(storedOperations(shared.terminal.userData)).toContainEqual({ kind: 'member.edit', state: 'done' })
})

function inAYear(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)
}
