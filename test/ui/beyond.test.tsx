import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { MemberRow } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import type { BeyondAnswer } from '../../shared/domain/views.ts'
import { moveActive, openActive, setQuery } from '../../renderer/stores/search.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { pickerNote, useMemberSearch } from '../../renderer/stores/use-member-search.ts'
import type { MemberSearch } from '../../renderer/stores/use-member-search.ts'
import { madeUpMembers } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { openScreen } from './open-screen.tsx'
import { follow, renderTill } from './render-till.tsx'

const people = madeUpMembers().map(rowOf)
const row = (at: number): MemberRow => people[at] ?? expect.fail('nobody there')
/** However busy the machine is. */
const patiently = (check: () => void): Promise<void> => waitFor(check, { timeout: 10_000 })
const shown = (): readonly string[] =>
  screen.queryAllByRole('option').map((option) => option.textContent.slice(0, 3))

interface Counter {
  readonly fake: FakeTerminal
  readonly till: Till
  /** Queries that the loyalty system was asked for. */
  readonly asked: string[]
  /** Answers the newest of them. */
  answer(outcome: BeyondAnswer['outcome'], ...rows: readonly MemberRow[]): Promise<void>
}

/** A till that finds these, and can ask the loyalty system. */
async function counter(...own: readonly MemberRow[]): Promise<Counter> {
  const { fake, till } = await renderTill()
  const asked: string[] = []
  let settle: (answer: BeyondAnswer) => void = () => undefined
  fake.answer('search', async ({ query }) =>
    ok({ query, rows: own, more: false, complete: true, beyond: true }),
  )
  fake.answer('searchBeyond', ({ query }) => {
    asked.push(query)
    return new Promise((resolve) => {
      settle = (answer) => {
        resolve(ok(answer))
      }
    })
  })
  return {
    ...{ fake, till, asked },
    answer: (outcome, ...rows) =>
      follow(() => {
        settle({ query: asked.at(-1) ?? '', outcome, rows })
      }),
  }
}

test('whom the loyalty system finds joins below, once; what is shown stays, and so does the mark', async () => {
  const { till, asked, answer } = await counter(row(0), row(1))
  await follow(() => setQuery(till, 'a'))
  await follow(() => setQuery(till, 'an'))
  await follow(() => {
    moveActive(till, 1)
  })
  const before = shown()
  await patiently(() => {
    expect(asked).toEqual(['an'])
  })
  expect(shown()).toEqual(before)
  await answer('answered', row(2), row(0))
  expect(shown().slice(0, 2)).toEqual(before)
  expect(shown()).toHaveLength(3)
  expect(screen.queryAllByText('Also at Leal')).toHaveLength(1)
  expect(screen.getByRole('group', { name: 'Also at Leal' }).textContent).toContain(row(2).name)
  expect(screen.getAllByRole('option').map((option) => option.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'false',
  ])
  // Said once, as one sentence.
  expect(screen.getAllByText('3 members, one of them from Leal')).toHaveLength(1)
  await follow(() => {
    moveActive(till, 5)
    openActive(till)
  })
  await patiently(() => {
    expect(screen.queryAllByRole('heading', { level: 1, name: new RegExp(row(2).name, 'u') })).toHaveLength(1)
  })
})

test('of rows that nothing here explains Enter opens none unasked; one that fits, or is chosen, it does', async () => {
  const { till, asked, answer } = await counter()
  const place = (): string => till.counter.getState().place.kind
  await follow(() => setQuery(till, 'qqxyzzy'))
  await patiently(() => {
    expect(asked).toEqual(['qqxyzzy'])
  })
  await answer('answered', { ...row(2), foundBy: { kind: 'their-rules' } })
  expect(screen.getByRole('option').getAttribute('aria-selected')).toBe('false')
  await follow(() => {
    openActive(till)
  })
  expect(place()).toBe('idle')
  await follow(() => {
    moveActive(till, 1)
  })
  expect(screen.getByRole('option').getAttribute('aria-selected')).toBe('true')
  await follow(() => setQuery(till, 'ana'))
  await patiently(() => {
    expect(asked).toEqual(['qqxyzzy', 'ana'])
  })
  await answer('answered', { ...row(0), foundBy: { kind: 'other-entry' } })
  expect(screen.getByRole('option').getAttribute('aria-selected')).toBe('true')
  expect(screen.getByRole('option').textContent).toContain('another entry')
  await follow(() => {
    openActive(till)
  })
  await patiently(() => {
    expect(place()).toBe('member')
  })
})

test('whom a lost card finds Enter does not open unasked, whether pressed before the answer or after', async () => {
  const { till, asked, answer } = await counter({ ...row(0), foundBy: { kind: 'lost-card' } })
  const opened = (): readonly string[] => [
    till.counter.getState().place.kind,
    ...till.notices.getState().toasts.map(({ what }) => what.id),
  ]
  await follow(() => {
    const answered = setQuery(till, '4006381333931')
    openActive(till)
    return answered
  })
  expect(opened()).toEqual(['idle', 'lost.results.choose'])
  await patiently(() => {
    expect(asked).toHaveLength(1)
  })
  await answer('answered', row(1))
  await follow(() => {
    openActive(till)
  })
  expect(opened()).toEqual(['idle', 'lost.results.choose'])
  expect(screen.queryAllByText('by a card that was lost')).toHaveLength(1)
  await follow(() => {
    moveActive(till, 1)
    openActive(till)
  })
  await patiently(() => {
    expect(screen.queryAllByRole('heading', { level: 1, name: new RegExp(row(0).name, 'u') })).toHaveLength(1)
  })
})

test('a row says what was found where it shows something else', async () => {
  const { till } = await counter(
    { ...row(0), foundBy: { kind: 'before', name: 'Theo Williams' } },
    { ...row(1), foundBy: { kind: 'before', name: null } },
  )
  await follow(() => setQuery(till, 'theo'))
  const [first, second] = screen.getAllByRole('option').map((option) => option.textContent)
  expect(first).toContain('was Theo Williams')
  expect(second).toContain('change waiting')
})

test('what the loyalty system answers to an earlier query changes nothing', async () => {
  const { till, asked, answer } = await counter(row(0))
  await follow(() => setQuery(till, 'an'))
  await patiently(() => {
    expect(asked).toEqual(['an'])
  })
  await follow(() => setQuery(till, 'ana'))
  await answer('answered', row(2))
  expect(shown()).toHaveLength(1)
  expect(screen.queryByText('Also at Leal')).toBeNull()
})

test('that there is nobody is said only once the loyalty system has nobody either', async () => {
  const { till, asked, answer } = await counter()
  await follow(() => setQuery(till, 'nemo'))
  expect(screen.queryByText(/Nobody by/u)).toBeNull()
  expect(screen.queryAllByText('Asking Leal…')).toHaveLength(1)
  await patiently(() => {
    expect(asked).toEqual(['nemo'])
  })
  await answer('failed')
  expect(screen.queryByText(/Nobody by/u)).toBeNull()
  expect(screen.queryAllByText(/^Leal could not be asked/u)).toHaveLength(1)
  await follow(() => setQuery(till, 'nemo k'))
  await patiently(() => {
    expect(asked).toEqual(['nemo', 'nemo k'])
  })
  await answer('answered')
  expect(screen.queryAllByText('Nobody by “nemo k”')).toHaveLength(1)
})

test('a loyalty system that could not be asked is one small line below the rows', async () => {
  const { till, asked, answer } = await counter(row(0))
  await follow(() => setQuery(till, 'an'))
  await patiently(() => {
    expect(asked).toHaveLength(1)
  })
  await answer('failed')
  expect(shown()).toHaveLength(1)
  expect(screen.queryAllByText(/^Leal could not be asked as well/u)).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toBe('')
})

test('a loyalty system that there was no asking is not said to have failed, nor that there is nobody', async () => {
  const { till, asked, answer } = await counter()
  await follow(() => setQuery(till, 'nemo'))
  await patiently(() => {
    expect(asked).toEqual(['nemo'])
  })
  await answer('not-asked')
  expect(screen.queryByText(/Nobody by/u)).toBeNull()
  expect(screen.queryByText(/could not be asked as well/u)).toBeNull()
  expect(till.counter.getState().beyond?.state).toBe('not-asked')
})

test('a question that another one took the place of is asked again while it stands in the field', async () => {
  const { till, asked, answer } = await counter(row(0))
  await follow(() => setQuery(till, 'an'))
  await patiently(() => {
    expect(asked).toEqual(['an'])
  })
  await answer('abandoned')
  await patiently(() => {
    expect(asked).toEqual(['an', 'an'])
  })
  expect(screen.queryByText(/could not be asked/u)).toBeNull()
  await answer('answered', row(2))
  expect(shown()).toHaveLength(2)
})

const copy = { phase: 'pulling', members: 2, total: 3, finishedAt: null } as const

test('a loyalty system that failed is asked again once the way to it opens, not with each page of its list', async () => {
  const { fake, till, asked, answer } = await counter(row(0))
  let searches = 0
  fake.answer('search', async ({ query }) => {
    searches += 1
    return ok({ query, rows: [row(0)], more: false, complete: false, beyond: true })
  })
  await follow(() => setQuery(till, 'an'))
  await patiently(() => {
    expect(asked).toEqual(['an'])
  })
  await answer('failed')
  for (const members of [3, 4]) {
    await follow(() => {
      fake.emit('directory', { ...copy, members })
    })
    expect(till.counter.getState().beyond?.state).toBe('failed')
  }
  expect(searches).toBe(3)
  await follow(() => {
    fake.emit('link', { kind: 'offline', since: 0, nextTryAt: null })
  })
  await follow(() => {
    fake.emit('link', { kind: 'online' })
  })
  await patiently(() => {
    expect(asked).toEqual(['an', 'an'])
  })
})

test('where a member is chosen, those of the loyalty system stay when the list here grows meanwhile', async () => {
  let found: MemberSearch | null = null
  const Chooser = (): null => {
    found = useMemberSearch()
    return null
  }
  const rows = (): readonly string[] => found?.answer?.rows.map(({ key }) => key) ?? []
  const { fake } = await openScreen(<Chooser />)
  const searches = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const beyond = Promise.withResolvers<undefined>()
  let asks = 0
  let isAsked = false
  fake.answer('search', async ({ query }) => {
    asks += 1
    await searches[asks - 1]?.promise
    return ok({ query, rows: [row(0)], more: false, complete: false, beyond: true })
  })
  fake.answer('searchBeyond', async ({ query }) => {
    isAsked = true
    await beyond.promise
    return ok({ query, outcome: 'answered', rows: [row(2)] })
  })
  searches[0]?.resolve(undefined)
  await follow(() => found?.ask('an'))
  await patiently(() => {
    expect([rows(), isAsked]).toEqual([[row(0).key], true])
  })
  await follow(() => {
    fake.emit('directory', copy)
  })
  expect(asks).toBe(2)
  await follow(() => {
    beyond.resolve(undefined)
  })
  expect(rows()).toEqual([row(0).key, row(2).key])
  await follow(() => {
    searches[1]?.resolve(undefined)
  })
  expect(rows()).toEqual([row(0).key, row(2).key])
})

test('nobody is asked while a scan comes in', async () => {
  const { till, asked } = await counter(row(0))
  await follow(() => setQuery(till, '47'))
  let bursts = 0
  till.scans.setState({
    isBursting: () => {
      bursts += 1
      return bursts < 2
    },
  })
  await patiently(() => {
    expect(bursts).toBeGreaterThan(0)
  })
  expect(asked).toEqual([])
  await patiently(() => {
    expect(asked).toEqual(['47'])
  })
})

test('where nobody is found by a name, the field and the empty list say so, and no list says nobody', async () => {
  const { fake, till } = await renderTill()
  const start = till.session.getState()
  if (start.phase !== 'ready') expect.fail('not ready')
  fake.answer('search', async ({ query }) =>
    ok({ query, rows: [], more: false, complete: true, beyond: false }),
  )
  await follow(() => {
    till.session.setState({
      phase: 'ready',
      start: { ...start.start, settings: { ...start.start.settings, nameLookUp: false } },
    })
  })
  expect(
    screen.queryAllByRole('combobox', { name: 'Scan a card, or type the whole phone number' }),
  ).toHaveLength(1)
  await follow(() => setQuery(till, 'anna'))
  expect(screen.queryByText(/Nobody by/u)).toBeNull()
  expect(screen.queryAllByText(/does not look members up by their names/u)).toHaveLength(1)
})

test('where others were not looked at, no list says that nobody is there', async () => {
  const { fake, till } = await renderTill()
  const answered = (more: boolean): void => {
    fake.answer('search', async ({ query }) => ok({ query, rows: [], more, complete: true, beyond: false }))
  }
  answered(true)
  await follow(() => setQuery(till, 'an'))
  await screen.findByText('Type more of it, or scan the card.')
  expect(screen.getAllByText('Too many may fit “an”')).toHaveLength(2)
  expect(screen.queryByText(/Nobody|No member|The first/)).toBeNull()
  answered(false)
  await follow(() => setQuery(till, 'ann'))
  await screen.findByText('Nobody by “ann”')
  expect(screen.queryAllByText('No member found')).toHaveLength(1)
  expect(screen.queryByText(/Too many/)).toBeNull()

  const chosenFrom = (more: boolean): MemberSearch => ({
    query: 'an',
    answer: { query: 'an', rows: [], more, complete: true, beyond: false },
    failure: null,
    beyond: null,
    ask: () => undefined,
  })
  expect(pickerNote(chosenFrom(true), true, true)).toMatchObject({ id: 'counter.results.many' })
  expect(pickerNote(chosenFrom(false), true, true)).toMatchObject({ id: 'picker.nobody' })
})
