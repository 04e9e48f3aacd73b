import { screen, waitFor } from '@testing-library/react'
import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import { SafetyPanel } from '../../renderer/features/settings/safety-panel.tsx'
import type { SafetyView } from '../../shared/domain/safety.ts'
import { remoteKey } from '../../shared/domain/ids.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { en } from '../../renderer/i18n/messages/en.ts'
import { say } from '../../renderer/i18n/phrase.ts'
import type { Phrase } from '../../renderer/i18n/phrase.ts'
import { operation } from './fake-shop.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

const calm: SafetyView = {
  folder: null,
  lastCopyAt: null,
  lastOutsideAt: null,
  trouble: null,
  lastMove: null,
  auditBrokenAt: null,
}

const english = (what: Phrase): string => say(createIntl({ locale: 'en', messages: en }), what)

describe('the safety panel', () => {
  it('says where copies are, and lets the shop choose a second place', async () => {
    const { asked, user } = await openScreen(<SafetyPanel />)
    expect(await screen.findAllByText(/No copy was needed yet/u)).toHaveLength(1)
    await user.click(button('Choose folder…'))
    expect(await screen.findAllByText('/media/stick')).toHaveLength(1)
    expect(asked('chooseBackupFolder')).toEqual([
      {
        title: 'Where should copies of the records be kept?',
        button: 'Keep copies here',
        files: 'Unsent work and copies of records',
      },
    ])
    await user.click(button('Stop copying there'))
    await waitFor(() => {
      expect(screen.queryByText('/media/stick')).toBe(null)
    })
  })

  it('asks before work leaves, tells that the file holds names, and moves nothing where nobody says so', async () => {
    const { asked, till, user } = await openScreen(<SafetyPanel />)
    till.status.setState({ queue: { waiting: 2, oldestAt: 0, checking: 0, needsYou: 0, elsewhere: [] } })
    await screen.findByText(/No copy was needed yet/u)
    await user.click(button('Move unsent work to another till…'))
    const question = dialog()
    expect(question.getAllByRole('heading').map((heading) => heading.textContent)).toEqual([
      'Move unsent work from Till TQ4 to another till?',
    ])
    expect(question.queryAllByText(/2 entries leave this till’s waiting list/u)).toHaveLength(1)
    expect(question.queryAllByText(/customers’ names/u)).toHaveLength(1)
    await user.click(question.getByRole('button', { name: 'Cancel' }))
    expect(asked('moveUnsent')).toEqual([])
    await user.click(button('Move unsent work to another till…'))
    await user.click(dialog().getByRole('button', { name: 'Choose where to write it…' }))
    await waitFor(() => {
      expect(asked('moveUnsent')).toHaveLength(1)
    })
    expect(till.notices.getState().toasts).toMatchObject([{ what: { id: 'safety.moved' }, stays: true }])
  })

  it('says before the move that what can still be undone leaves too', async () => {
    const { till, user } = await openScreen(<SafetyPanel />)
    till.status.setState({ queue: { waiting: 1, oldestAt: 0, checking: 0, needsYou: 0, elsewhere: [] } })
    await screen.findByText(/No copy was needed yet/u)
    await user.click(button('Move unsent work to another till…'))
    expect(dialog().queryByText(/no longer be undone/u)).toBe(null)
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    till.undo.setState({ operations: [operation({ kind: 'stamps.add', amount: 1 }, 'Ana', remoteKey('1'))] })
    await user.click(button('Move unsent work to another till…'))
    expect(dialog().queryAllByText(/no longer be undone/u)).toHaveLength(1)
  })

  it('offers no move where nothing waits', async () => {
    const { user } = await openScreen(<SafetyPanel />)
    await screen.findByText(/No copy was needed yet/u)
    await user.click(button('Move unsent work to another till…'))
    const question = dialog()
    expect(question.queryAllByText(/nothing to move/u)).toHaveLength(1)
    expect(question.queryByRole('button', { name: /Choose where/u })).toBe(null)
  })

  it('shows work whose file was never written, with the way to write it', async () => {
    const { asked, user } = await openScreen(<SafetyPanel />, {
      prepare: (fake) => {
        const lastMove = { id: '01J00000000000000000000000', at: Date.now(), count: 3, written: false }
        fake.answer('safety', async () => ok({ ...calm, lastMove }))
      },
    })
    expect(await screen.findAllByText(/until then nobody sends them/u)).toHaveLength(1)
    await user.click(button('Write the file again…'))
    await waitFor(() => {
      expect(asked('writeMovedAgain')).toHaveLength(1)
    })
  })

  it('says what became of a file that was taken in, or why it was not', async () => {
    const { fake, till, user } = await openScreen(<SafetyPanel />)
    await screen.findByText(/No copy was needed yet/u)
    await user.click(button('Take in work from a file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'info', what: { values: { taken: 2, asking: 1, known: 0, refused: 0 } } },
      ])
    })
    const [toast] = till.notices.getState().toasts
    expect(toast === undefined ? '' : english(toast.what)).toMatch(/ It came from Back counter\.$/u)
    fake.answer('takeIn', async () =>
      err({ kind: 'file-refused', problem: 'other-shop', file: 'other.json' }),
    )
    await user.click(button('Take in work from a file…'))
    await waitFor(() => {
      // The newer message stands for the older one: two files at once are never spoken of.
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'bad', what: { id: 'failure.file-refused.other-shop', values: { file: 'other.json' } } },
      ])
    })
    fake.answer('takeIn', async () =>
      ok({ kind: 'taken-in', file: 'again.json', from: null, taken: 0, asking: 0, known: 3, refused: 0 }),
    )
    await user.click(button('Take in work from a file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'good', what: { id: 'safety.takenIn.nothing', values: { file: 'again.json' } } },
      ])
    })
  })

  it('says that the records were changed from outside, and from where on', async () => {
    const { fake } = await openScreen(<SafetyPanel />)
    await screen.findByText(/No copy was needed yet/u)
    expect(screen.queryByText(/changed from outside/u)).toBe(null)
    fake.emit('safety', { ...calm, auditBrokenAt: 1_234 })
    expect(await screen.findAllByText(/changed from outside .* from entry 1,234 on/u)).toHaveLength(1)
  })

  it('tells trouble with a copy once, when it begins, and goes on showing it', async () => {
    const { fake, till } = await openScreen(<SafetyPanel />)
    await screen.findByText(/No copy was needed yet/u)
    fake.emit('safety', { ...calm, folder: '/media/stick', trouble: 'folder-gone' })
    fake.emit('safety', { ...calm, folder: '/media/stick', trouble: 'folder-gone' })
    expect(till.notices.getState().toasts).toMatchObject([{ what: { id: 'safety.trouble.folder-gone' } }])
    expect(await screen.findAllByText(/it is not there/u)).toHaveLength(1)
    fake.emit('suspected', { count: 3, older: false })
    expect(till.notices.getState().toasts).toMatchObject([
      {},
      { tone: 'bad', what: { id: 'safety.suspected', values: { count: 3 } }, stays: true },
    ])
    // A copy arrived there again: nothing says otherwise any more.
    fake.emit('safety', { ...calm, folder: '/media/stick' })
    expect(till.notices.getState().toasts).toMatchObject([{ what: { id: 'safety.suspected' } }])
  })

  it('says of older records that something is missing, also where nothing waits in them', async () => {
    const { fake, till } = await openScreen(<SafetyPanel />)
    await screen.findByText(/No copy was needed yet/u)
    fake.emit('suspected', { count: 0, older: true })
    expect(till.notices.getState().toasts).toMatchObject([
      { tone: 'bad', what: { id: 'safety.suspected.older', values: { count: 0 } }, stays: true },
    ])
  })
})
