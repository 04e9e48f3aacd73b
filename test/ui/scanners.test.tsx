import { act, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ScannersPanel } from '../../renderer/features/settings/scanners-panel.tsx'
import type { ScannersState } from '../../renderer/stores/till.ts'
import type { Scanner } from '../../shared/domain/scanner.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { FakeSystem, systemError } from '../fakes/devices/fake-devices.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

const front: Scanner = {
  ...{ id: '01J00000000000000000000SC1', kind: 'hid', name: 'Front', vendorId: 0x0c2e, productId: 0x0b61 },
  ...{ baudRate: 9_600, ending: 'auto' },
}
const back: Scanner = { ...front, id: '01J00000000000000000000SC2', kind: 'serial', name: 'Back' }

afterEach(() => {
  Object.assign(navigator, { hid: undefined, serial: undefined })
})

async function panel(list: readonly Scanner[] = [], prepare?: (fake: FakeTerminal) => void) {
  const system = new FakeSystem()
  let end: (error?: Error) => void = () => undefined
  const requestDevice = vi.fn(
    () =>
      new Promise<readonly never[]>((resolve, reject) => {
        end = (error) => (error === undefined ? resolve([]) : reject(error))
      }),
  )
  Object.assign(navigator, { hid: { ...system.hid, requestDevice }, serial: system.serial })
  const opened = await openScreen(<ScannersPanel />, prepare === undefined ? {} : { prepare })
  await act(async () => {
    opened.till.scanners.setState({ list })
  })
  return {
    ...{ ...opened, requestDevice, system },
    end: (error?: Error) => act(async () => end(error)),
    offer: (names: readonly string[], known: readonly string[] = []) =>
      act(async () => {
        opened.fake.emit('scannerChoice', {
          choice: {
            kind: 'hid',
            devices: names.map((name) => ({
              ...{ device: `d-${name}`, name, vendorId: 0x05e0, productId: 0x1300 },
              isKnown: known.includes(name),
            })),
          },
        })
      }),
    be: (states: ScannersState['states']) =>
      act(async () => {
        opened.till.scanners.setState({ states })
      }),
    told: () => opened.till.notices.getState().toasts.map(({ what }) => what.id),
  }
}

describe('USB and serial scanners in the settings', () => {
  test('with none, what they are good for is said, and how a scanner is switched over', async () => {
    await panel()
    expect(screen.queryAllByText(/a scanner that types like a keyboard works without/)).toHaveLength(1)
    expect(screen.queryAllByText(/needs no field and no keyboard layout/)).toHaveLength(1)
    expect(screen.queryAllByText(/scan the set-up barcode “USB HID POS”/)).toHaveLength(1)
  })

  test('a scanner is chosen from what is plugged in, which may change meanwhile, and is kept', async () => {
    const { user, offer, end, asked, requestDevice, told } = await panel([], (fake) => {
      fake.answer('chooseScanner', async ({ device }) => ok(device === null ? null : front))
    })
    await user.click(button(/Add a USB scanner/))
    expect(requestDevice.mock.calls).toEqual([[{ filters: [{ usagePage: 0x8c }] }]])
    expect(dialog().queryAllByText('Looking for scanners…')).toHaveLength(1)
    await offer([])
    expect(dialog().queryAllByText(/No scanner in HID POS mode is plugged in/)).toHaveLength(1)
    await offer(['DS2208', 'Old one'], ['Old one'])
    expect(dialog().queryAllByText('Zebra')).toHaveLength(2)
    expect(dialog().queryAllByText('Added already')).toHaveLength(1)
    expect(dialog().queryAllByRole('button', { name: 'Add Old one' })).toEqual([])
    await user.click(button('Add DS2208'))
    await end()
    expect(asked('chooseScanner')).toEqual([{ device: null }, { device: 'd-DS2208' }])
    expect(screen.queryAllByRole('dialog')).toEqual([])
    expect(within(screen.getByRole('list')).queryAllByText('Front')).toHaveLength(1)
    expect(told()).toEqual(['scanners.added'])
  })

  test('one that was unplugged just then is said to be gone, and the choice stays open', async () => {
    const { user, offer, told } = await panel([], (fake) => {
      fake.answer('chooseScanner', async ({ device }) =>
        device === null ? ok(null) : err({ kind: 'not-found' }),
      )
    })
    await user.click(button(/Add a USB scanner/))
    await offer(['DS2208'])
    await user.click(button('Add DS2208'))
    expect(told()).toEqual(['scanners.choose.gone'])
    expect(screen.queryAllByRole('dialog')).toHaveLength(1)
  })

  test('cancelled, nothing is kept, and main is told so', async () => {
    const { user, offer, asked, told, end } = await panel()
    await user.click(button(/Add a USB scanner/))
    await offer(['DS2208'])
    await user.click(button('Cancel'))
    await end()
    expect(asked('chooseScanner')).toEqual([{ device: null }, { device: null }])
    expect(screen.queryAllByRole('dialog')).toEqual([])
    expect(told()).toEqual([])
  })

  test('a system that lets nobody choose is said to; a port that nobody chose is no trouble', async () => {
    const { user, end, told } = await panel()
    await user.click(button(/Add a serial scanner/))
    expect(told()).toEqual([])
    await user.click(button(/Add a USB scanner/))
    await end(systemError('SecurityError'))
    expect(told()).toEqual(['scanners.refused'])
  })

  test('each scanner says how it is, and one that is not well can be tried again', async () => {
    const tryAgain = vi.fn()
    const { till, user, be } = await panel([front, back])
    const sees = (pattern: RegExp): number => screen.queryAllByText(pattern).length
    expect(sees(/Being opened/)).toBe(2)
    await be({ [front.id]: { kind: 'connected' }, [back.id]: { kind: 'unplugged' } })
    expect([sees(/^Connected$/), sees(/Not plugged in/)]).toEqual([1, 1])
    till.scanners.setState({ tryAgain })
    await user.click(button('Try again: Back'))
    expect(tryAgain.mock.calls).toEqual([[back.id]])
    expect(screen.queryAllByRole('button', { name: 'Try again: Front' })).toEqual([])
    await be({ [front.id]: { kind: 'noisy' }, [back.id]: { kind: 'failed', why: 'busy' } })
    expect([sees(/Sends nonsense/), sees(/another program has it/)]).toEqual([1, 1])
    await be({ [front.id]: { kind: 'failed', why: 'refused' }, [back.id]: { kind: 'noisy' } })
    expect([sees(/the system refuses/), sees(/Its speed may be another one/)]).toEqual([1, 1])
  })

  test('a serial scanner has a speed and an ending', async () => {
    const { user, asked } = await panel([back], (fake) => {
      fake.answer('changeScanner', async ({ id, ...change }) => ok({ ...back, id, ...change }))
    })
    await user.click(screen.getByText('Change…'))
    await user.click(dialog().getByLabelText(/Speed/))
    await user.click(screen.getByRole('option', { name: '115,200 bits a second' }))
    await user.click(screen.getByText('Save'))
    expect(asked('changeScanner')).toEqual([{ id: back.id, name: 'Back', baudRate: 115_200, ending: 'auto' }])
    expect(screen.queryAllByText('Serial, 115,200 bits a second')).toHaveLength(1)
  })

  test('a USB scanner has a name alone, of a length', async () => {
    const { user, asked } = await panel([front], (fake) => {
      fake.answer('changeScanner', async ({ id, ...change }) => ok({ ...front, id, ...change }))
    })
    await user.click(screen.getByText('Change…'))
    expect([dialog().queryAllByText('Speed'), dialog().queryAllByText('Sent after each code')]).toEqual([
      [],
      [],
    ])
    const name = dialog().getByLabelText('Name')
    await user.clear(name)
    await user.paste('x'.repeat(61))
    expect(dialog().queryAllByText('At most 60 characters.')).toHaveLength(1)
    expect(screen.getByText('Save').closest('button')?.disabled).toBe(true)
    await user.clear(name)
    await user.paste('Till 2')
    await user.click(screen.getByText('Save'))
    expect(asked('changeScanner')).toEqual([
      { id: front.id, name: 'Till 2', baudRate: 9_600, ending: 'auto' },
    ])
    expect(screen.queryAllByText('Till 2')).toHaveLength(1)
  })

  test('a removed scanner is gone from the list', async () => {
    const { user, asked, told } = await panel([front, back])
    await user.click(button('Remove Front'))
    expect(asked('removeScanner')).toEqual([{ id: front.id }])
    expect(screen.queryAllByText('Front')).toEqual([])
    expect(told()).toEqual(['scanners.removed'])
  })

  test('where the system knows no such devices, that is said and nothing is offered', async () => {
    const opened = await openScreen(<ScannersPanel />)
    expect(screen.queryAllByText(/lets no program use such scanners/)).toHaveLength(1)
    expect(screen.queryAllByRole('button', { name: /^Add a/ })).toEqual([])
    opened.unmount()
  })
})
