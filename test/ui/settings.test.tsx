import type { CapabilityView } from '../../shared/domain/connection.ts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { usualCounter } from '../../shared/domain/counter-settings.ts'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { TopBar } from '../../renderer/features/shell/top-bar.tsx'
import { systemLimits } from '../../renderer/features/settings/system-limits.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { operation, startOf } from './fake-shop.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

describe('settings', () => {
  it('save what is chosen at once', async () => {
    const { asked, till, user } = await openScreen(<SettingsScreen />)
    await user.click(screen.getByRole('radio', { name: 'Dark' }))
    await waitFor(() => {
      const session = till.session.getState()
      expect(session.phase === 'ready' && session.start.settings.theme).toBe('dark')
    })
    expect(asked('settings')).toEqual([{ theme: 'dark' }])
  })

  it('save whether single signs are shortcuts, how long messages stay, and for how long there is undoing', async () => {
    const { asked, user } = await openScreen(<SettingsScreen />)
    await user.click(screen.getByRole('switch', { name: 'Digits and ? are shortcuts' }))
    expect(await screen.findAllByText(/goes into the search field and does nothing else/u)).toHaveLength(1)
    const messages = within(screen.getByRole('radiogroup', { name: 'Messages stay' }))
    await user.click(messages.getByRole('radio', { name: 'Until dismissed' }))
    const times = within(screen.getByRole('radiogroup', { name: 'Time to undo' }))
    await user.click(times.getByRole('radio', { name: '80 s' }))
    const first = { ...usualCounter, characterKeys: false }
    expect(asked('settings')).toEqual([
      { counter: first },
      { counter: { ...first, messages: 'stay' } },
      { counter: { ...first, messages: 'stay', undoSeconds: 80 } },
    ])
  })

  it('of the counter keep a change that is still being saved when the next is made', async () => {
    const waiting: (() => void)[] = []
    const { asked, user } = await openScreen(<SettingsScreen />, {
      prepare: (fake) => {
        const { settings } = startOf()
        fake.answer('settings', async (change) => {
          await new Promise<void>((resolve) => waiting.push(resolve))
          return ok({ ...settings, ...change })
        })
      },
    })
    const messages = within(screen.getByRole('radiogroup', { name: 'Messages stay' }))
    await user.click(messages.getByRole('radio', { name: 'Until dismissed' }))
    await user.click(screen.getByRole('switch', { name: 'Digits and ? are shortcuts' }))
    for (const count of [1, 2]) {
      await waitFor(() => expect(waiting).toHaveLength(count))
      waiting.at(-1)!()
    }
    const first = { ...usualCounter, messages: 'stay' }
    await waitFor(() => {
      expect(asked('settings')).toEqual([{ counter: first }, { counter: { ...first, characterKeys: false } }])
    })
    expect(await screen.findAllByText(/goes into the search field and does nothing else/u)).toHaveLength(1)
  })

  it('go on showing what is in force when saving failed, and say so', async () => {
    const { till, user } = await openScreen(<SettingsScreen />, {
      prepare: (fake) => {
        fake.answer('settings', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
      },
    })
    await user.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Light' }).checked).toBe(true)
    expect(till.notices.getState().toasts).toHaveLength(1)
  })

  it('say what a reward given offline may cost before it is allowed', async () => {
    const { user } = await openScreen(<SettingsScreen />)
    expect(screen.queryAllByText(/no reward is given/u)).toHaveLength(1)
    const rewards = screen.getByRole('radiogroup', { name: 'Rewards for a member while offline' })
    await user.click(within(rewards).getByRole('radio', { name: '2' }))
    expect(await screen.findAllByText(/up to 2 rewards.*the shop bears it/u)).toHaveLength(1)
  })

  it('name the till as somebody types it, at once where its shop is named, and say so', async () => {
    const both = (
      <>
        <TopBar />
        <SettingsScreen />
      </>
    )
    const { asked, till, user } = await openScreen(both)
    expect(screen.queryAllByText(/^This is “Till TQ4”/u)).toHaveLength(1)
    expect(screen.queryByText('Corner Café · Front')).toBeNull()
    await user.type(screen.getByLabelText('Name of this till'), 'Front')
    await user.click(button('Save the name'))
    expect(await screen.findAllByText(/^This is “Front”\. Its short ID, TQ4,/u)).toHaveLength(1)
    expect(screen.queryAllByText('Corner Café · Front')).toHaveLength(1)
    expect(asked('nameTill')).toEqual([{ name: 'Front' }])
    expect(till.notices.getState().toasts).toMatchObject([
      { tone: 'good', what: { id: 'till.saved', values: { till: 'Front' } } },
    ])
  })

  it('refuse a name that is too long before it is asked for, and keep what was typed where none could be saved', async () => {
    const { asked, till, user } = await openScreen(<SettingsScreen />, {
      prepare: (fake) => {
        fake.answer('nameTill', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
      },
    })
    const field = screen.getByLabelText<HTMLInputElement>('Name of this till')
    await user.type(field, 'x'.repeat(41))
    expect(screen.queryAllByText('At most 40 characters, please.')).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(asked('nameTill')).toEqual([])
    await user.keyboard('{Backspace}{Enter}')
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'bad', what: { id: 'failure.not-saved.disk-full' } },
      ])
    })
    expect(field.value).toBe('x'.repeat(40))
    expect(screen.queryAllByText(/^This is “Till TQ4”/u)).toHaveLength(1)
  })

  it('show the country whose prefix a phone gets', async () => {
    await openScreen(<SettingsScreen />)
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('Germany (+49)')
  })

  it('switch the shop only after naming what stays unsent, and ask for everything anew', async () => {
    const other = {
      id: '01J00000000000000000000CN2',
      name: 'Café am Markt',
      mode: 'live',
      provider: 'loke',
    } as const
    const { asked, user } = await openScreen(<SettingsScreen />, {
      start: { connections: [...startOf().connections, other] },
      prepare: (fake) => {
        for (const name of ['Ana', 'Bernd', 'Chiara']) {
          const made = operation({ kind: 'stamps.add', amount: 2 }, name, 'r:1')
          fake.operations.set(made.id, made)
        }
      },
    })
    await user.click(button('Switch to Café am Markt'))
    expect(await screen.findAllByRole('alertdialog', { name: /^3 are still waiting/u })).toHaveLength(1)
    expect(
      dialog()
        .getAllByRole('listitem')
        .map((each) => each.textContent),
    ).toEqual([
      expect.stringMatching(/^Ana\+2 stamps/u),
      expect.stringMatching(/^Bernd\+2 stamps/u),
      expect.stringMatching(/^Chiara\+2 stamps/u),
    ])
    expect(asked('unsent')).toEqual([{ connectionId: startOf().connection.id }])
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    expect(asked('switchConnection')).toEqual([])
    await user.click(button('Switch to Café am Markt'))
    await user.click(await screen.findByRole('button', { name: 'Switch anyway' }))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
    expect(asked('switchConnection')).toEqual([{ id: other.id }])
  })

  it('switch the shop in one press where nothing is unsent, and say so', async () => {
    const other = {
      id: '01J00000000000000000000CN2',
      name: 'Café am Markt',
      mode: 'live',
      provider: 'loke',
    } as const
    const { asked, till, user } = await openScreen(<SettingsScreen />, {
      start: { connections: [...startOf().connections, other] },
    })
    await user.click(button('Switch to Café am Markt'))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
    expect(asked('switchConnection')).toEqual([{ id: other.id }])
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(till.nav.getState().screen).toBe('counter')
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'good', what: { id: 'settings.shop.switched', values: { name: 'Café am Markt' } } },
      ])
    })
  })

  it('name each shop’s loyalty system, and what waits there', async () => {
    const shop = (end: string, name: string, provider: 'sellauth' | 'loke') =>
      ({ id: `01J00000000000000000000CN${end}`, name, mode: 'live', provider }) as const
    const key = shop('2', 'Key Shop', 'sellauth')
    const elsewhere = [{ connectionId: key.id, name: key.name, waiting: 3, needsYou: 1 }]
    await openScreen(<SettingsScreen />, {
      start: {
        connections: [...startOf().connections, key, shop('3', 'Corner Shop', 'loke')],
        queue: { waiting: 2, oldestAt: 0, checking: 0, needsYou: 0, elsewhere },
      },
    })
    const rows = within(screen.getByRole('region', { name: 'Shops on this till' })).getAllByRole('listitem')
    expect(
      rows.map((row) => [...row.querySelectorAll('span')].map(({ textContent }) => textContent)),
    ).toEqual([
      [expect.any(String), 'Corner Café', 'Practice', '2 waiting', 'In use'],
      [expect.any(String), 'Key Shop', 'SellAuth', '3 waiting, 1 needs you', 'Switch'],
      [expect.any(String), 'Corner Shop', 'LOKE', 'Switch'],
    ])
  })

  it('say where keys are not kept', async () => {
    await openScreen(<SettingsScreen />, { start: { mode: 'live', practice: null, keysNotKept: true } })
    expect(screen.queryAllByText(/no safe place for keys/u)).toHaveLength(1)
    expect(screen.queryByText(/key store/u)).toBeNull()
  })

  it('say nothing of keys that practice does not need', async () => {
    await openScreen(<SettingsScreen />, { start: { keysNotKept: true } })
    expect(screen.queryAllByText(/needs no access key/u)).toHaveLength(1)
    expect(screen.queryByText(/no safe place for keys/u)).toBeNull()
  })
})

describe('what a loyalty system cannot do', () => {
  const { capabilities } = startOf()

  it('is that single stamps cannot be confirmed where other tills stamp too', () => {
    const told = systemLimits({ singleTill: false }, capabilities).map(({ id }) => id)
    expect(told).toEqual(['settings.system.severalTills', 'settings.system.noDetach'])
    expect(systemLimits({ singleTill: true }, capabilities)[0]?.id).toBe('settings.system.singleTill')
  })

  it('is said for each thing that it does not offer', () => {
    const none: CapabilityView = {
      enrol: 'no',
      edit: [],
      stamps: null,
      redeem: false,
      adjust: null,
      revert: false,
      ledger: false,
      affiliate: null,
      wallet: false,
      lists: false,
      tiers: null,
      attachCode: false,
      codes: 'provider',
      detachCode: false,
      sendLinks: false,
    }
    expect(systemLimits({ singleTill: true }, none).map(({ id }) => id)).toEqual([
      'settings.system.no.stamps',
      'settings.system.no.enrol',
      'settings.system.no.edit',
      'settings.system.no.redeem',
      'settings.system.no.attachCode',
    ])
  })
})
