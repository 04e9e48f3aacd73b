import { cleanup, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { attachWedge } from '../../../renderer/scanner/wedge-listener.ts'
import type { WedgeListener } from '../../../renderer/scanner/wedge-listener.ts'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import type { WedgeKeyEvent } from '../../../shared/scan/wedge-types.ts'
import { dispatchAsBrowser } from './browser-events.ts'
import { brandEntries } from './replay/entries-brands.ts'
import { handEntries } from './replay/entries-hands.ts'
import { layoutEntries } from './replay/entries-layouts.ts'
import { settingsFor, streamOf } from './replay/play-entry.ts'
import type { Entry, Focus } from './replay/play-entry.ts'

let layouts: readonly KeyboardLayout[]
let wedge: WedgeListener | null = null
let scans: string[]
let halves: string[]

beforeAll(async () => {
  layouts = await loadLayouts()
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  scans = []
  halves = []
})

afterEach(() => {
  wedge?.detach()
  wedge = null
  cleanup()
  vi.useRealTimers()
})

const kinds: Partial<Record<Focus, string>> = {
  'search field': 'search',
  'telephone field': 'tel',
  'e-mail field': 'email',
  'password field': 'password',
}

/** A React field whose state decides what stands in it, as every field of the terminal. */
function Field({ focus }: { readonly focus: Focus }) {
  const [value, setValue] = useState('')
  const props = {
    'aria-label': 'field',
    value,
    onChange: (event: { target: { value: string } }) => setValue(event.target.value),
  }
  if (focus === 'note of several lines') return <textarea {...props} />
  const input = <input type={kinds[focus] ?? 'text'} {...props} />
  return focus === 'field in a dialog' ? <div role="dialog">{input}</div> : input
}

function playInto(entry: Entry): string {
  const world = { layouts, entry }
  render(<Field focus={entry.focus ?? 'text field'} />)
  const field = screen.getByLabelText<HTMLInputElement>('field')
  field.focus()
  wedge = attachWedge(window, {
    onScan: (scan) => scans.push(scan.text),
    onHalfScan: (cause) => halves.push(cause),
    settings: settingsFor(world),
  })
  let now = 0
  const play = (event: WedgeKeyEvent) => {
    vi.advanceTimersByTime(Math.max(0, event.at - now))
    now = Math.max(now, event.at)
    dispatchAsBrowser(event)
  }
  for (const event of streamOf(world)) play(event)
  vi.advanceTimersByTime(3_000)
  return field.value
}

// Where the window has a part in it: its fields, its word on physical keys, a person and a scanner in turn. A key's own
// repeats and characters by number are made by the system, not by a page.
const entries = [...brandEntries, ...layoutEntries, ...handEntries].filter((entry) => {
  const { focus = 'text field', keys, calibrated, system, capsLock } = entry
  const scanned = keys.flatMap((part) => ('scan' in part ? [part.by] : []))
  const both = scanned.length > 0 && scanned.length < keys.length
  const made = keys.some((part) => 'holds' in part) || scanned.some((by) => /number|Alt/.test(by))
  const telling = entry.focus ?? calibrated ?? system ?? capsLock ?? both
  return /field|note/.test(focus) && !made && telling !== false
})

describe('in the window, a stream leaves in a React field what it should', () => {
  it.each(entries.map((entry, i) => [i, entry.what, entry] as const))('%i %s', (_i, _what, entry) => {
    const value = playInto(entry)
    expect({ scans, halves, value }).toEqual({
      scans: entry.scans ?? [],
      halves: entry.halves ?? [],
      value: entry.field ?? '',
    })
  })
})
