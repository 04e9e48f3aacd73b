import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { MemberRowLine } from '../../renderer/components/member-row.tsx'
import { Recents } from '../../renderer/features/counter/idle.tsx'
import { MemberPanel } from '../../renderer/features/member/member-panel.tsx'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import { goTo } from '../../renderer/stores/navigation.ts'
import { showMember } from '../../renderer/stores/open-member.ts'
import { stampUnit } from '../../shared/domain/unit.ts'
import type { MemberRow, MemberView, PairOffer, PeopleView } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import { button, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

const anna: MemberRow = {
  key: 'r:77',
  name: 'Anna Müller',
  phoneMasked: '•••• 0142',
  emailMasked: null,
  stamps: 4,
  cardEnd: '•• 4711',
  waiting: false,
  lastVisit: '2019-10-12',
}
const other: MemberRow = { ...anna, key: 'r:1', phoneMasked: '•••• 9999', cardEnd: null, stamps: 2 }
const offer: PairOffer = {
  keys: ['r:1', 'r:77'],
  one: other,
  other: anna,
  cause: 'phone',
  stays: 'r:77',
}
const nobody: PeopleView = { entries: [], offers: [], words: [] }

async function openPanel(people: PeopleView): Promise<OpenScreen> {
  const opened = await openScreen(<MemberPanel />)
  const view = opened.fake.members.get('r:1')
  if (view === undefined) throw new Error('nobody')
  showMember(opened.till, { ...view, people })
  await screen.findByRole('article')
  return opened
}

describe('a row', () => {
  it('tells namesakes apart by phone, last visit and card end, and never by a birthday', async () => {
    await openScreen(
      <>
        <MemberRowLine row={anna} unit={stampUnit} />
        <MemberRowLine row={{ ...anna, lastVisit: '9999-01-01' }} unit={stampUnit} />
      </>,
    )
    expect(screen.queryAllByText('last here Oct 12, 2019')).toHaveLength(1)
    expect(screen.queryAllByText('here today')).toHaveLength(1)
    expect(screen.queryAllByText('card •• 4711')).toHaveLength(2)
  })

  it('says nothing of a visit that nobody knows', async () => {
    const { lastVisit: _, ...row } = anna
    await openScreen(<MemberRowLine row={row} unit={stampUnit} />)
    expect(document.body.textContent).not.toMatch(/last here|here today/u)
  })
})

describe('those who were at the counter a moment ago', () => {
  it('are told apart where two have the same name, and only there', async () => {
    const { fake, till } = await openScreen(<Recents />)
    const [first, second, third] = [...fake.members.values()]
    if (first === undefined || second === undefined || third === undefined) throw new Error('nobody')
    const details = { ...first.details, phone: '+442079460142' }
    showMember(till, { ...third, details: { ...details, firstName: 'Ida', phone: '+442079460777' } })
    showMember(till, { ...second, details, codes: ['2012345670199'] })
    showMember(till, { ...first, details: { ...details, phone: null }, codes: ['2012345674711'] })
    await waitFor(() => {
      expect(screen.queryAllByText('•• 4711')).toHaveLength(1)
    })
    expect(screen.queryAllByText('•••• 0142')).toHaveLength(1)
    expect(screen.queryByText('•••• 0777')).toBeNull()
  })
})

describe('the panel of a member who may be somebody else as well', () => {
  it('offers it once, both side by side, and opens the one that is kept', async () => {
    const { asked, fake, till, user } = await openPanel({ ...nobody, offers: [offer] })
    const first = fake.members.get('r:1')
    const kept: MemberView = { ...(first as MemberView), key: 'r:77' }
    fake.answer('answerPair', async () => ok(kept))
    await screen.findByText('Same person as Anna Müller?')
    await user.click(button('Compare'))
    const dialog = await screen.findByRole('dialog')
    expect(
      within(dialog)
        .getAllByRole('radio')
        .map((each) => each.getAttribute('value')),
    ).toEqual(['r:1', 'r:77'])
    expect(dialog.textContent).toMatch(/2 stamps.*4 stamps/u)
    await user.click(within(dialog).getByRole('button', { name: 'One person' }))
    await waitFor(() => {
      expect(till.member.getState().view?.key).toBe('r:77')
    })
    expect(asked('answerPair')).toEqual([{ one: 'r:1', other: 'r:77', keep: 'r:77' }])
  })

  it('and two people stay as they are', async () => {
    const { asked, till, user } = await openPanel({ ...nobody, offers: [offer] })
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    await user.click(await screen.findByRole('button', { name: 'Two people' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked('answerPair')).toEqual([{ one: 'r:1', other: 'r:77', keep: null }])
    expect(till.member.getState().view?.key).toBe('r:1')
  })

  it('names the entry that is left in the loyalty system, with its own stamps and what waits for it', async () => {
    await openPanel({ ...nobody, entries: [{ row: anna, remoteId: '77', waiting: 3, codes: [] }] })
    const region = await screen.findByRole('region', { name: 'Also this person in Leal' })
    expect(region.textContent).toContain('4 stamps')
    expect(region.textContent).toContain('entry 77')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('another entry: 4 stamps')
    expect(region.textContent).toContain('+3 stamps waiting')
    expect(region.textContent).toContain('What is on this entry stays there.')
  })

  it('has in its history who said so, and takes it back at any time; and says it once more', async () => {
    const word = {
      id: '01A',
      key: 'r:77',
      name: 'Anna Müller',
      madeAt: 5,
      madeBy: 'Kim',
      again: true,
    } as const
    const { asked, fake, user } = await openPanel({
      ...nobody,
      words: [
        { ...word, undoneAt: null, undoneBy: null, again: false },
        { ...word, id: '01B', undoneAt: 9, undoneBy: 'Lee' },
        {
          ...word,
          id: '01C',
          key: 'r:79',
          name: 'Ani',
          madeBy: null,
          undoneAt: 9,
          undoneBy: null,
          again: false,
        },
        { ...word, id: null, key: 'r:78', name: 'Ana', madeBy: 'Lee', undoneAt: null, undoneBy: null },
      ],
    })
    fake.answer('undoMerge', async () => ok(fake.members.get('r:1') as MemberView))
    expect(screen.queryAllByText('Kim')).toHaveLength(2)
    expect(screen.queryAllByText('undone by Lee')).toHaveLength(1)
    await user.click(button('Undo that this is one person with Anna Müller'))
    expect(asked('undoMerge')).toEqual([{ id: '01A' }])
    // They have become one again since.
    expect(screen.queryByRole('button', { name: 'This is one person with Ani after all' })).toBeNull()
    await user.click(button('This is one person with Anna Müller after all'))
    expect(asked('answerPair')).toEqual([{ one: 'r:1', other: 'r:77', keep: 'r:1' }])
    expect(screen.queryAllByText('Not the same person as Ana')).toHaveLength(1)
    await user.click(button('This is one person with Ana after all'))
    expect(asked('answerPair').at(-1)).toEqual({ one: 'r:1', other: 'r:78', keep: 'r:1' })
  })
})

describe('the waiting list', () => {
  it('has the pairs beside what waits, and is empty of one once it is answered', async () => {
    const { asked, user } = await openScreen(<QueueScreen />, {
      prepare: (fake) => {
        fake.answer('pairs', async () => ok([offer]))
      },
    })
    const section = await screen.findByRole('region', { name: 'Same person?' })
    expect(within(section).queryAllByText('Anna Müller')).toHaveLength(2)
    await user.click(within(section).getByRole('button', { name: 'Compare' }))
    await user.click(await screen.findByRole('button', { name: 'Two people' }))
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Same person?' })).toBeNull()
    })
    expect(asked('answerPair')).toHaveLength(1)
  })

  it.each([
    ['its key', { one: other, keys: offer.keys }],
    ['the row of who was kept for it before', { one: other, keys: ['r:5', 'r:77'] as const }],
  ])(
    'gives the panel behind it to the one that is kept, where it shows the other by %s',
    async (_, shown) => {
      const { asked, fake, till, user } = await openScreen(<QueueScreen />, {
        prepare: (terminal) => {
          terminal.answer('pairs', async () => ok([{ ...offer, ...shown }]))
        },
      })
      const gone = fake.members.get('r:1') as MemberView
      showMember(till, gone)
      goTo(till, 'queue')
      fake.answer('answerPair', async () => ok({ ...gone, key: 'r:77' }))
      await user.click(await screen.findByRole('button', { name: 'Compare' }))
      await user.click(await screen.findByRole('button', { name: 'One person' }))
      await waitFor(() => {
        expect(till.member.getState().view?.key).toBe('r:77')
      })
      expect(till.nav.getState().screen).toBe('queue')
      expect(asked('leave')).toEqual([{ key: 'r:1' }])
    },
  )
})
