import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { QueueStatus } from '../../shared/domain/operation.ts'
import type { ScanAnswer, SearchAnswer } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { registerScanConsumer, scanned } from '../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import { madeUpMembers } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

const offline = { kind: 'offline', since: 0, nextTryAt: null } as const
const people = madeUpMembers()
const field = (): HTMLInputElement => screen.getByRole('combobox')

function held<T>(): {
  readonly answers: Map<string, (value: T) => void>
  readonly wait: (of: string) => Promise<T>
} {
  const answers = new Map<string, (value: T) => void>()
  return {
    answers,
    wait: (of) =>
      new Promise((resolve) => {
        answers.set(of, resolve)
      }),
  }
}

describe('search', () => {
  test('a stale answer never replaces a newer one', async () => {
    const { fake, till } = await renderTill()
    const { answers, wait } = held<Result<SearchAnswer, never>>()
    fake.answer('search', ({ query }) => wait(query))
    const answer = (query: string, at: number): void => {
      answers.get(query)?.(
        ok({ query, rows: [rowOf(people[at]!)], more: false, complete: true, beyond: false }),
      )
    }
    const asked = [setQuery(till, 'a'), setQuery(till, 'an')] as const
    await follow(async () => {
      answer('an', 1)
      await asked[1]
    })
    await follow(async () => {
      answer('a', 0)
      await asked[0]
    })
    expect(screen.getAllByRole('option').map((row) => row.textContent)).toEqual([
      expect.stringContaining('Bernd Zufall'),
    ])
  })

  test('what is shown stays until the newer answer is there', async () => {
    const { fake, till } = await renderTill()
    await follow(() => setQuery(till, 'bernd'))
    fake.answer('search', () => new Promise(() => undefined))
    await follow(() => {
      void setQuery(till, 'bernd z')
    })
    expect(screen.getByRole('option').getAttribute('aria-selected')).toBe('true')
  })

  test('a member who arrives with the copy is found without another key, beneath what is shown', async () => {
    const { fake, till, user } = await renderTill()
    const copy = { phase: 'pulling', members: 1, total: 3, finishedAt: null } as const
    const answered = (arrived: readonly number[], complete: boolean): void => {
      fake.answer('search', ({ query }) =>
        Promise.resolve(
          ok({ query, rows: arrived.map((at) => rowOf(people[at]!)), more: false, complete, beyond: false }),
        ),
      )
    }
    const names = (): readonly string[] =>
      screen.queryAllByRole('option').map((row) => /Bernd|Ana/u.exec(row.textContent)?.[0] ?? '')
    answered([], false)
    await follow(() => setQuery(till, 'a'))
    expect(names()).toEqual([])
    answered([1], false)
    await follow(() => {
      fake.emit('directory', copy)
    })
    expect(names()).toEqual(['Bernd'])
    answered([0, 1], true)
    await follow(() => {
      fake.emit('directory', { ...copy, phase: 'complete', members: 3, finishedAt: 1 })
    })
    expect(names()).toEqual(['Bernd', 'Ana'])
    // A complete answer is not asked again, and the mark is where it was.
    answered([], true)
    await follow(() => {
      fake.emit('directory', { ...copy, phase: 'complete', members: 3, finishedAt: 2 })
    })
    await user.type(field(), '{Enter}')
    expect(await screen.findAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
  })

  test('Enter before the answer opens the first row when it comes', async () => {
    const { fake, user } = await renderTill()
    const { answers, wait } = held<Result<SearchAnswer, never>>()
    fake.answer('search', ({ query }) => wait(query))
    await user.type(field(), 'be{Enter}')
    expect(screen.queryByRole('heading', { name: 'Bernd Zufall' })).toBeNull()
    answers.get('be')?.(
      ok({ query: 'be', rows: [rowOf(people[1]!)], more: false, complete: true, beyond: false }),
    )
    expect(await screen.findAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
  })

  test('arrows move the mark and stop at both ends; Enter opens the marked row; Escape empties the field', async () => {
    const { user } = await renderTill()
    await user.type(field(), 'ana')
    const marked = (): string | null | undefined =>
      screen.getAllByRole('option').find((row) => row.getAttribute('aria-selected') === 'true')?.textContent
    await user.keyboard('{ArrowUp}')
    expect(marked()).toContain('Ana Schröder')
    await user.keyboard('{ArrowDown}')
    expect(marked()).toContain('Anastasia')
    expect(field().getAttribute('aria-activedescendant')).toBe('counter-result-1')
    await user.keyboard('{Escape}')
    expect(field().value).toBe('')
    await user.type(field(), 'ana{ArrowDown}{Enter}')
    expect(await screen.findAllByRole('heading', { name: /Anastasia/u })).toHaveLength(1)
    expect(field().value).toBe('')
  })

  test('typing with no field focused goes into the search field', async () => {
    const { user } = await renderTill()
    act(() => {
      field().blur()
    })
    await user.keyboard('bernd')
    await waitFor(() => {
      expect(field().value).toBe('bernd')
    })
  })

  test('only a complete copy, online, says that there is nobody', async () => {
    const { fake, till } = await renderTill()
    await follow(() => setQuery(till, 'zorro'))
    expect(screen.queryAllByText('Nobody by “zorro”')).toHaveLength(1)
    await follow(() => {
      fake.emit('link', offline)
    })
    expect(screen.queryByText('Nobody by “zorro”')).toBeNull()
    expect(screen.queryAllByText('“zorro” is not known on this till yet')).toHaveLength(1)
  })

  test('an incomplete copy never says that there is nobody', async () => {
    const { till } = await renderTill({
      directory: { phase: 'pulling', members: 120, total: 5_000, finishedAt: null },
    })
    await follow(() => setQuery(till, 'zorro'))
    expect(screen.queryByText(/Nobody/u)).toBeNull()
    expect(screen.queryAllByText(/still being fetched: 120 of 5,000/u)).toHaveLength(1)
  })

  test('rows are masked', async () => {
    const { till } = await renderTill()
    await follow(() => setQuery(till, 'bernd'))
    const row = screen.getByRole('option').textContent
    expect(row).toContain('•••• 0002')
    expect(row).not.toContain('bernd@example.com')
    expect(row).not.toContain('2340002')
  })
})

describe('scans', () => {
  test('of two quick scans the later one has the screen and both are at hand', async () => {
    const { fake, till } = await renderTill()
    const { answers, wait } = held<Result<ScanAnswer, never>>()
    fake.answer('scan', ({ raw }) => wait(raw))
    void scanned(till, 'first')
    void scanned(till, 'second')
    await follow(() => answers.get('second')?.(ok({ kind: 'member', member: people[1]!, code: 'second' })))
    await follow(() => answers.get('first')?.(ok({ kind: 'nobody', code: 'first' })))
    expect(screen.queryAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
    expect(till.counter.getState().recents.map(({ code, name }) => code ?? name)).toEqual([
      'first',
      'Bernd Zufall',
    ])
  })

  test('a member that a later scan overtook is still at hand', async () => {
    const { fake, till } = await renderTill()
    const { answers, wait } = held<Result<ScanAnswer, never>>()
    fake.answer('scan', ({ raw }) => wait(raw))
    void scanned(till, 'first')
    void scanned(till, 'second')
    await follow(() => answers.get('first')?.(ok({ kind: 'member', member: people[0]!, code: 'first' })))
    await follow(() => answers.get('second')?.(ok({ kind: 'member', member: people[1]!, code: 'second' })))
    expect(screen.queryAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
    expect(till.counter.getState().recents.map(({ name }) => name)).toEqual(['Bernd Zufall', 'Ana Schröder'])
  })

  test('a scan is offered to an open form first, and to the counter again when the form is gone', async () => {
    const { fake, till } = await renderTill()
    const taken: string[] = []
    const end = registerScanConsumer(till, (raw) => taken.push(raw) > 0)
    await follow(() => scanned(till, '400638130001'))
    expect(taken).toEqual(['400638130001'])
    expect(fake.calls.some(({ name }) => name === 'scan')).toBe(false)
    end()
    await follow(() => scanned(till, '400638130001'))
    expect(screen.queryAllByRole('heading', { name: /Ana Schröder/u })).toHaveLength(1)
  })

  test('a scan comes back to the counter from every screen and closes what lies over it', async () => {
    const { till } = await renderTill()
    await follow(() => {
      till.nav.setState({ screen: 'settings', overlay: 'staff' })
    })
    await follow(() => scanned(till, '400638130002'))
    expect(till.nav.getState()).toEqual({
      screen: 'counter',
      overlay: null,
      testing: false,
      connecting: false,
      goesOn: false,
    })
    expect(screen.queryAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
  })

  test('a code that is no card gets one sentence', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, 'x'.repeat(4_000)))
    expect(screen.queryAllByRole('heading', { name: 'That was not a card' })).toHaveLength(1)
    expect(screen.getAllByText(/too long to be a card/u).length).toBeGreaterThan(0)
  })

  test('a code of several members asks which', async () => {
    const twins = people.slice(0, 2).map((view) => ({ ...view, codes: ['4711'] }))
    const { till, user } = await renderTill({}, twins)
    await follow(() => scanned(till, '4711'))
    await user.click(screen.getByRole('button', { name: /Bernd Zufall/u }))
    expect(await screen.findAllByRole('heading', { name: /Bernd Zufall/u })).toHaveLength(1)
  })

  test('what a scan found is said to screen readers', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, '400638130001'))
    expect(screen.getAllByRole('status').map((region) => region.textContent)).toContain(
      'Ana Schröder. 6 stamps.',
    )
  })
})

describe('the shell', () => {
  test('says who is here, the link, what waits and for how long, and that it is practice', async () => {
    const { fake } = await renderTill({
      queue: { waiting: 3, oldestAt: Date.now() - 120_000, checking: 0, needsYou: 1, elsewhere: [] },
    })
    expect(screen.queryAllByText('Corner Café')).toHaveLength(1)
    expect(screen.queryAllByRole('button', { name: /At the till: Mira/u })).toHaveLength(1)
    expect(screen.queryAllByText('3 waiting')).toHaveLength(1)
    expect(screen.queryAllByText('2 min')).toHaveLength(1)
    expect(screen.queryAllByText('1 needs you')).toHaveLength(1)
    expect(screen.queryAllByText(/Practice: made-up members/u)).toHaveLength(1)
    await follow(() => {
      fake.emit('link', offline)
    })
    expect(screen.queryAllByText(/^Offline since/u)).toHaveLength(1)
    expect(screen.getByRole('alert').textContent).toContain('everything is saved here')
  })

  test('says what waits at the other shops of this till, and that it needs a person', async () => {
    const { fake } = await renderTill()
    const pill = (): readonly (string | null)[] => {
      const { className, textContent } = screen.getByRole('button', { name: /waiting/u })
      return [/--(\w+)/u.exec(className)?.[1] ?? null, textContent]
    }
    const key = { connectionId: 'k', name: 'Key Shop', waiting: 3, needsYou: 0 }
    const none = { waiting: 0, oldestAt: null, checking: 0, needsYou: 0 }
    const told = async (queue: QueueStatus): Promise<readonly (string | null)[]> => {
      await follow(() => {
        fake.emit('queue', queue)
      })
      return pill()
    }
    expect(await told({ ...none, elsewhere: [key] })).toEqual([
      'busy',
      'Nothing waiting here, 3 at Key ShopOpen the waiting list',
    ])
    expect(await told({ ...none, elsewhere: [key, { ...key, connectionId: 'b', needsYou: 1 }] })).toEqual([
      'bad',
      'Nothing waiting here, 6 at other shops1 needs youOpen the waiting list',
    ])
    expect(await told({ ...none, waiting: 1, needsYou: 1, elsewhere: [{ ...key, needsYou: 1 }] })).toEqual([
      'bad',
      '1 waiting here, 3 at Key Shop2 need youOpen the waiting list',
    ])
    expect(await told({ ...none, elsewhere: [] })).toEqual(['calm', 'Nothing waitingOpen the waiting list'])
  })

  test('says in plain words that a second start took the sending over', async () => {
    const { fake } = await renderTill()
    await follow(() => {
      fake.emit('link', { kind: 'replaced', since: 0 })
    })
    expect(screen.queryAllByText(/^Not sending since/u)).toHaveLength(1)
    const sentence = /^This program was started a second time on this till/u
    expect(screen.getAllByText(sentence).map(({ className }) => className)).toContain('idle__note')
    expect(screen.getByRole('alert').textContent).toMatch(sentence)
  })

  test('an answer that never comes from main is a sentence, not a crash', async () => {
    const { fake, till } = await renderTill()
    fake.answer('scan', () => Promise.reject(new Error('the channel is gone')))
    await follow(() => scanned(till, '400638130001'))
    expect(screen.getAllByText('The till did not answer. Do it again.').length).toBeGreaterThan(0)
    expect(till.counter.getState().looking).toBe(false)
  })
})

describe('cards that nobody has', () => {
  test('a misread is not offered again among those just scanned', async () => {
    const { till, user } = await renderTill()
    await follow(() => scanned(till, '4006381333931'))
    await screen.findByRole('heading', { name: /belongs to nobody/u })
    await user.keyboard('{Escape}')
    expect(await screen.findAllByRole('button', { name: /Card 4006381333931/u })).toHaveLength(1)
    await follow(() => scanned(till, '4006381333931'))
    await user.click(await screen.findByRole('button', { name: /misread/u }))
    expect(screen.queryAllByRole('heading', { name: 'Ready to scan' })).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /Card 4006381333931/u })).toBeNull()
  })
})
