import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { phrase } from '../../renderer/i18n/phrase.ts'
import { goTo } from '../../renderer/stores/navigation.ts'
import { announce } from '../../renderer/stores/notices.ts'
import { openMember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { follow, renderTill, tap } from './render-till.tsx'

const anas = '400638130001'

async function inField(): Promise<void> {
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('combobox'))
  })
}

async function press(name: RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name })
  act(() => {
    button.focus()
    button.click()
  })
}

describe('where the focus is', () => {
  it('a member who is scanned gets Enter, not the button that was pressed for the scan', async () => {
    const { fake, till, user } = await renderTill()
    const camera = screen.getByRole('button', { name: /camera/iu })
    act(() => {
      camera.focus()
    })
    announce(till, phrase('announce.scan.unknown'), 'assertive')
    await follow(() => scanned(till, anas, { by: 'camera', at: performance.now() }))
    await screen.findByRole('heading', { level: 1, name: /Ana Schröder/u })
    await inField()
    await tap(user, 'Enter')
    await waitFor(() => {
      expect(fake.calls.filter(({ name }) => name === 'addStamps')).toHaveLength(1)
    })
    expect(till.nav.getState().overlay).toBeNull()
    expect(screen.getByRole('alert').textContent).toBe('')
  })

  it('a button that was pressed with a mouse or a finger gives the focus back to the field', async () => {
    const { user } = await renderTill()
    const home = screen.getByRole('button', { name: /Counter$/u })
    await user.click(home)
    await inField()
  })

  it('a lost card’s buttons that go away with their answer leave it in the field', async () => {
    const { fake, till } = await renderTill()
    const ana = fake.members.get('r:1')
    if (ana === undefined) throw new Error('no such member')
    fake.members.set('r:1', { ...ana, replaced: [{ code: 'OLD-1', at: 0, by: null }] })
    await follow(() => openMember(till, ana.key))
    await press(/^It was found again/u)
    await waitFor(() => {
      expect(till.member.getState().view?.replaced).toBeUndefined()
    })
    await inField()
  })

  it('a screen without the field has it on what it is called, also when its own button went away', async () => {
    const { till } = await renderTill()
    act(() => {
      goTo(till, 'queue')
    })
    const heading = await screen.findByRole('heading', { level: 1, name: 'Waiting list' })
    await waitFor(() => {
      expect(document.activeElement).toBe(heading)
    })
    const passing = document.createElement('button')
    document.body.append(passing)
    passing.focus()
    expect(document.activeElement).toBe(passing)
    passing.remove()
    await waitFor(() => {
      expect(document.activeElement).toBe(heading)
    })
  })
})
