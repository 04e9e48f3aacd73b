import { setTimeout as delay } from 'node:timers/promises'
import { cashierTasks } from './support/cashier-tasks.ts'
import type { Hand } from './support/hands/hand.ts'
import { expectFocusSomewhere } from './support/hands/focus.ts'
import { keyboardHand } from './support/hands/keyboard.ts'
import { walkRound } from './support/hands/round.ts'
import { touchHand } from './support/hands/touch.ts'
import { zoomedHand } from './support/hands/zoomed.ts'
import { expect, test } from './support/launch.ts'
import { shareTill } from './support/shared-till.ts'
import type { SharedTill } from './support/shared-till.ts'
import { someMembers } from './support/some-members.ts'
import type { Somebody } from './support/some-members.ts'
import type { Locator, Page } from 'playwright/test'

interface Way {
  readonly name: string
  readonly hand: (page: Page) => Promise<Hand & { readonly end?: () => Promise<void> }>
  /** Tasks of the ordinary run, by their place; the full run does all of them. */
  readonly ordinary: 'all' | readonly number[]
}

const ways: readonly Way[] = [
  { name: 'by keyboard alone', hand: (page) => Promise.resolve(keyboardHand(page)), ordinary: 'all' },
  { name: 'by touch alone', hand: touchHand, ordinary: [1] },
  { name: 'at 200 % zoom', hand: zoomedHand, ordinary: [8] },
]

const isFull = process.env['STAMPWELL_FULL'] === '1'

interface Stage {
  readonly shared: SharedTill
  /** Who is still to be served. */
  readonly people: Somebody[]
  readonly winners: Somebody[]
}

let stage: Stage | null = null

async function open(): Promise<Stage> {
  const shared = await shareTill({ env: { STAMPWELL_PRACTICE_MEMBERS: '900' } })
  const { page } = shared.terminal
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    shared,
    people: [...(await someMembers(page, 10, 0))],
    winners: [...(await someMembers(page, 1, 1))],
  }
}

async function close(): Promise<void> {
  await stage?.shared.end()
  stage = null
}

test.afterAll(close)

for (const { name: how, hand: take, ordinary } of ways) {
  test.describe(how, () => {
    // The full run has a till for each way; the ordinary one gives them all the same.
    if (isFull) test.afterAll(close)

    for (const [at, { name, does }] of cashierTasks.entries()) {
      if (!isFull && ordinary !== 'all' && !ordinary.includes(at)) continue
      test(name, async () => {
        stage ??= await open()
        const { shared, people, winners } = stage
        const { till, terminal } = shared
        const { page } = terminal
        await till.goTo('Counter')
        await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
        await expect(page.getByRole('combobox', { name: /Scan a card/ })).toBeFocused()
        const hand = await take(page)
        try {
          await does({
            hand,
            till,
            someone: () => {
              const someone = people.shift()
              if (someone === undefined) throw new Error('everybody was served')
              return someone
            },
            get winner() {
              const [winner] = winners
              if (winner === undefined) throw new Error('nobody has a reward')
              return winner
            },
          })
          await expectFocusSomewhere(page, `at the end of: ${name}`)
        } finally {
          await hand.end?.()
        }
      })
    }
  })
}

test('Tab goes round every screen and dialog and comes back, and each stop shows that it has the focus', async () => {
  test.setTimeout(120_000)
  stage ??= await open()
  const { till, terminal } = stage.shared
  const { page } = terminal
  const { keyboard } = page
  const heading = (name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name })
  const dialog = page.getByRole('dialog')
  const card = await till.sampleCard('two-cards')
  const stranger = await till.sampleCard('unknown')
  const places: readonly (readonly [string, () => Promise<void>, number])[] = [
    ['the counter', () => expect(heading('Ready to scan')).toBeVisible(), 8],
    ['a member', () => till.scan(card.code).then(() => till.expectMember(card.name ?? '')), 15],
    ['editing', () => keyboard.press('F2', { delay: 150 }).then(() => expect(dialog).toBeVisible()), 5],
    ['the waiting list', () => screen('2').then(() => expect(heading('Waiting list')).toBeVisible()), 6],
    ['practice', () => screen('3').then(() => expect(heading(/Practice/)).toBeVisible()), 8],
    ['settings', () => screen('4').then(() => expect(heading('Settings')).toBeVisible()), 20],
    ['who is here', () => screen('5').then(() => expect(dialog).toBeVisible()), 3],
    ['the shortcuts', () => keyboard.press('F1', { delay: 150 }).then(() => expect(dialog).toBeVisible()), 1],
    [
      'an unknown card',
      () =>
        till.scan(stranger.code).then(() => expect(heading('This card belongs to nobody yet')).toBeVisible()),
      8,
    ],
    [
      'enrolment',
      () => keyboard.press('F6', { delay: 150 }).then(() => expect(heading('New member')).toBeVisible()),
      10,
    ],
  ]
  async function screen(digit: string): Promise<void> {
    await keyboard.press(`ControlOrMeta+${digit}`, { delay: 150 })
  }
  await till.goTo('Counter')
  for (const [name, reach, least] of isFull ? places : places.slice(0, 4)) {
    // What follows another key sooner than this is a scanner's, and no shortcut.
    await delay(200)
    await reach()
    await expectFocusSomewhere(page, `at ${name}`)
    const stops = await walkRound(page)
    expect(stops, name).toBeGreaterThanOrEqual(least)
    if ((await dialog.count()) === 0) continue
    await keyboard.press('Escape', { delay: 60 })
    await expect(dialog).toHaveCount(0)
    await expectFocusSomewhere(page, `after ${name}`)
  }
})
