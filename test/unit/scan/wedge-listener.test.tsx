import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attachWedge } from '../../../renderer/scanner/wedge-listener.ts'
import type { WedgeListener, WedgeListenerOptions } from '../../../renderer/scanner/wedge-listener.ts'
import { BrowserKeyboard } from './browser-keyboard.ts'

const ean = '4006381333931'
let wedge: WedgeListener
let keyboard: BrowserKeyboard
let scans: string[]
let halves: string[]
let ambiguous: [string, boolean][]

function attach(options: Partial<WedgeListenerOptions> = {}): void {
  wedge = attachWedge(window, {
    onScan: (scan) => scans.push(scan.text),
    onHalfScan: (cause) => halves.push(cause),
    onAmbiguous: (text, inField) => ambiguous.push([text, inField]),
    ...options,
  })
}

function type(text: string, gap: number, hold?: number): void {
  act(() => keyboard.type(text, gap, hold))
}

function rest(): void {
  act(() => {
    vi.advanceTimersByTime(2_000)
  })
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(5_000)
  scans = []
  halves = []
  ambiguous = []
  attach()
  keyboard = new BrowserKeyboard()
})

afterEach(() => {
  wedge.detach()
  cleanup()
  vi.useRealTimers()
})

function Field({
  tag = 'input',
  kind = 'text',
  start = '',
}: {
  tag?: string
  kind?: string
  start?: string
}) {
  const [value, setValue] = useState(start)
  const props = {
    'aria-label': 'field',
    value,
    onChange: (event: { target: { value: string } }) => setValue(event.target.value),
  }
  return (
    <>
      {tag === 'textarea' ? <textarea {...props} /> : <input type={kind} {...props} />}
      <output>{value}</output>
    </>
  )
}

describe.each([
  ['ending with Enter', '\r'],
  ['ending with Tab', '\t'],
  ['ending with nothing', ''],
])('a scan %s', (_, suffix) => {
  it.each([
    ['input', 'text'],
    ['input', 'search'],
    ['input', 'tel'],
    ['input', 'email'],
    ['input', 'password'],
    ['textarea', ''],
  ])('leaves nothing in a React %s %s, and its state follows', (tag, kind) => {
    render(<Field tag={tag} kind={kind} start="anna" />)
    screen.getByLabelText<HTMLInputElement>('field').focus()
    for (const gap of [2, 8, 45]) {
      type(ean + suffix, gap)
      rest()
      expect(screen.getByLabelText<HTMLInputElement>('field').value).toBe('anna')
      expect(screen.getByRole('status').textContent).toBe('anna')
    }
    expect(scans).toEqual([ean, ean, ean])
    expect(halves).toEqual([])
  })

  it('in a field is heard by no other part of the page once its speed is known, and a person at their pace is', () => {
    const released: string[] = []
    document.addEventListener('keyup', ({ key }) => released.push(key))
    render(<Field />)
    screen.getByLabelText<HTMLInputElement>('field').focus()
    type(ean + suffix, 8)
    rest()
    expect(scans).toEqual([ean])
    expect(keyboard.seen.join('')).toBe(ean.slice(0, 2))
    type('anna lovelace', 120, 70)
    expect(keyboard.seen.join('')).toBe(`${ean.slice(0, 2)}anna lovelace`)
    // Whoever heard of a press hears of the release, and nobody else.
    expect(released.filter((key) => key.length === 1)).toEqual(keyboard.seen)
  })

  it('puts back the text that was selected, and the selection', () => {
    render(<Field start="maria@example.test" />)
    const field = screen.getByLabelText<HTMLInputElement>('field')
    field.focus()
    field.setSelectionRange(2, 7)
    type(ean + suffix, 8)
    rest()
    expect(field.value).toBe('maria@example.test')
    expect([field.selectionStart, field.selectionEnd]).toEqual([2, 7])
    expect(screen.getByRole('status').textContent).toBe('maria@example.test')
  })

  it('leaves nothing in an editable element, and puts its selection back', () => {
    render(<div contentEditable suppressContentEditableWarning tabIndex={0} data-testid="note" />)
    const note = screen.getByTestId('note')
    note.append('dear ', Object.assign(document.createElement('b'), { textContent: 'customer' }), ' hi')
    note.focus()
    const bold = note.querySelector('b')!.firstChild!
    const selection = getSelection()!
    selection.setBaseAndExtent(bold, 2, bold, 5)
    type(ean + suffix, 8)
    rest()
    expect(scans).toEqual([ean])
    expect(note.textContent).toBe('dear customer hi')
    expect(getSelection()!.toString()).toBe('sto')
  })

  it('presses no button, wherever Space and Enter fall', () => {
    const press = vi.fn()
    render(<button onClick={press}>Redeem</button>)
    screen.getByRole('button').focus()
    for (const gap of [2, 8, 40]) {
      type('A 12 34 5' + suffix, gap)
      rest()
    }
    expect(scans).toEqual(['A 12 34 5', 'A 12 34 5', 'A 12 34 5'])
    expect(press).not.toHaveBeenCalled()
    expect(new Set(keyboard.seen)).toEqual(new Set(['A']))
  })

  it('submits no form', () => {
    const submit = vi.fn()
    render(
      <form onSubmit={submit}>
        <Field start="x" />
        <button>Save</button>
      </form>,
    )
    screen.getByLabelText('field').focus()
    type(ean + suffix, 8)
    rest()
    expect(scans).toEqual([ean])
    expect(submit).not.toHaveBeenCalled()
    expect(screen.getByRole('status').textContent).toBe('x')
  })

  it('leaves a select as it was', () => {
    const choose = vi.fn<(value: string) => void>()
    render(
      <select defaultValue="one" onChange={(event) => choose(event.target.value)}>
        <option>one</option>
        <option>4 stamps</option>
      </select>,
    )
    const select = screen.getByRole<HTMLSelectElement>('combobox')
    select.focus()
    // What the browser does with the first letter of the scan, the only one that arrives.
    const choice = (event: KeyboardEvent) => {
      if (event.key === '4') fireEvent.change(select, { target: { value: '4 stamps' } })
    }
    select.addEventListener('keydown', choice, { once: true })
    type(ean + suffix, 8)
    rest()
    expect(scans).toEqual([ean])
    expect(select.value).toBe('one')
    expect(choose.mock.calls).toEqual([['4 stamps'], ['one']])
  })

  it('neither closes nor confirms an open dialog, and its list keeps its choice', () => {
    const confirm = vi.fn<() => void>()
    const move = vi.fn<(key: string) => void>()
    render(
      <div role="dialog" onKeyDown={(event) => event.key === 'Escape' && confirm()}>
        <div role="listbox" tabIndex={0} onKeyDown={(event) => move(event.key)} aria-label="cards">
          <div role="option" aria-selected="false">
            One
          </div>
        </div>
        <button onClick={confirm}>OK</button>
      </div>,
    )
    screen.getByRole('listbox').focus()
    type(`]C1${ean}\u001d77` + suffix, 8)
    rest()
    expect(scans).toEqual([`]C1${ean}\u001d77`])
    expect(confirm).not.toHaveBeenCalled()
    expect(move.mock.calls).toEqual([[']']])
  })
})

describe('the listener', () => {
  it('reads two scans on end as two', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type(`${ean}\r96385074\r`, 2, 1)
    expect(scans).toEqual([ean, '96385074'])
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('swallows CR and LF, and their releases', () => {
    const press = vi.fn()
    const release = vi.fn()
    document.addEventListener('keyup', release)
    render(<button onClick={press}>Stamp</button>)
    screen.getByRole('button').focus()
    type(`${ean}\r\n`, 6)
    type(`${ean}\r\u000a`, 6)
    document.removeEventListener('keyup', release)
    expect(scans).toEqual([ean, ean])
    expect(press).not.toHaveBeenCalled()
    expect(release.mock.calls.map(([event]) => (event as KeyboardEvent).key)).not.toContain('Enter')
  })

  it('shows typing at once and leaves it alone', () => {
    const submit = vi.fn((event: Event) => event.preventDefault())
    render(
      <form onSubmit={(event) => submit(event.nativeEvent)}>
        <Field />
      </form>,
    )
    screen.getByLabelText('field').focus()
    let typed = ''
    for (const char of 'anna müller 0171') {
      type(char, 110, 80)
      typed += char
      expect(screen.getByRole('status').textContent).toBe(typed)
    }
    type('\r', 110, 80)
    rest()
    expect(submit).toHaveBeenCalledTimes(1)
    expect([scans, halves, ambiguous]).toEqual([[], [], []])
  })

  it('gives a person their own characters back around a scan', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('an', 120, 80)
    rest()
    type(`${ean}\r`, 8)
    type('na', 120, 80)
    rest()
    expect(scans).toEqual([ean])
    expect(screen.getByRole('status').textContent).toBe('anna')
  })

  it('leaves what is ambiguous in the field as a look-up, with its Enter', () => {
    const submit = vi.fn((event: Event) => event.preventDefault())
    render(
      <form onSubmit={(event) => submit(event.nativeEvent)}>
        <Field />
      </form>,
    )
    screen.getByLabelText('field').focus()
    type('anna\r', 44, 30)
    expect(scans).toEqual([])
    expect(ambiguous).toEqual([['anna', true]])
    expect(screen.getByRole('status').textContent).toBe('anna')
    expect(submit).toHaveBeenCalledTimes(1)
  })

  it('hands what is ambiguous to the look-up when a button has the focus', () => {
    const press = vi.fn()
    render(<button onClick={press}>Redeem</button>)
    screen.getByRole('button').focus()
    type('anna\r', 44, 30)
    expect(ambiguous).toEqual([['anna', false]])
    expect(press).not.toHaveBeenCalled()
  })

  it('says half a scan and drops it', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('12\r', 6)
    expect(halves).toEqual(['too-short'])
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('presses a held-back Space on a button after all when a person pressed it', () => {
    const press = vi.fn()
    render(<button onClick={press}>Stamp</button>)
    screen.getByRole('button').focus()
    type('x', 100, 70)
    type(' ', 100, 70)
    rest()
    expect(press).toHaveBeenCalledTimes(1)
    expect(keyboard.seen).toEqual(['x', ' '])
    type(' ', 100, 70)
    expect(press).toHaveBeenCalledTimes(2)
  })

  it('moves typing to the search field with the first key, and a scan out of it again', () => {
    wedge.detach()
    render(
      <>
        <button>Stamp</button>
        <Field />
      </>,
    )
    const field = screen.getByLabelText<HTMLInputElement>('field')
    attach({ typeInto: () => field })
    screen.getByRole('button').focus()
    type('anna', 110, 80)
    expect(document.activeElement).toBe(field)
    expect(field.value).toBe('anna')
    rest()
    screen.getByRole('button').focus()
    type(`${ean}\r`, 8)
    expect(scans).toEqual([ean])
    expect(field.value).toBe('anna')
    expect(screen.getByRole('status').textContent).toBe('anna')
  })

  it('leaves Space and Enter to the button even where typing goes elsewhere', () => {
    wedge.detach()
    const press = vi.fn()
    render(
      <>
        <button onClick={press}>Stamp</button>
        <Field />
      </>,
    )
    attach({ typeInto: () => screen.getByLabelText('field') })
    screen.getByRole('button').focus()
    type(' ', 200, 80)
    type('\r', 200, 80)
    expect(press).toHaveBeenCalledTimes(2)
    expect(document.activeElement).toBe(screen.getByRole('button'))
  })

  it('reads nothing where keys are nobody else’s business', () => {
    render(
      <div data-scan-passthrough="">
        <Field />
      </div>,
    )
    screen.getByLabelText('field').focus()
    type(ean, 8)
    rest()
    expect(scans).toEqual([])
    expect(screen.getByRole('status').textContent).toBe(ean)
  })

  it('takes no paste, input method or filled-in password for a scan', () => {
    render(<Field />)
    const field = screen.getByLabelText('field')
    field.focus()
    type('4006381', 8)
    fireEvent.paste(field)
    fireEvent.compositionStart(field)
    fireEvent.change(field, { target: { value: 'filled in by a manager' } })
    rest()
    expect(scans).toEqual([])
    expect(screen.getByRole('status').textContent).toBe('filled in by a manager')
  })

  it('forgets a burst when the window loses the keyboard', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('4006381', 8)
    window.dispatchEvent(new Event('blur'))
    rest()
    expect(scans).toEqual([])
    type(`${ean}\r`, 8)
    expect(scans).toEqual([ean])
  })

  it('ends its timers and its listening when detached', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('4006381', 8)
    expect(vi.getTimerCount()).toBe(1)
    wedge.detach()
    expect(vi.getTimerCount()).toBe(0)
    type(`${ean}\r`, 8)
    rest()
    expect(scans).toEqual([])
    expect(screen.getByRole('status').textContent).toBe(`4006381${ean}`)
  })

  it('has no timer while nobody types', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('a', 200, 80)
    rest()
    type(`${ean}\r`, 8)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits twice as long as keys came late before it takes a silence for the end', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    keyboard.late = 400
    type('40063813', 8)
    act(() => {
      vi.advanceTimersByTime(1_000)
    })
    expect(scans).toEqual([])
    // The system saw these 250 ms after the others; the page was busier still.
    keyboard.late = 1_150
    type('31935', 8)
    act(() => {
      vi.advanceTimersByTime(1_500)
    })
    expect(scans).toEqual([])
    rest()
    expect(scans).toEqual(['4006381331935'])
  })

  it('hears the keys that waited with its own timer before it judges', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    type('40063813', 8)
    const clock = vi.spyOn(performance, 'now')
    const busyUntil = performance.now() + 1_200
    clock.mockReturnValue(busyUntil)
    act(() => {
      vi.advanceTimersByTime(700)
    })
    expect(scans).toEqual([])
    clock.mockRestore()
    keyboard.late = 500
    type('31935\r', 8)
    expect(scans).toEqual(['4006381331935'])
  })

  it('says that a burst is under way, so that shortcuts wait', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    expect(wedge.isBursting()).toBe(false)
    type('4006', 8)
    expect(wedge.isBursting()).toBe(true)
    rest()
    expect(wedge.isBursting()).toBe(false)
  })

  it('learns from calibration', () => {
    render(<Field />)
    screen.getByLabelText('field').focus()
    wedge.configure({ maxGapMs: 110, minLength: 4, prefix: '*' })
    type(`*${ean}`, 90, 20)
    rest()
    expect(scans).toEqual([ean])
    expect(screen.getByRole('status').textContent).toBe('')
  })
})
