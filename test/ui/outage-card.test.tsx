import { screen, waitFor, within } from '@testing-library/react'
import type { BoundFunctions, queries } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import type { AttentionReason, OperationView } from '../../shared/domain/operation.ts'
import type { RequestArgs } from '../../shared/ipc/contract.ts'
import { err } from '../../shared/ipc/result.ts'
import { operation } from './fake-shop.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

const choices = { undo: false, retry: true, fix: false, confirm: true, drop: true }
const began = new Date('2026-11-20T14:02:00+01:00').getTime()

function question(n: number, now: number | null): OperationView {
  const reward = n % 20 === 19
  const adding = reward ? -10 : 2
  const reason: AttentionReason = { kind: 'undecided', before: 14, now, adding }
  const lostAt = began + n * 45_000
  return operation(
    reward
      ? { kind: 'reward.redeem', rewardName: 'Free coffee', cost: 10, provisional: false }
      : { kind: 'stamps.add', amount: 2 },
    `Member ${String(n)}`,
    'r:1',
    { plain: 'needs-you', state: 'attention', reason, choices, lostAt, changedAt: began + 3_600_000 },
  )
}

/** Forty questions of one outage: 31 look arrived, 6 look missing, 3 cannot be told. */
function forty(): readonly OperationView[] {
  return Array.from({ length: 40 }, (_, n) => {
    if (n === 19 || n === 39) return question(n, 4)
    if (n < 8) return n < 6 ? question(n, 14) : question(n, 15)
    return n === 8 ? question(n, null) : question(n, 16)
  })
}

async function openQueue(questions: readonly OperationView[]): Promise<OpenScreen> {
  const opened = await openScreen(<QueueScreen />, {
    prepare: (fake) => {
      for (const each of questions) fake.operations.set(each.id, each)
    },
  })
  await screen.findByRole('table')
  return opened
}

const told = (asked: OpenScreen['asked']): readonly RequestArgs<'answerMany'>[] =>
  asked('answerMany') as readonly RequestArgs<'answerMany'>[]
const rows = (): readonly HTMLElement[] => screen.queryAllByRole('row').slice(1)
const row = (name: string): BoundFunctions<typeof queries> => {
  const found = rows().find((each) => within(each).queryByText(name) !== null)
  if (found === undefined) throw new Error(`no row of ${name}`)
  return within(found)
}
const toasts = ({ till }: Pick<OpenScreen, 'till'>) =>
  till.notices.getState().toasts.map(({ what }) => [what.id, what.values?.['count']])

describe('forty questions of one outage', () => {
  it('are one card: how many, of what, when, and what their counts show', async () => {
    await openQueue(forty())
    const title = screen.getByRole('heading', { level: 3 }).textContent.replaceAll(/[\u202F\u2009]/gu, ' ')
    expect(title).toBe('40 got no answer (Nov 20, 2:02 – 2:31 PM): 38 for stamps and 2 for rewards.')
    expect(
      screen.queryAllByText(/^31 look arrived, 6 look missing, and 3 cannot be told\. The counts were read/u),
    ).toHaveLength(1)
    expect(rows()).toHaveLength(40)
    expect(row('Member 6').queryAllByText('14 → 15')).toHaveLength(1)
    expect(row('Member 8').queryAllByText('14 → ?')).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Drop it' })).toBeNull()
  })

  it('are settled in a few presses, and each answer is exactly what its line says', async () => {
    const questions = forty()
    const { asked, user, till } = await openQueue(questions)
    let presses = 0
    const press = async (element: HTMLElement): Promise<void> => {
      presses += 1
      await user.click(element)
    }
    await press(button('31 are there'))
    await waitFor(() => {
      expect(rows()).toHaveLength(9)
    })
    await press(button('Send the 6 again'))
    await waitFor(() => {
      expect(rows()).toHaveLength(3)
    })
    for (const name of ['Member 6', 'Member 7', 'Member 8']) {
      await press(row(name).getByRole('radio', { name: 'It’s there' }))
    }
    await press(button('3 are there'))
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull()
    })
    expect(presses).toBeLessThanOrEqual(12)
    const said = told(asked).map(({ answer, questions: of }) => [
      answer.kind,
      of.map(({ id, changedAt }) => {
        const one = questions.find((each) => each.id === id)
        expect(changedAt).toBe(one?.changedAt)
        return Number(one?.who.name.slice(7))
      }),
    ])
    expect(said).toEqual([
      ['confirm', Array.from({ length: 31 }, (_, n) => n + 9)],
      ['retry', [0, 1, 2, 3, 4, 5]],
      ['confirm', [6, 7, 8]],
    ])
    // Nobody is told to give a reward that was asked about long after.
    expect(toasts({ till })).toEqual([
      ['outage.answered.confirm', 31],
      ['outage.answered.retry', 6],
      ['outage.answered.confirm', 3],
    ])
  })

  it('keep what is settled by itself meanwhile, and what is asked anew, out of the answer, and say so', async () => {
    const questions = forty()
    const opened = await openQueue(questions)
    const { fake, user } = opened
    // Main knows before the page does.
    for (const at of [10, 11]) {
      const one = questions[at]
      if (one !== undefined)
        fake.operations.set(one.id, { ...one, plain: 'sent', changedAt: one.changedAt + 1 })
    }
    const anew = questions[12]
    if (anew !== undefined) fake.operations.set(anew.id, { ...anew, changedAt: anew.changedAt + 1 })
    await user.click(button('31 are there'))
    await waitFor(() => {
      expect(toasts(opened)).toEqual([
        ['outage.answered.confirm', 28],
        ['outage.passed.settled', 2],
        ['outage.passed.changed', 1],
      ])
    })
    expect(rows()).toHaveLength(10)
  })

  it('ask once more before an answer that goes against a count, naming whose', async () => {
    const { asked, user } = await openQueue(forty())
    await user.click(row('Member 9').getByRole('radio', { name: 'Send again' }))
    await user.click(button('Send the 7 again'))
    expect(dialog().queryAllByText(/^1 of them may have arrived: Member 9\./u)).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Leave it as it is' }))
    expect(told(asked)).toEqual([])
    await user.click(row('Member 0').getByRole('radio', { name: 'It’s there' }))
    await user.click(button('31 are there'))
    expect(dialog().queryAllByText(/^By its count 1 of them is missing: Member 0\./u)).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Yes, all 31 are there' }))
    await waitFor(() => {
      expect(told(asked).map(({ questions: of }) => of.length)).toEqual([31])
    })
  })

  it('make primary only what all the evidence speaks for', async () => {
    const { user } = await openQueue(forty().slice(0, 12))
    const primary = (): readonly (string | null)[] =>
      within(screen.getByRole('group', { name: 'What is to be done' }))
        .getAllByRole('button')
        .filter((each) => each.classList.contains('button--primary'))
        .map((each) => each.textContent)
    expect(primary()).toEqual(['3 are there'])
    await user.click(row('Member 0').getByRole('radio', { name: 'It’s there' }))
    expect(primary()).toEqual(['Send the 5 again'])
    await user.click(row('Member 9').getByRole('radio', { name: 'Send again' }))
    expect(primary()).toEqual([])
  })

  it('can be marked all at once, and one can be settled on its own', async () => {
    const { user } = await openQueue(forty().slice(0, 12))
    await user.click(
      within(screen.getByRole('radiogroup', { name: 'All' })).getByRole('radio', { name: 'Later' }),
    )
    // Nothing is said of any: there is nothing to press.
    const offered = within(screen.getByRole('group', { name: 'What is to be done' }))
    expect(offered.queryAllByRole('button')).toEqual([])
    await user.click(button('Settle on its own: +2 stamps for Member 7'))
    expect(rows()).toHaveLength(11)
    expect(screen.queryAllByRole('button', { name: 'Drop it' })).toHaveLength(1)
    expect(screen.queryAllByText(/^Before 14, now 15; we were adding 2/u)).toHaveLength(1)
  })

  it('stay as they are where the answer could not be saved, and the card says why', async () => {
    const { fake, user } = await openQueue(forty().slice(0, 12))
    fake.answer('answerMany', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
    await user.click(button('3 are there'))
    expect(await screen.findAllByText(/^Not saved: the disk is full/u)).toHaveLength(1)
    expect(rows()).toHaveLength(12)
  })
})
