import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { UnsentWork } from '../../shared/domain/views.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { operation } from './fake-shop.ts'
import { follow, renderTill } from './render-till.tsx'

const hour = 3_600_000

function unsent(): UnsentWork {
  const first = [
    operation({ kind: 'stamps.add', amount: 2 }, 'Maja Lindqvist', 'r:1', {
      createdAt: Date.now() - 3 * hour,
    }),
    operation({ kind: 'stamps.add', amount: 1 }, '', 'r:0', { target: { kind: 'code', code: '4006381' } }),
  ]
  const oldestAt = first[0]?.createdAt ?? 0
  return {
    waiting: 14,
    shops: [
      {
        ...{ name: 'Corner Café', mode: 'live', zone: 'Europe/Berlin', keyKept: true },
        ...{ waiting: 14, needsYou: 3, oldestAt, first },
      },
    ],
  }
}

const answers = (calls: readonly { readonly name: string; readonly args: unknown }[]): readonly unknown[] =>
  calls.filter(({ name }) => name === 'closing').map(({ args }) => args)

async function close(work = unsent()) {
  // Fetched when it is needed; a busy machine takes its time.
  await import('../../renderer/features/shell/closing-question.tsx')
  const opened = await renderTill()
  await follow(() => {
    opened.fake.emit('closing', work)
  })
  await screen.findByRole('alertdialog', { name: '14 are still waiting. Close all the same?' })
  return opened
}

describe('closing with unsent work', () => {
  it('names how many, whose, what, how old, and what becomes of it, and tells main that it can be read', async () => {
    const { fake } = await close()
    const question = within(screen.getByRole('alertdialog'))
    expect(question.queryAllByText(/sent when Stampwell is started again/u)).toHaveLength(1)
    expect(question.queryAllByRole('heading', { name: 'Corner Café, oldest 3 hr. ago' })).toHaveLength(1)
    expect(question.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      expect.stringMatching(/^Maja Lindqvist\+2 stamps/u),
      expect.stringMatching(/^Card 4006381\+1 stamp/u),
      'and 12 more',
    ])
    expect(question.queryAllByText(/^3 need you: only a person/u)).toHaveLength(1)
    expect(answers(fake.calls)).toEqual([{ answer: 'on-screen' }])
  })

  it('law: each shop’s work is dated by that shop’s own clock', async () => {
    const createdAt = Date.UTC(2026, 0, 10, 3, 5)
    const first = [operation({ kind: 'stamps.add', amount: 2 }, 'Maja', 'r:1', { createdAt })]
    const [shop] = unsent().shops
    const at = (name: string, zone: string) => ({ ...shop!, name, zone, oldestAt: createdAt, first })
    await close({ waiting: 14, shops: [at('East', 'Asia/Tokyo'), at('West', 'America/New_York')] })
    const rows = within(screen.getByRole('alertdialog')).getAllByText(/Jan/u)
    expect(rows.map((each) => each.textContent.replaceAll(' ', ' '))).toEqual([
      'Jan 10, 12:05 PM',
      'Jan 9, 10:05 PM',
    ])
  })

  it('law: where a key is not kept, it is said that it has to be given again, and sending is not promised', async () => {
    const [shop] = unsent().shops
    await close({ waiting: 14, shops: [{ ...shop!, keyKept: false }] })
    const question = within(screen.getByRole('alertdialog'))
    expect(question.queryByText(/sent when Stampwell is started again/u)).toBeNull()
    expect(
      question.queryAllByText(/does not keep the key of Corner Café: it has to be given again/u),
    ).toHaveLength(1)
  })

  it('stays where Stay or Escape is pressed', async () => {
    const { fake, user } = await close()
    await user.click(screen.getByRole('button', { name: 'Stay' }))
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    await follow(() => {
      fake.emit('closing', unsent())
    })
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    const stayed = [{ answer: 'on-screen' }, { answer: 'stay' }]
    expect(answers(fake.calls)).toEqual([...stayed, ...stayed])
  })

  it('closes only where that is pressed', async () => {
    const { fake, user } = await close()
    await user.click(screen.getByRole('button', { name: 'Close anyway' }))
    expect(answers(fake.calls)).toEqual([{ answer: 'on-screen' }, { answer: 'close' }])
  })

  it('stays when a card is scanned, and opens its member', async () => {
    const { fake, till } = await close()
    await follow(() => scanned(till, '400638130002'))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(answers(fake.calls)).toEqual([{ answer: 'on-screen' }, { answer: 'stay' }])
    expect(till.counter.getState().place.kind).toBe('member')
  })
})
