import { screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { usualCounter } from '../../shared/domain/counter-settings.ts'
import type { MessageTime } from '../../shared/domain/counter-settings.ts'
import { phrase } from '../../renderer/i18n/phrase.ts'
import { tell } from '../../renderer/stores/notices.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { startOf } from './fake-shop.ts'
import { follow, onOwnClock, pass, renderTill } from './render-till.tsx'

onOwnClock()

const news = phrase('edit.saved')
const error = phrase('counter.half-scan')
const shown = (till: Till): readonly string[] => till.notices.getState().toasts.map(({ what }) => what.id)

async function told(messages: MessageTime, stays = false): Promise<Till> {
  const counter = { ...usualCounter, messages }
  const { till } = await renderTill({ settings: { ...startOf().settings, counter } })
  await follow(() => {
    tell(till, 'good', news, { stays })
    tell(till, 'bad', error)
  })
  return till
}

describe('a message', () => {
  test('goes by itself after its usual time: news sooner than what went wrong', async () => {
    const till = await told('usual')
    await pass(4_900)
    expect(shown(till)).toEqual([news.id, error.id])
    await pass(200)
    expect(shown(till)).toEqual([error.id])
    await pass(7_000)
    expect(shown(till)).toEqual([])
  })

  test('stays ten times as long where the shop wants that, also one that stays longer than others', async () => {
    const till = await told('longer', true)
    await pass(119_000)
    expect(shown(till)).toEqual([news.id, error.id])
    await pass(2_000)
    expect(shown(till)).toEqual([news.id])
    await pass(178_000)
    expect(shown(till)).toEqual([news.id])
    await pass(2_000)
    expect(shown(till)).toEqual([])
  })

  test('stays until it is dismissed where the shop wants that', async () => {
    const till = await told('stay')
    await pass(24 * 3_600_000)
    expect(shown(till)).toEqual([news.id, error.id])
    for (const button of screen.getAllByRole('button', { name: 'Dismiss' }))
      await follow(() => {
        button.click()
      })
    expect(shown(till)).toEqual([])
  })

  test('law: none goes while the focus is on one of them, and each has its time again afterwards', async () => {
    const till = await told('usual')
    const [, second] = screen.getAllByRole('button', { name: 'Dismiss' })
    await follow(() => {
      second!.focus()
    })
    await pass(60_000)
    expect(shown(till)).toEqual([news.id, error.id])
    await follow(() => {
      second!.blur()
    })
    await pass(12_000)
    expect(shown(till)).toEqual([])
  })

  test('law: none goes while the pointer is on one of them', async () => {
    const till = await told('usual')
    const list = screen.getByRole('list', { name: 'Messages' })
    const matches = vi.spyOn(list, 'matches').mockImplementation((selector) => selector === ':hover')
    await pass(60_000)
    expect(shown(till)).toEqual([news.id, error.id])
    matches.mockRestore()
    await pass(12_000)
    expect(shown(till)).toEqual([])
  })
})
