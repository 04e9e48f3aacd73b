import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { MemberRow, SearchAnswer } from '../../shared/domain/views.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { moveActive, openActive, setQuery } from '../../renderer/stores/search.ts'
import { madeUpMembers } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

const people = madeUpMembers()
const row = (at: number): MemberRow => rowOf(people[at]!)
const name = (at: number): string => row(at).name
const options = (): readonly (string | undefined)[] =>
  screen
    .queryAllByRole('option')
    .map((option) => [0, 1, 2, 3].map(name).find((each) => option.textContent.includes(each)))
const said = (): string | null | undefined => document.querySelector('.results > [role=status]')?.textContent

const patient = { timeout: 10_000 }

/** A till whose first stage finds the first two, and leaves the rest until it is told. */
async function counter(complete = true) {
  const { fake, till } = await renderTill()
  const stages: string[] = []
  const wholes: ((answer: Result<SearchAnswer, RequestFailure>) => void)[] = []
  const answer = (query: string, rows: readonly MemberRow[]): SearchAnswer => ({
    query,
    rows,
    more: false,
    complete,
    beyond: false,
  })
  fake.answer('search', ({ query, stage = 'whole' }) => {
    stages.push(`${query} ${stage}`)
    if (stage === 'first') return Promise.resolve(ok({ ...answer(query, [row(0), row(1)]), nearLeft: true }))
    return new Promise((resolve) => {
      wholes.push(resolve)
    })
  })
  return {
    ...{ fake, till, stages },
    whole: (at: number, query: string, rows: readonly MemberRow[], beyond = false) =>
      follow(() => {
        wholes[at]?.(ok({ ...answer(query, rows), beyond }))
      }),
    refuse: (at: number) =>
      follow(() => {
        wholes[at]?.(err({ kind: 'offline' }))
      }),
  }
}

test('whoever is found as typed is shown first; those who may be meant join below, and nothing moves', async () => {
  const { till, stages, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  expect(stages).toEqual(['ana first', 'ana whole'])
  expect(options()).toEqual([name(0), name(1)])
  await follow(() => {
    moveActive(till, 1)
  })
  // As they come, in whatever order the whole answer has them.
  await whole(0, 'ana', [row(1), row(2), row(0)])
  expect(options()).toEqual([name(0), name(1), name(2)])
  expect(screen.getAllByRole('option').map((option) => option.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'false',
  ])
  expect(stages).toHaveLength(2)
})

test('how many they are is said once, when it is known', async () => {
  const { till, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  expect(said()).toBe('')
  await whole(0, 'ana', [row(0), row(1), row(2)])
  expect(said()).toContain('3')
})

test('Enter opens the first row without waiting for those below', async () => {
  const { till } = await counter()
  await follow(() => setQuery(till, 'ana'))
  await follow(() => {
    openActive(till)
  })
  expect(await screen.findAllByRole('heading', { name: new RegExp(name(0), 'u') })).toHaveLength(1)
})

test('what joins late does not join the next question, nor the same one asked again', async () => {
  const { till, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  await follow(() => setQuery(till, 'anas'))
  await whole(0, 'ana', [row(0), row(1), row(2)])
  expect(options()).toHaveLength(2)
  await follow(() => setQuery(till, 'ana'))
  await whole(1, 'anas', [row(0), row(1), row(2)])
  expect(options()).toHaveLength(2)
  await whole(2, 'ana', [row(0), row(1), row(2)])
  expect(options()).toHaveLength(3)
})

test('an emptied field stays empty', async () => {
  const { till, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  await follow(() => setQuery(till, ''))
  await whole(0, 'ana', [row(0), row(1), row(2)])
  expect(options()).toEqual([])
})

test('where they cannot be looked for the cashier is told, and keeps what is shown', async () => {
  const { till, refuse } = await counter()
  await follow(() => setQuery(till, 'ana'))
  await refuse(0)
  expect(options()).toHaveLength(2)
  expect(said()).toContain('2')
  expect(till.notices.getState()).toMatchObject({
    toasts: [{ tone: 'bad', what: { id: 'failure.offline' } }],
  })
})

test('somebody who came with the copy meanwhile is found, though the whole answer was on its way before', async () => {
  const { fake, till, stages, whole } = await counter(false)
  await follow(() => setQuery(till, 'ana'))
  // They come with the copy: it is asked again, and the answer that was on its way is there first.
  await follow(() => {
    fake.emit('directory', { phase: 'pulling', members: 3, total: 4, finishedAt: null })
  })
  expect(stages).toEqual(['ana first', 'ana whole', 'ana whole'])
  await whole(0, 'ana', [row(0), row(1), row(2)])
  await whole(1, 'ana', [row(0), row(1), row(2), row(3)])
  expect(stages).toHaveLength(4)
  await whole(2, 'ana', [row(0), row(1), row(2), row(3)])
  expect(options()).toEqual([0, 1, 2, 3].map(name))
  expect(stages).toHaveLength(4)
})

test('what has joined is not taken away when the same is typed again at once', async () => {
  const { till, stages, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  await whole(0, 'ana', [row(0), row(1), row(2)])
  // A letter too much, taken back before its answer is there.
  till.counter.setState({ query: 'anan' })
  await follow(() => {
    void setQuery(till, 'ana')
  })
  expect(options()).toEqual([0, 1, 2].map(name))
  expect(stages.at(-1)).toBe('ana whole')
  await whole(1, 'ana', [row(0), row(1), row(2)])
  expect(options()).toEqual([0, 1, 2].map(name))
})

test('nor when it joins while the same is asked again', async () => {
  const { fake, till, whole } = await counter()
  await follow(() => setQuery(till, 'ana'))
  const first = Promise.withResolvers<Result<SearchAnswer, RequestFailure>>()
  fake.answer('search', () => first.promise)
  await follow(() => {
    void setQuery(till, 'ana')
  })
  await whole(0, 'ana', [row(0), row(1), row(2)])
  await follow(() => {
    moveActive(till, 2)
  })
  const shown = { query: 'ana', rows: [row(0), row(1)], more: false, complete: true, beyond: false }
  await follow(() => {
    first.resolve(ok({ ...shown, nearLeft: true }))
  })
  expect(options()).toEqual([0, 1, 2].map(name))
  expect(till.counter.getState().active).toBe(2)
})

test('the loyalty system that came in reach meanwhile is asked', async () => {
  const { fake, till, stages, whole } = await counter()
  fake.emit('link', { kind: 'offline', since: 0, nextTryAt: null })
  await follow(() => setQuery(till, 'ana'))
  await follow(() => {
    fake.emit('link', { kind: 'online' })
  })
  await whole(0, 'ana', [row(0), row(1), row(2)])
  // The one that was asked for as it came in reach is dropped, for an answer came between; so it is asked for once more.
  expect(stages.slice(1)).toEqual(['ana whole', 'ana whole', 'ana whole'])
  await whole(2, 'ana', [row(0), row(1), row(2)], true)
  await waitFor(() => {
    expect(fake.calls.filter(({ name }) => name === 'searchBeyond')).toHaveLength(1)
  }, patient)
})

test('whoever came with the copy is found though the whole answer failed', async () => {
  const { fake, till, stages, refuse, whole } = await counter(false)
  await follow(() => setQuery(till, 'ana'))
  await follow(() => {
    fake.emit('directory', { phase: 'pulling', members: 3, total: 4, finishedAt: null })
  })
  await refuse(0)
  expect(stages).toHaveLength(4)
  await whole(2, 'ana', [row(0), row(1), row(3)])
  expect(options()).toEqual([0, 1, 3].map(name))
})
