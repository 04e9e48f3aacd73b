import { screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ScannersPanel } from '../../renderer/features/settings/scanners-panel.tsx'
import { FakeSystem } from '../fakes/devices/fake-devices.ts'
import { follow } from './held.ts'
import { button, openScreen } from './open-screen.tsx'

afterEach(() => {
  Object.assign(navigator, { hid: undefined, serial: undefined })
})

const offered = { device: 'd', name: 'DS2208', vendorId: 0x05e0, productId: 0x1300, isKnown: false }
const choice = { kind: 'hid', devices: [offered] } as const

/** The panel on a system that looks for devices until the test says that it is over. */
async function panel() {
  const system = new FakeSystem()
  const looks: (() => void)[] = []
  const requestDevice = (): Promise<readonly never[]> =>
    new Promise((resolve) => {
      looks.push(() => {
        resolve([])
      })
    })
  Object.assign(navigator, { hid: { ...system.hid, requestDevice } })
  return {
    ...(await openScreen(<ScannersPanel />)),
    end: (at: number) => follow(() => looks[at]?.()),
  }
}

test('a search for scanners that was cancelled does not close the next one when it ends', async () => {
  const { user, end } = await panel()
  await user.click(button(/Add a USB scanner/))
  await user.click(button('Cancel'))
  await user.click(button(/Add a USB scanner/))
  await end(0)
  expect(screen.queryAllByRole('dialog')).toHaveLength(1)
  await end(1)
  expect(screen.queryAllByRole('dialog')).toEqual([])
})

test('what was found only after it was cancelled is nobody’s to choose: main hears so, and holds nothing open', async () => {
  const { asked, fake, user } = await panel()
  await user.click(button(/Add a USB scanner/))
  await user.click(button('Cancel'))
  expect(asked('chooseScanner')).toHaveLength(2)
  await follow(() => {
    fake.emit('scannerChoice', { choice })
  })
  expect(asked('chooseScanner').slice(2)).toEqual([{ device: null }])
})

test('a choice whose dialog was taken away by a scan is ended, and nothing opens by itself later', async () => {
  const { asked, fake, till, unmount, user } = await panel()
  await user.click(button(/Add a USB scanner/))
  await follow(() => {
    fake.emit('scannerChoice', { choice })
  })
  expect(asked('chooseScanner')).toHaveLength(1)
  await follow(unmount)
  expect(asked('chooseScanner').slice(1)).toEqual([{ device: null }])
  expect(till.scanners.getState().adding).toBeNull()
})
