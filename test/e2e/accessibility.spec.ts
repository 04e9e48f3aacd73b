import type { Page } from 'playwright/test'
import { violations } from './support/axe.ts'
import { handRests } from './support/hand.ts'
import { expect, test } from './support/launch.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'
import type { TillPage } from './support/till-page.ts'

// One till, from place to place.
test.describe.configure({ mode: 'default' })

let shared: SharedTill
let page: Page
let till: TillPage

test.beforeAll(async () => {
  shared = await shareTill()
  ;({ till } = shared)
  page = shared.terminal.page
})

test.afterAll(async () => {
  await shared.end()
})

async function inBothColours(): Promise<void> {
  // A screen that is opened for the first time has to be fetched.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
    expect(await violations(page), colours).toEqual([])
  }
}

const card = async (purpose: 'member' | 'two-cards' | 'reward-ready' | 'unknown'): Promise<void> => {
  const sample = await till.sampleCard(purpose)
  await till.scan(sample.code)
  if (sample.name !== null) await till.expectMember(sample.name)
}

const places: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'the counter, idle',
    async () => {
      await till.goTo('Counter')
      await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
    },
  ],
  [
    'the results of a search',
    async () => {
      await till.goTo('Counter')
      await till.type('nora')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  ],
  [
    'a search that finds nobody',
    async () => {
      await till.goTo('Counter')
      await till.type('qqqq')
      await expect(page.getByText(/^Nobody by/)).toBeVisible()
    },
  ],
  ['a member', () => card('member')],
  ['a member with two cards', () => card('two-cards')],
  ['a member with a reward', () => card('reward-ready')],
  [
    'stamps that can still be undone',
    async () => {
      await card('member')
      await page.getByRole('button', { name: 'Add 1 stamp', exact: true }).click()
      await expect(page.getByRole('button', { name: /1 stamp added/ })).toBeVisible()
    },
  ],
  [
    'the details of a member',
    async () => {
      await card('two-cards')
      await page.getByRole('button', { name: /^Edit/ }).click()
      await expect(page.getByRole('dialog', { name: 'Edit details' })).toBeVisible()
    },
  ],
  [
    'an unknown card',
    async () => {
      await card('unknown')
      await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible()
    },
  ],
  [
    'the enrolment form, with what is wrong',
    async () => {
      await card('unknown')
      await page.getByRole('button', { name: /^Enrol a new member/ }).click()
      await page.getByRole('button', { name: 'Add a birthday' }).click()
      await page.getByRole('button', { name: /^Enrol/ }).click()
      await expect(page.getByText('Please fill this in.')).toBeVisible()
      // On a small screen the buttons stay in sight, and nothing that is reached by Tab lies under them.
      const before = page.viewportSize() ?? { width: 1280, height: 800 }
      await page.setViewportSize({ width: 1024, height: 520 })
      await page.getByRole('textbox', { name: 'First name' }).focus()
      const last = page.getByRole('switch', { name: /links for the phone/ })
      for (
        let at = 0;
        at < 16 && !(await last.evaluate((each) => each === document.activeElement));
        at += 1
      ) {
        await page.keyboard.press('Tab')
        expect(await hiddenBy()).toBe(0)
      }
      await expect(last).toBeFocused()
      await page.setViewportSize(before)
    },
  ],
  [
    'an enrolment of somebody who is a member already, and what is new of them',
    async () => {
      // The form is open, with its card.
      await page.getByRole('textbox', { name: 'First name' }).fill('Norah')
      await page.getByRole('textbox', { name: 'Phone' }).fill('+44 20 7946 0142')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'Is it one of these?' })).toBeFocused()
      await page.getByRole('button', { name: 'Same person, with the card' }).click()
      await expect(page.getByRole('alertdialog', { name: 'What is right for Nora Ashdown?' })).toBeVisible()
    },
  ],
  [
    'who is at the till',
    async () => {
      await closeDialog()
      await till.goTo('Counter')
      await page.getByRole('button', { name: 'Throw away' }).click()
      await page.getByRole('button', { name: /^At the till/ }).click()
      await expect(page.getByRole('dialog', { name: 'Who is at the till?' })).toBeVisible()
    },
  ],
  [
    'forgetting a member',
    async () => {
      await closeDialog()
      await card('member')
      await page.getByRole('button', { name: 'Forget on this till…' }).click()
      await expect(page.getByRole('alertdialog', { name: /^Forget / })).toBeVisible()
    },
  ],
  ['practice', () => closeDialog().then(() => till.goTo('Practice'))],
  ['settings', () => till.goTo('Settings')],
  [
    'connecting a shop',
    async () => {
      await page.getByRole('button', { name: 'Connect a shop…' }).click()
      await page.getByRole('radio', { name: 'LOKE' }).click({ force: true })
      await expect(page.getByLabel('Client secret')).toBeVisible()
    },
  ],
  [
    'moving unsent work to another till',
    async () => {
      await closeDialog()
      await till.goTo('Settings')
      await page.getByRole('button', { name: 'Move unsent work to another till…' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  ],
  [
    'the waiting list, empty',
    async () => {
      await page.getByRole('button', { name: 'Cancel' }).click()
      await till.goTo('Waiting list')
      await expect(page.getByRole('heading', { name: 'Waiting list' })).toBeVisible()
    },
  ],
  [
    'the waiting list, with what needs a person and what waits',
    async () => {
      await card('two-cards')
      const email = await page.getByRole('article').getByText(/@/).first().innerText()
      await card('member')
      await page.getByRole('button', { name: /^Edit/ }).click()
      const form = page.getByRole('dialog', { name: 'Edit details' })
      await form.getByRole('textbox', { name: 'E-mail' }).fill(email)
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('banner').getByText('1 needs you')).toBeVisible({ timeout: 20_000 })
      await till.goTo('Practice')
      await page.getByText('Offline', { exact: true }).click()
      await card('reward-ready')
      await page.getByRole('button', { name: 'Add 2 stamps' }).click()
      await till.goTo('Waiting list')
      await expect(page.getByRole('region', { name: 'Needs you' })).toBeVisible()
      await expect(page.getByRole('region', { name: 'Saved here' })).toBeVisible()
    },
  ],
  [
    'a question of the waiting list',
    async () => {
      // What waits can be dropped too, once its undo window is over.
      const question = page.getByRole('region', { name: 'Needs you' })
      await question.getByRole('button', { name: 'Drop it' }).click()
      await expect(page.getByRole('alertdialog', { name: 'Drop this?' })).toBeVisible()
    },
  ],
  [
    'a card that this till does not know, offline',
    async () => {
      await card('unknown')
      await expect(page.getByRole('heading', { name: 'Not known on this till yet' })).toBeVisible()
    },
  ],
]

/** By how much what has the focus lies under the buttons of the form, px; 0 where it is clear of them. */
function hiddenBy(): Promise<number> {
  return page.evaluate(() => {
    const foot = document.querySelector('.enrol__foot')?.getBoundingClientRect()
    const focused = document.activeElement?.getBoundingClientRect()
    if (foot === undefined || focused === undefined) throw new Error('no form, or no focus')
    return Math.max(0, focused.bottom - foot.top)
  })
}

for (const [name, reach] of places) {
  test(`axe finds nothing: ${name}`, async () => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await reach()
    await inBothColours()
  })
}

async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('the whole of the counter by keyboard alone', async ({ start }) => {
  const own = await start({ env: { STAMPWELL_PRACTICE_MEMBERS: '300' } })
  const { keyboard } = own.page
  const at = own.page
  await expect(at.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await keyboard.type('Robin', { delay: 90 })
  await keyboard.press('Enter')
  await expect(at.getByRole('dialog')).toHaveCount(0)
  const search = at.getByRole('combobox', { name: /Scan a card/ })
  await expect(search).toBeFocused()

  // Find and open.
  await keyboard.type('nora ash', { delay: 90 })
  await expect(at.getByRole('option').first()).toContainText('Nora Ashdown')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await expect(at.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Nora Ashdown')

  // Stamp, change, undo.
  await expect(search).toBeFocused()
  await keyboard.press('Enter')
  await expect(at.getByRole('button', { name: /1 stamp added/ })).toBeVisible()
  await keyboard.press('3', { delay: 60 })
  await expect(at.getByRole('button', { name: /3 stamps added/ })).toBeVisible()
  await tabTo(at, 'Undo')
  await keyboard.press('Enter')
  await expect(at.getByRole('button', { name: /^Add stamp/ })).toBeVisible()

  // Edit.
  await handRests()
  await keyboard.press('F2', { delay: 60 })
  const form = at.getByRole('dialog', { name: 'Edit details' })
  await expect(form.getByRole('textbox', { name: 'First name' })).toBeFocused()
  await keyboard.press('End')
  await keyboard.type('h', { delay: 90 })
  await keyboard.press('Enter')
  await expect(form).toBeHidden()
  await expect(at.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Norah Ashdown')

  // Enrol.
  await keyboard.press('Escape')
  await expect(at.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
  await tabTo(at, 'New member')
  await keyboard.press('Enter')
  await expect(at.getByRole('textbox', { name: 'First name' })).toBeFocused()
  await keyboard.type('Keyla', { delay: 90 })
  await tabTo(at, 'E-mail')
  await keyboard.type('keyla@nowhere.example', { delay: 60 })
  await keyboard.press('Enter')
  await expect(at.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Keyla')

  // What waits.
  await tabTo(at, /waiting/i)
  await keyboard.press('Enter')
  await expect(at.getByRole('heading', { name: 'Waiting list' })).toBeVisible()
})

/** Presses Tab until what has the focus is called so, as a person who cannot use a mouse does. */
async function tabTo(at: Page, name: string | RegExp): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    const focused = at.locator(':focus')
    const named = await focused.count().then(async (count) => {
      if (count === 0) return false
      const role = await focused.ariaSnapshot()
      return typeof name === 'string' ? role.includes(`"${name}`) : name.test(role)
    })
    if (named) return
    await at.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(name)}`)
}
