import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { App } from '../../renderer/app.tsx'
import { speak } from '../../renderer/i18n/languages.ts'
import { scenes } from '../gallery/scenes.ts'
import { everybody } from '../gallery/scenes/people.ts'
import { stageFor } from '../gallery/stage.ts'
import type { Stage } from '../gallery/stage.ts'

const core = ['counter-offline', 'waiting-list', 'enrol', 'closing']
/** The customer's page has words of its own, and laws of its own. */
const ofTheTill = scenes.filter(({ customer }) => customer === undefined)
const played =
  process.env['STAMPWELL_FULL'] === '1' ? ofTheTill : ofTheTill.filter(({ name }) => core.includes(name))

afterEach(cleanup)

/** Whatever is read on the page: its text, and what is told of its parts. */
function texts(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest('option, style') === null) found.push(node.textContent?.trim() ?? '')
  }
  const told = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt']
  const named = [...document.querySelectorAll(told.map((name) => `[${name}]`).join(','))].flatMap((element) =>
    told.map((name) => element.getAttribute(name) ?? ''),
  )
  return [...new Set([...found, ...named])].filter((text) => /\p{L}/u.test(text))
}

/** Names of people, cards and shops, addresses, codes: what is no word of the product. */
function dataOf({ fake, till }: Stage): string {
  const shown = [till.counter.getState(), till.member.getState()]
  return JSON.stringify([fake.start, everybody, [...fake.operations.values()], fake.calls, shown])
}

const notWords = [
  // Keys as they stand on a keyboard.
  /^(?:[⇧↵⌘] ?)*(?:F\d{1,2}|\d)?(?: F\d)?$/u,
  // Of Intl: a time of day, how long ago, what a language calls itself.
  /^\d{1,2}:\d\d\s[AP]M$|^\d+ (?:sec|s|min|hr|h|d)$|^English$/u,
  // The beginning of a name; what is masked of an address.
  /^\p{L}$|^\p{L}?•+@|^@/u,
  // The code of the set-up, the loyalty system's own name.
  /^Aq1-Zy0|^SellAuth$/u,
  // The way out of a dialog for a screen reader, in the language that its library is told.
  /^Dismiss$/u,
]

/** What somebody has typed; what a list has put into its field is a word of it. */
function typed(): readonly string[] {
  return [...document.querySelectorAll<HTMLInputElement>('input:not([role]), textarea')].map(
    ({ value }) => value,
  )
}

test.each(played)(
  '$name: every word comes from the catalogue, and another language leaves everything in its place',
  async (scene) => {
    const stage = stageFor(scene, {})
    render(<App till={stage.till} />)
    await stage.run()
    const before = { parts: document.querySelectorAll('input, h1, h2, [role="dialog"]'), typed: typed() }
    await act(() => speak(stage.till.spoken, 'en-XA'))
    expect([...before.parts].filter((part) => !part.isConnected)).toEqual([])
    expect(typed()).toEqual(before.typed)
    const said = texts()
    expect(said.some((text) => text.startsWith('⟦'))).toBe(true)
    const data = dataOf(stage)
    // Names are kept in parts.
    const isData = (text: string): boolean => text.split(' ').every((word) => data.includes(word))
    expect(
      said.filter((text) => !/[⟦⟧]/u.test(text) && !notWords.some((one) => one.test(text)) && !isData(text)),
    ).toEqual([])
  },
)
