import { act, screen } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { MemberRow } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import type * as phrases from '../../renderer/i18n/phrase.ts'
import { say } from '../../renderer/i18n/phrase.ts'
import type { MessageId } from '../../renderer/i18n/messages/en.ts'
import { addStamps } from '../../renderer/stores/stamps.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { moveActive, setQuery } from '../../renderer/stores/search.ts'
import { madeUpMembers } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

// Whatever is drawn says its sentences: how often one is said tells how often its part was drawn.
vi.mock('../../renderer/i18n/phrase.ts', async (original) => {
  const real = await original<typeof phrases>()
  return { ...real, say: vi.fn(real.say) }
})

function said(id: MessageId): number {
  return vi.mocked(say).mock.calls.filter(([, what]) => what.id === id).length
}

const [ana] = madeUpMembers()
const card = ana?.codes[0] ?? ''

function manyRows(count: number): readonly MemberRow[] {
  return Array.from({ length: count }, (_, at) => ({
    ...rowOf(ana!),
    key: `r:many-${String(at)}` as const,
    cardEnd: `•• ${String(1_000 + at)}`,
  }))
}

function answerWith(fake: FakeTerminal, count: number): void {
  fake.answer('search', ({ query }) =>
    Promise.resolve(ok({ query, rows: manyRows(count), more: false, complete: true, beyond: false })),
  )
}

/** Frames are drawn when the test says so. */
function ownFrames(): { readonly next: () => Promise<void> } {
  const wanted: FrameRequestCallback[] = []
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((work) => wanted.push(work))
  return {
    next: async () => {
      const heard = new Promise((resolve) => {
        const last = new MessageChannel()
        last.port1.onmessage = () => {
          last.port1.close()
          resolve(undefined)
        }
        wanted.push(() => {
          last.port2.postMessage(null)
        })
      })
      await act(async () => {
        for (const work of wanted.splice(0)) work(0)
        await heard
      })
    },
  }
}

beforeEach(() => {
  vi.mocked(say).mockClear()
})

describe('a key costs what it changes', () => {
  test('a letter is one question, and draws no button beside the field again', async () => {
    const { fake, till } = await renderTill()
    await follow(() => setQuery(till, 'a'))
    const asked = fake.calls.length
    vi.mocked(say).mockClear()
    await follow(() => setQuery(till, 'an'))
    expect(fake.calls.slice(asked).map(({ name }) => name)).toEqual(['search'])
    expect([said('counter.enrol'), said('counter.camera'), said('counter.search.clear')]).toEqual([0, 0, 0])
    // It was drawn: the field is called by its label.
    expect(said('counter.search.label')).toBeGreaterThan(0)
  })

  test('results that come and go draw the member beneath them no second time', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, card))
    expect(said('member.edit')).toBeGreaterThan(0)
    vi.mocked(say).mockClear()
    await follow(() => setQuery(till, 'bernd'))
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await follow(() => setQuery(till, ''))
    expect(screen.queryAllByRole('option')).toHaveLength(0)
    expect([said('member.edit'), said('forget.open')]).toEqual([0, 0])
  })

  test('of fifty rows those that can be in sight are drawn with the key, and all once these were painted', async () => {
    const frames = ownFrames()
    const { fake, till } = await renderTill()
    answerWith(fake, 50)
    vi.mocked(say).mockClear()
    await follow(() => setQuery(till, 'a'))
    expect(screen.getAllByRole('option')).toHaveLength(12)
    expect(said('counter.results.card')).toBe(12)
    await frames.next()
    expect(screen.getAllByRole('option')).toHaveLength(50)
    expect(said('counter.results.card')).toBe(50)
  })

  test('a mark that goes from row to row draws the two rows alone', async () => {
    const frames = ownFrames()
    const { fake, till } = await renderTill()
    answerWith(fake, 50)
    await follow(() => setQuery(till, 'a'))
    await frames.next()
    vi.mocked(say).mockClear()
    await follow(() => {
      moveActive(till, 1)
    })
    expect(said('counter.results.card')).toBe(2)
  })

  test('a mark behind what is in sight is on a row that is there', async () => {
    ownFrames()
    const { fake, till } = await renderTill()
    answerWith(fake, 50)
    await follow(() => setQuery(till, 'a'))
    await follow(() => {
      moveActive(till, 20)
    })
    expect(screen.getAllByRole('option', { selected: true })).toHaveLength(1)
  })

  test('the time that is left to undo draws its button no second time', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, card))
    await follow(() => addStamps(till, 1))
    expect(said('undo.undo')).toBeGreaterThan(0)
    const strip = screen.getByRole('list', { name: 'Can still be undone' })
    const left = strip.querySelector('.undo-strip__left')?.textContent
    vi.mocked(say).mockClear()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000)
    await expect.poll(() => strip.querySelector('.undo-strip__left')?.textContent).not.toBe(left)
    expect(said('undo.undo')).toBe(0)
  })

  test('the scan of a card is one question, and so are stamps', async () => {
    const { fake, till } = await renderTill()
    const asked = (): readonly string[] => fake.calls.splice(0).map(({ name }) => name)
    asked()
    await follow(() => scanned(till, card))
    expect(asked()).toEqual(['scan'])
    await follow(() => addStamps(till, 1))
    expect(asked()).toEqual(['addStamps'])
  })
})
