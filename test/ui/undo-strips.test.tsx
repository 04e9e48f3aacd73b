import { screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { memberName } from '../../shared/domain/member-name.ts'
import { madeUpMembers, operation } from './fake-shop.ts'
import { follow, onOwnClock, pass, renderTill } from './render-till.tsx'

onOwnClock()

test.each([0, 5_000])(
  'a strip goes once its time is over, also where the clock was set back meanwhile (%i ms)',
  async (setBack) => {
    const { fake } = await renderTill()
    const [{ key, details } = expect.fail('nobody there')] = madeUpMembers()
    const made = operation({ kind: 'card.attach', code: 'CARD' }, memberName(details), key, {
      undoUntil: Date.now() + 10_000,
      choices: { undo: true, retry: false, fix: false, confirm: false, drop: false },
    })
    const list = screen.getByRole('list', { name: 'Can still be undone' })
    const strips = (): readonly HTMLElement[] => within(list).queryAllByRole('listitem')
    await follow(() => {
      fake.emit('operation', made)
    })
    expect(strips()).toHaveLength(1)
    await pass(4_000)
    vi.setSystemTime(Date.now() - setBack)
    await pass(5_000)
    expect(strips()).toHaveLength(1)
    await pass(1_500 + setBack)
    expect(strips()).toHaveLength(0)
  },
)
