import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import type { DirectoryProgress, ListKeeping } from '../../shared/domain/views.ts'
import { isListOld, listToldAt } from '../../shared/domain/list-age.ts'
import { openMember } from '../../renderer/stores/open-member.ts'
import { sameParts } from '../../renderer/stores/same-parts.ts'
import { madeUpMembers } from './fake-shop.ts'
import { openScreen } from './open-screen.tsx'
import { follow, renderTill } from './render-till.tsx'

const people = madeUpMembers()
const ada = people[0]!
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function kept(change: Partial<ListKeeping> = {}, more: Partial<DirectoryProgress> = {}): DirectoryProgress {
  const now = Date.now()
  return {
    phase: 'complete',
    members: 12_000,
    total: 12_000,
    finishedAt: now - 3 * hour - minute,
    keeping: {
      changes: 'changed',
      changesAt: now - 90_000,
      pass: null,
      trouble: null,
      missing: null,
      ...change,
    },
    ...more,
  }
}

async function opened(directory: DirectoryProgress) {
  const made = await openScreen(<SettingsScreen />, { start: { directory } })
  return { ...made, panel: () => within(screen.getByRole('region', { name: 'Member list' })) }
}

describe('the member list in the settings', () => {
  it('tells how old the whole is, and when it was asked who is new', async () => {
    const { panel } = await opened(kept())
    expect(panel().queryAllByText('3 hr. ago')).toHaveLength(1)
    expect(panel().queryAllByText('Last asked who is new or changed')).toHaveLength(1)
    expect(panel().queryAllByText('1 min. ago')).toHaveLength(1)
    expect(panel().queryByText('Last trouble')).toBeNull()
  })

  it('says where only those who came are told, and where nobody is', async () => {
    const first = await opened(kept({ changes: 'new', changesAt: null }))
    expect(first.panel().queryAllByText('Last asked who is new')).toHaveLength(1)
    await follow(() => {
      first.fake.emit('directory', kept({ changes: 'none', changesAt: null }))
    })
    expect(first.panel().queryByText('Last asked who is new')).toBeNull()
    expect(first.panel().queryAllByText(/does not tell by itself who is new/u)).toHaveLength(1)
  })

  it('shows how far the reading is that goes on beside the counter', async () => {
    const { panel } = await opened(kept({ pass: { told: 3_400, startedAt: 1, isHurried: false } }))
    expect(panel().queryAllByText('3,400 of 12,000 members')).toHaveLength(1)
    expect(panel().queryAllByText(/slowly, all day long/u)).toHaveLength(1)
  })

  it('reads again when it is told to, and offers it once', async () => {
    const { fake, user, panel } = await opened(kept())
    const again = () => panel().getByRole<HTMLButtonElement>('button', { name: 'Read again now' })
    await user.click(again())
    expect(fake.calls.filter(({ name }) => name === 'readListAgain')).toHaveLength(1)
    await follow(() => {
      fake.emit('directory', kept({ pass: { told: 0, startedAt: 1, isHurried: true } }))
    })
    expect(again().disabled).toBe(true)
    await follow(() => {
      fake.emit('directory', kept())
      fake.emit('link', { kind: 'offline', since: 0, nextTryAt: null })
    })
    expect(again().disabled).toBe(true)
    expect(panel().queryAllByText(/as soon as the loyalty system can be asked/u)).toHaveLength(1)
  })

  it.each([
    ['unreachable', 'could not be reached'],
    ['no-answer', 'No whole answer'],
    ['signed-out', 'not accepted'],
    ['not-allowed', 'may not read'],
    ['slow-down', 'asked for a pause'],
    ['not-understood', 'could not be understood'],
    ['failing', 'failed'],
    ['disk-full', 'disk is full'],
    ['copy', 'could not be written'],
  ] as const)(
    'says of the last trouble that it was %s, when, and when it is tried again',
    async (kind, words) => {
      const at = Date.now() - 5 * minute
      const { fake, panel } = await opened(kept({ trouble: { kind, at, nextAt: null } }))
      expect(panel().queryAllByText(new RegExp(`${words}.*5 min\\. ago`, 'u'))).toHaveLength(1)
      expect(panel().queryAllByText(/tried again as soon as/u)).toHaveLength(1)
      await follow(() => {
        fake.emit('directory', kept({ trouble: { kind, at, nextAt: Date.now() + minute } }))
      })
      expect(panel().queryAllByText(/tried again at /u)).toHaveLength(1)
    },
  )

  it('says that nobody was removed where many are suddenly missing, and what would remove them', async () => {
    const { fake, panel } = await opened(kept({ missing: { members: 3_000, passes: 1 } }))
    expect(panel().queryAllByText(/^3,000 members are suddenly not.*two more readings/u)).toHaveLength(1)
    await follow(() => {
      fake.emit('directory', kept({ missing: { members: 3_000, passes: 2 } }))
    })
    expect(panel().queryAllByText(/one more reading say/u)).toHaveLength(1)
  })

  it('offers nothing to read again before the list was read for the first time', async () => {
    const { panel } = await opened(kept({ changesAt: null }, { phase: 'pulling', finishedAt: null }))
    expect(panel().queryAllByText('Not yet')).toHaveLength(2)
    expect(panel().queryByRole('button')).toBeNull()
  })
})

describe('a list that was damaged on this till', () => {
  const damaged = kept({}, { phase: 'pulling', members: 0, finishedAt: null, wasDamaged: true })
  const sentence = /was damaged and has to be read again/u

  it('is said to have been, at the counter until it has been read again', async () => {
    const { fake } = await renderTill({ directory: damaged })
    expect(screen.queryAllByText(sentence)).toHaveLength(1)
    await follow(() => {
      fake.emit('directory', kept())
    })
    expect(screen.queryByText(sentence)).toBeNull()
  })

  it('is not called one that was never read, in the settings', async () => {
    const { panel } = await opened(damaged)
    expect(panel().queryAllByText('Not since the list on this till was damaged')).toHaveLength(1)
    expect(panel().queryByText('Not yet')).toBeNull()
  })
})

describe('at the counter the age of the list', () => {
  it('is said once it is more than a day, and not before', async () => {
    const { fake } = await renderTill({ directory: kept({ changes: 'new' }) })
    expect(screen.queryByText(/The list here is old/u)).toBeNull()
    await follow(() => {
      fake.emit('directory', kept({ changes: 'new' }, { finishedAt: Date.now() - 2 * day - minute }))
    })
    expect(screen.queryAllByText(/The list here is old.*2 days ago/u)).toHaveLength(1)
  })

  it('is that of the last change where changes are told, of the last whole reading elsewhere', () => {
    const old = { finishedAt: 10 * day }
    expect(listToldAt(kept({ changes: 'changed', changesAt: 12 * day }, old))).toBe(12 * day)
    expect(listToldAt(kept({ changes: 'changed', changesAt: null }, old))).toBe(10 * day)
    expect(listToldAt(kept({ changes: 'new', changesAt: 12 * day }, old))).toBe(10 * day)
    expect(isListOld(kept({ changes: 'new', changesAt: 12 * day }, old), 11 * day)).toBe(false)
    expect(isListOld(kept({ changes: 'new', changesAt: 12 * day }, old), 11 * day + 1)).toBe(true)
    expect(isListOld(kept({}, old), day)).toBe(false)
    expect(isListOld(kept({}, { phase: 'pulling', finishedAt: null }), 11 * day)).toBe(false)
  })
})

describe('a member whom the loyalty system does not know any more', () => {
  const gone = { isKept: false, mayBe: null } as const

  it('goes from the screen, and the cashier is told plainly', async () => {
    const { fake, till } = await renderTill()
    await follow(() => openMember(till, ada.key))
    await follow(() => {
      fake.emit('gone', { ...gone, key: people[1]!.key, name: 'Bernd' })
    })
    expect(till.counter.getState().place.kind).toBe('member')
    await follow(() => {
      fake.emit('gone', { ...gone, key: ada.key, name: 'Ana Beispiel' })
    })
    expect(till.counter.getState().place.kind).toBe('idle')
    expect(screen.queryAllByText(/^Ana Beispiel is no member in the loyalty system/u)).not.toHaveLength(0)
    expect(screen.queryByRole('navigation', { name: 'Lately here' })).toBeNull()
  })

  it('is told with who may be them now', async () => {
    const { fake, till } = await renderTill()
    await follow(() => openMember(till, ada.key))
    await follow(() => {
      fake.emit('gone', { ...gone, key: ada.key, name: '', mayBe: 'Ana Neu' })
    })
    expect(
      screen.queryAllByText(/^This member is no member.*Ana Neu’s now: look for Ana Neu\.$/u),
    ).not.toHaveLength(0)
  })

  it('stays on screen where something waits for them', async () => {
    const { fake, till } = await renderTill()
    await follow(() => openMember(till, ada.key))
    await follow(() => {
      fake.emit('gone', { ...gone, key: ada.key, name: 'Ana Beispiel', isKept: true })
    })
    expect(till.counter.getState().place.kind).toBe('member')
    expect(screen.queryAllByText(/you will be asked who they are now/u)).not.toHaveLength(0)
  })
})

describe('a member who is told again', () => {
  it('as before changes nothing on screen, and otherwise only what is other', async () => {
    const { fake, till } = await renderTill()
    await follow(() => openMember(till, ada.key))
    const { view } = till.member.getState()
    let changes = 0
    till.member.subscribe(() => (changes += 1))
    await follow(() => {
      fake.emit('member', structuredClone(view!))
    })
    expect([changes, till.member.getState().view === view]).toEqual([0, true])
    await follow(() => {
      fake.emit('member', structuredClone({ ...view!, asOf: 7 }))
    })
    const next = till.member.getState().view
    expect([changes, next?.asOf]).toEqual([1, 7])
    expect([next?.cards === view?.cards, next?.history === view?.history]).toEqual([true, true])
  })

  it.each([
    [{ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 2 }] }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: 1, b: undefined }, { a: 1, c: undefined }, false],
    [[1, 2], [1, 2, 3], false],
    [[1, 2, 3], [1, 2], false],
    [[], {}, false],
    [null, {}, false],
    [Number.NaN, Number.NaN, true],
  ])('%j and then %j: %s', (before, after, isSame) => {
    const next = sameParts<unknown>(before, after)
    expect(next).toEqual(after)
    expect(Object.is(next, before)).toBe(isSame)
  })
})
