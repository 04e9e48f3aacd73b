import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PracticeScreen } from '../../renderer/features/practice/practice-screen.tsx'
import { err, ok } from '../../shared/ipc/result.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

describe('practice', () => {
  it('says that everything is made up', async () => {
    await openScreen(<PracticeScreen />)
    expect(screen.queryAllByText(/Nothing reaches a real member/u)).toHaveLength(1)
  })

  it('makes the connection behave as chosen, and says in one sentence what that means', async () => {
    const { asked, user } = await openScreen(<PracticeScreen />)
    await user.click(screen.getByRole('radio', { name: 'Answers lost' }))
    expect(await screen.findAllByText(/the answer never comes back/u)).toHaveLength(1)
    expect(asked('practiceCondition')).toEqual([{ condition: 'drop-replies' }])
  })

  it('shows the condition that is in force when a change was refused', async () => {
    const { user } = await openScreen(<PracticeScreen />, {
      prepare: (fake) => {
        fake.answer('practiceCondition', async () => err({ kind: 'internal', id: 'E-1' }))
      },
    })
    await user.click(screen.getByRole('radio', { name: 'Offline' }))
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Online' }).checked).toBe(true)
  })

  it('a pressed sample card is a scan', async () => {
    const { asked, till, user } = await openScreen(<PracticeScreen />)
    await user.click(await screen.findByRole('button', { name: /Scan the card:.*A reward is ready/u }))
    await waitFor(() => {
      expect(till.member.getState().view?.key).toBe('r:2')
    })
    expect(asked('scan')).toEqual([{ raw: '400638130002' }])
    expect(till.nav.getState().screen).toBe('counter')
  })

  it('draws every sample card, and says so where a code cannot be drawn', async () => {
    await openScreen(<PracticeScreen />, {
      prepare: (fake) => {
        fake.answer('sampleCards', async () =>
          ok([
            { purpose: 'member', code: '2012345678903', symbology: 'ean13', name: 'Ana' },
            { purpose: 'unknown', code: 'not-an-ean', symbology: 'ean13', name: null },
          ]),
        )
      },
    })
    expect(await screen.findAllByText('This code cannot be drawn.', {}, { timeout: 5_000 })).toHaveLength(1)
    expect(document.querySelectorAll('.barcode__bars')).toHaveLength(1)
  })

  it('says when the cards could not be made, and tries again', async () => {
    const { fake, user } = await openScreen(<PracticeScreen />, {
      prepare: (made) => {
        made.answer('sampleCards', async () => err({ kind: 'internal', id: 'E-2' }))
      },
    })
    expect(await screen.findAllByText('The sample cards could not be made.')).toHaveLength(1)
    fake.answer('sampleCards', async () =>
      ok([{ purpose: 'member', code: '2012345678903', symbology: 'ean13', name: 'Ana' }]),
    )
    await user.click(button('Try again'))
    expect(await screen.findAllByText('Ana')).toHaveLength(1)
  })

  it('starts over only after a question, and then asks for everything anew', async () => {
    const { asked, till, user } = await openScreen(<PracticeScreen />)
    await user.click(button('Start over'))
    await user.click(dialog().getByRole('button', { name: 'Go on as it is' }))
    expect(asked('practiceReset')).toEqual([])
    await user.click(button('Start over'))
    await user.click(dialog().getByRole('button', { name: 'Start over' }))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
    expect(till.counter.getState().recents).toEqual([])
  })
})
