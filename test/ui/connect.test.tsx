import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Idle } from '../../renderer/features/counter/idle.tsx'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { providerIds } from '../../shared/domain/connection.ts'
import { systems } from '../../shared/domain/systems.ts'
import type { ConnectProblem, Store } from '../../shared/domain/systems.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'
import { follow } from './render-till.tsx'

const stores: readonly Store[] = [
  { id: '01ORG1', name: 'Harbour Café', zone: 'Australia/Sydney' },
  { id: '01ORG2', name: '', zone: null },
]

const held = '01J00000000000000000000KEY'

async function openConnect(prepare: (fake: FakeTerminal) => void = () => undefined): Promise<OpenScreen> {
  const opened = await openScreen(<SettingsScreen />, { prepare })
  await opened.user.click(button('Connect a shop…'))
  return opened
}

const field = (name: string | RegExp): HTMLInputElement => dialog().getByLabelText<HTMLInputElement>(name)
const testButton = (): HTMLElement => dialog().getByRole('button', { name: 'Test the connection' })
const problemIs = (problem: ConnectProblem) => (fake: FakeTerminal) => {
  fake.answer('testConnection', async () => err({ kind: 'not-connected', problem }))
}

describe('connecting a shop', () => {
  it('asks each system for its own key, and says where its vendor shows it', async () => {
    const { user } = await openConnect()
    const shown = {
      leal: /api_tokens/u,
      loke: /install-client/u,
      inveterate: /Inveterate’s dashboard/u,
      sellauth: /Account, then API Access/u,
    }
    for (const provider of providerIds) {
      const name = { leal: 'Leal', loke: 'LOKE', inveterate: 'Inveterate', sellauth: 'SellAuth' }[provider]
      await user.click(dialog().getByRole('radio', { name }))
      expect(dialog().queryAllByText(shown[provider])).toHaveLength(1)
      const isPair = systems[provider].key === 'pair'
      expect(dialog().queryByLabelText('Client ID') !== null).toBe(isPair)
      expect(field(isPair ? 'Client secret' : 'Access key').type).toBe('password')
      const address = dialog().queryByLabelText<HTMLInputElement>('Address')
      expect(address?.value ?? null).toBe(systems[provider].baseUrlOpen ? systems[provider].baseUrl : null)
    }
  })

  it('sends the key once, forgets it here, and connects the shop that is chosen', async () => {
    const { asked, user, till } = await openConnect((fake) => {
      fake.answer('testConnection', async ({ baseUrl }) => ok({ baseUrl, stores, store: null }))
    })
    await user.click(dialog().getByRole('radio', { name: 'LOKE' }))
    expect(testButton().getAttribute('disabled')).not.toBeNull()
    await user.type(field('Client ID'), 'till')
    await user.type(field('Client secret'), 'hush')
    await user.click(testButton())
    await dialog().findByText('LOKE answers and accepts the key.')
    expect(asked('holdKey')).toEqual([
      { provider: 'loke', key: { kind: 'pair', id: 'till', secret: 'hush' } },
    ])
    expect(asked('testConnection')).toEqual([{ held, baseUrl: systems.loke.baseUrl, store: null }])
    expect(dialog().queryByLabelText('Client secret')).toBeNull()
    expect(dialog().queryAllByText(/never leaves this till but to LOKE/u)).toHaveLength(1)
    expect(document.activeElement).toBe(dialog().getByRole('radio', { name: /Harbour Café/u }))

    const save = dialog().getByRole('button', { name: 'Connect' })
    expect(save.getAttribute('disabled')).not.toBeNull()
    // Whether a stamp can be counted is no question where nothing is settled by counting.
    expect(dialog().queryByRole('switch')).toBeNull()
    await user.click(dialog().getByRole('radio', { name: /Harbour Café/u }))
    expect(field('Name of the shop').value).toBe('Harbour Café')
    expect(dialog().getByRole<HTMLInputElement>('combobox', { name: /Time zone/u }).value).toBe(
      'Australia/Sydney',
    )
    await user.clear(field('Name of the shop'))
    await user.type(field('Name of the shop'), 'Pier')
    await user.click(dialog().getByRole('radio', { name: /No\. 01ORG2/u }))
    expect(field('Name of the shop').value).toBe('Pier')
    await user.click(save)
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked('connectShop')).toEqual([
      {
        held,
        baseUrl: systems.loke.baseUrl,
        store: '01ORG2',
        name: 'Pier',
        zone: 'Australia/Sydney',
        singleTill: false,
        tills: 1,
        isKnown: false,
      },
    ])
    expect(asked('holdKey')).toHaveLength(1)
    expect(asked('start')).toHaveLength(2)
    expect(till.nav.getState().screen).toBe('settings')
    expect(till.notices.getState().toasts.map(({ what }) => what)).toEqual([
      { id: 'connect.done', values: { shop: 'Pier' } },
    ])
  })

  it('asks what a shop is called that no key tells, and whether it is the one that is called so here already', async () => {
    const { asked, fake, user } = await openConnect((terminal) => {
      terminal.answer('testConnection', async ({ baseUrl }) => ok({ baseUrl, stores: null, store: null }))
      terminal.answer('connectShop', async () => err({ kind: 'not-connected', problem: 'store-known' }))
    })
    await user.click(dialog().getByRole('radio', { name: 'Inveterate' }))
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    await dialog().findByText(/Inveterate does not say which shop this key opens/u)
    const save = dialog().getByRole('button', { name: 'Connect' })
    await user.type(field('Name of the shop'), 'Pier')
    expect(save.getAttribute('disabled')).not.toBeNull()
    await user.type(field('The shop’s own address'), 'pier.myshopify.com')
    await user.click(save)
    expect((await dialog().findByRole('alert')).textContent).toMatch(
      /A shop with this address is here already/u,
    )
    fake.answer('connectShop', async () => ok({ id: '01J00000000000000000000CN9', kept: true, known: true }))
    await user.click(dialog().getByRole('button', { name: 'It is that shop' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked('connectShop')).toMatchObject([
      { store: 'pier.myshopify.com', isKnown: false },
      { store: 'pier.myshopify.com', isKnown: true },
    ])
  })

  it('says what “only this till” means before it is said', async () => {
    const { asked, user } = await openConnect()
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    await dialog().findByText(/Other tills, or the shop’s own app, write there too/u)
    expect(field('Name of the shop').value).toBe('Corner Café')
    await user.click(dialog().getByRole('switch', { name: 'Only this till writes there' }))
    expect(dialog().queryAllByText(/Right only while no other till/u)).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Connect' }))
    await waitFor(() => {
      expect(asked('connectShop')).toMatchObject([{ singleTill: true, store: '7' }])
    })
  })

  it('asks for another key where this one was refused, at the field', async () => {
    const { asked, user } = await openConnect(problemIs('key-refused'))
    await user.type(field('Access key'), 'wrong')
    await user.click(testButton())
    await dialog().findByText(/does not know this key/u)
    expect(field('Access key').value).toBe('')
    expect(field('Access key').getAttribute('aria-invalid')).toBe('true')
    expect(asked('dropKey')).toEqual([{ held }])
    expect(dialog().queryByRole('button', { name: 'Connect' })).toBeNull()
  })

  it('tries the same key again after a failure that is not the key’s', async () => {
    const { asked, fake, user } = await openConnect(problemIs('no-such-host'))
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    expect((await dialog().findByRole('alert')).textContent).toMatch(/There is no such address/u)
    fake.answer('testConnection', async ({ baseUrl }) => ok({ baseUrl, stores: null, store: null }))
    await user.type(field('Address'), '/leal')
    expect(dialog().queryByRole('alert')).toBeNull()
    await user.click(testButton())
    await dialog().findByText('Leal answers and accepts the key.')
    expect(asked('holdKey')).toHaveLength(1)
    expect(asked('testConnection')).toHaveLength(2)
    // Somewhere else is tried with the same key.
    await user.click(dialog().getByRole('button', { name: 'Change' }))
    expect(field('Address').value).toBe('https://app.getleal.com/leal')
    expect(dialog().queryAllByText('The key was entered. It is not shown again.')).toHaveLength(1)
    await user.click(testButton())
    await dialog().findByText('Leal answers and accepts the key.')
    expect(asked('holdKey')).toHaveLength(1)
  })

  it('takes an ID where the key does not tell its shops', async () => {
    const { asked, fake, user } = await openConnect(problemIs('key-not-allowed'))
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    await user.type(await dialog().findByLabelText('Store: its ID'), '42')
    fake.answer('testConnection', async ({ baseUrl }) =>
      ok({ baseUrl, stores: null, store: { id: '42', name: '', zone: null } }),
    )
    await user.click(testButton())
    await user.type(await dialog().findByLabelText('Name of the shop'), 'Kiosk')
    await user.click(dialog().getByRole('button', { name: 'Connect' }))
    await waitFor(() => {
      expect(asked('connectShop')).toMatchObject([{ store: '42', name: 'Kiosk' }])
    })
  })

  it('goes back to the key where it is refused at last', async () => {
    const { asked, user } = await openConnect((fake) => {
      fake.answer('testConnection', async ({ baseUrl }) => ok({ baseUrl, stores, store: stores[0] ?? null }))
      fake.answer('connectShop', async () => err({ kind: 'not-connected', problem: 'key-refused' }))
    })
    await user.click(dialog().getByRole('radio', { name: 'LOKE' }))
    await user.type(field('Client ID'), 'till')
    await user.type(field('Client secret'), 'hush')
    await user.click(testButton())
    await user.click(await dialog().findByRole('button', { name: 'Connect' }))
    await dialog().findByText(/does not know this client ID with this secret/u)
    expect(field('Client ID').value).toBe('till')
    expect(field('Client secret').value).toBe('')
    await user.click(dialog().getByRole('radio', { name: 'Leal' }))
    expect(field('Access key').value).toBe('')
    expect(asked('dropKey')).toEqual([{ held }])
  })

  it('lets go of a key that was entered and not used', async () => {
    const { asked, user } = await openConnect()
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    await dialog().findByText('Leal answers and accepts the key.')
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    await waitFor(() => {
      expect(asked('dropKey')).toEqual([{ held }])
    })
    expect(asked('connectShop')).toEqual([])
  })

  it('says before anything is saved where the key will not be stored', async () => {
    const { user, till } = await openConnect((fake) => {
      fake.answer('holdKey', async () => ok({ held, keeps: false }))
      fake.answer('connectShop', async () => ok({ id: held, kept: false, known: false }))
    })
    await user.type(field('Access key'), 'k')
    await user.click(testButton())
    await dialog().findByText(/works until Stampwell is closed/u)
    await user.click(await dialog().findByRole('button', { name: 'Connect' }))
    await waitFor(() => {
      expect(till.notices.getState().toasts[0]?.what.id).toBe('connect.done.notKept')
    })
  })
})

describe('a shop that is signed out', () => {
  const live = {
    mode: 'live',
    practice: null,
    link: { kind: 'signed-out', since: 0 },
    connection: { ...startOf().connection, mode: 'live', name: 'Corner Café' },
  } as const

  it('is given its key again, tested with the shop itself', async () => {
    const { asked, fake, user, till } = await openScreen(<SettingsScreen />, { start: live })
    fake.answer('renewKey', async () => err({ kind: 'not-connected', problem: 'another-store' }))
    await user.click(button('Enter the key again…'))
    await user.type(field('Access key'), 'theirs')
    await user.click(dialog().getByRole('button', { name: 'Use this key' }))
    expect((await dialog().findByRole('alert')).textContent).toMatch(/another shop’s/u)
    fake.answer('renewKey', async () => ok({ kept: false }))
    await user.type(field('Access key'), 'ours')
    await user.click(dialog().getByRole('button', { name: 'Use this key' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked('renewKey')).toEqual([
      { held, id: live.connection.id, isKnown: false },
      { held, id: live.connection.id, isKnown: false },
    ])
    const session = till.session.getState()
    expect(session.phase === 'ready' && session.start.keysNotKept).toBe(true)
  })

  it('gets a key that tells no shop where somebody says that it is its', async () => {
    const { asked, fake, user } = await openScreen(<SettingsScreen />, { start: live })
    fake.answer('renewKey', async ({ isKnown }) =>
      isKnown ? ok({ kept: true }) : err({ kind: 'not-connected', problem: 'store-untold' }),
    )
    await user.click(button('Enter the key again…'))
    await user.type(field('Access key'), 'ours')
    await user.click(dialog().getByRole('button', { name: 'Use this key' }))
    expect((await dialog().findByRole('alert')).textContent).toMatch(/does not tell which shop it opens/u)
    await user.click(dialog().getByRole('button', { name: 'It is Corner Café’s' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    // The key itself was handed over once.
    expect(asked('holdKey')).toHaveLength(1)
    expect(asked('renewKey')).toEqual(
      [false, true].map((isKnown) => ({ held, id: live.connection.id, isKnown })),
    )
  })

  it('says so at the counter, and leads to where the key is entered', async () => {
    const { till, user } = await openScreen(<Idle />, { start: live })
    expect(
      screen.queryAllByText(
        /no key that the loyalty system accepts: it was refused, or this computer did not keep it/u,
      ),
    ).toHaveLength(1)
    await user.click(button('Enter the key again…'))
    expect(till.nav.getState().screen).toBe('settings')
  })

  it('is asked for no key while it is not signed out', async () => {
    await openScreen(<SettingsScreen />, { start: { ...live, link: { kind: 'online' } } })
    expect(screen.queryByRole('button', { name: 'Enter the key again…' })).toBeNull()
  })
})

describe('the first reading of the member list', () => {
  const pulling = { phase: 'pulling', members: 120, total: 5_000, finishedAt: null } as const

  it('is shown with a figure, stopped and gone on with', async () => {
    const { fake, user } = await openScreen(<SettingsScreen />, { start: { directory: pulling } })
    const bar = screen.getByRole('progressbar', { name: 'Reading the member list' })
    expect(bar.getAttribute('aria-valuenow')).toBe('120')
    expect(bar.getAttribute('aria-valuemax')).toBe('5000')
    expect(within(bar).queryAllByText('120 of 5,000 members')).toHaveLength(1)
    await user.click(button('Stop reading'))
    await screen.findByText(/^Stopped\./u)
    await user.click(button('Go on reading'))
    await screen.findByText(/The counter works meanwhile/u)
    await follow(() => {
      fake.emit('link', { kind: 'offline', since: 0, nextTryAt: null })
    })
    expect(screen.queryAllByText(/goes on by itself as soon as it can/u)).toHaveLength(1)
    await follow(() => {
      fake.emit('directory', { phase: 'complete', members: 5_000, total: 5_000, finishedAt: 1 })
    })
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(screen.queryAllByText('5,000 members known on this till.')).toHaveLength(1)
  })

  it('claims no share of a list whose length nobody told', async () => {
    await openScreen(<SettingsScreen />, { start: { directory: { ...pulling, total: null } } })
    const bar = screen.getByRole('progressbar')
    expect(bar.getAttribute('aria-valuenow')).toBeNull()
    expect(within(bar).queryAllByText('120 members so far')).toHaveLength(1)
  })
})
