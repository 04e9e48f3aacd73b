import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AgainChoice } from '../../renderer/features/settings/again-choice.tsx'
import { CodeRulesDialog } from '../../renderer/features/settings/code-rules-dialog.tsx'
import {
  draftOf,
  moved,
  problemOf,
  rulesOf,
  withOneMore,
} from '../../renderer/features/settings/code-rules-draft.ts'
import { CodeRulesPanel } from '../../renderer/features/settings/code-rules-panel.tsx'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { CodeRules } from '../../shared/scan/code-meaning.ts'
import { defaultCodeRules } from '../../shared/scan/code-meaning.ts'
import { startOf } from './fake-shop.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import { follow } from './render-till.tsx'

const rules: CodeRules = {
  ...defaultCodeRules,
  rules: [
    { match: { kind: 'prefix', prefix: '98' }, use: 'coupon', check: 'none' },
    { match: { kind: 'pattern', pattern: 'ST-####' }, use: 'staff-badge', check: 'none' },
  ],
}
const open = (codeRules: CodeRules, onClose = (): void => undefined) =>
  openScreen(<CodeRulesDialog onClose={onClose} />, {
    start: { settings: { ...startOf().settings, codeRules } },
  })
const answer = (): string | null =>
  within(dialog().getByRole('region', { name: 'Try a code' })).getByRole('status').textContent

describe('what codes mean, as a shop writes it', () => {
  it('is tried by a scan, wherever the focus is: the scan opens nobody and lands in no rule', async () => {
    const { asked, till, user } = await open(rules)
    await user.click(dialog().getByRole('textbox', { name: 'Beginning' }))
    await follow(() => scanned(till, 'ST-1234'))
    expect(answer()).toMatch(/^Staff badge\. Rule 2 says so\./u)
    await follow(() => scanned(till, '\u00029812\u0003'))
    expect(answer()).toMatch(/^Coupon\. Rule 1 says so\./u)
    await follow(() => scanned(till, '4006381333931'))
    expect(answer()).toMatch(/^Member’s card\. No rule names it\./u)
    await follow(() => scanned(till, '2012345678903'))
    expect(answer()).toMatch(/^A price label\. The code itself says so\./u)
    await follow(() => scanned(till, 'https://example.com'))
    expect(answer()).toMatch(/^A web address, shown as text\./u)
    expect(dialog().getByRole<HTMLInputElement>('textbox', { name: 'Beginning' }).value).toBe('98')
    expect([asked('scan'), asked('settings')]).toEqual([[], []])
  })

  it('is saved as it was written, in its order', async () => {
    let closed = 0
    const { asked, user } = await open(rules, () => (closed += 1))
    await user.click(dialog().getByRole('button', { name: 'Move rule 2 up' }))
    await user.click(dialog().getByRole('button', { name: 'Add a rule' }))
    const last = within(dialog().getByRole('group', { name: 'Rule 3' }))
    await user.type(last.getByRole('textbox', { name: 'Beginning' }), '977')
    await user.click(dialog().getByRole('radio', { name: 'Cards here' }))
    await user.click(dialog().getByRole('button', { name: 'Save the rules' }))
    await waitFor(() => {
      expect(closed).toBe(1)
    })
    const added = { match: { kind: 'prefix', prefix: '977' }, use: 'coupon', check: 'none' }
    const [first, second] = rules.rules
    expect(asked('settings')).toEqual([
      { codeRules: { ...rules, rules: [second, first, added], priceLabels: 'cards' } },
    ])
  })

  it('is not saved while a rule cannot be read, and says what is wrong with it', async () => {
    const { asked, user } = await open({
      ...rules,
      rules: [{ match: { kind: 'pattern', pattern: 'ST-#{0}' }, use: 'coupon', check: 'none' }],
    })
    await user.click(dialog().getByRole('button', { name: 'Save the rules' }))
    const words = 'Sign 5: write {6} or {6,10} behind a sign to say how many of it.'
    expect(await dialog().findAllByText(words)).toHaveLength(1)
    expect(asked('settings')).toEqual([])
  })

  it('law: a rule that cannot be saved has the focus, so that it is on screen; each time Save is pressed', async () => {
    const wrong = { match: { kind: 'pattern', pattern: 'STAFF{6' }, use: 'coupon', check: 'none' } as const
    const { user } = await open({ ...rules, rules: [...rules.rules, wrong, wrong] })
    for (const round of [1, 2]) {
      await user.click(dialog().getByRole('button', { name: 'Save the rules' }))
      const first = within(dialog().getByRole('group', { name: 'Rule 3' }))
      expect([round, document.activeElement]).toEqual([
        round,
        first.getByRole('textbox', { name: 'Pattern' }),
      ])
    }
  })

  it('law: a rule that was added has the focus in what it begins with', async () => {
    const { user } = await open({ ...rules, rules: [] })
    expect(dialog().queryAllByRole('list')).toHaveLength(0)
    await user.click(dialog().getByRole('button', { name: 'Add a rule' }))
    expect(document.activeElement).toBe(dialog().getByRole('textbox', { name: 'Beginning' }))
  })

  it('is thrown away by saying so alone, once something was changed', async () => {
    let closed = 0
    const { asked, user } = await open(rules, () => (closed += 1))
    await user.click(dialog().getByRole('button', { name: 'Remove rule 1' }))
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    expect(dialog().queryAllByText('What you changed is not saved yet.')).toHaveLength(1)
    await user.keyboard('{Escape}')
    await user.click(dialog().getByRole('button', { name: 'Keep writing' }))
    expect([closed, dialog().queryAllByRole('group').length]).toEqual([0, 1])
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    await user.click(dialog().getByRole('button', { name: 'Throw away' }))
    expect([closed, asked('settings')]).toEqual([1, []])
  })

  it('is chosen from lists that say what codes are', async () => {
    const { user } = await open({ ...rules, rules: [] })
    await user.click(dialog().getByRole('button', { name: /All other codes are/u }))
    await user.click(await screen.findByRole('option', { name: 'Not ours' }))
    await user.type(dialog().getByRole('textbox', { name: 'Try a code' }), 'X')
    expect(answer()).toMatch(/^Not ours\. No rule names it\./u)
  })

  it.each([
    ['prefix', ' ', 'rules.problem.prefix.empty'],
    ['prefix', 'x'.repeat(101), 'rules.problem.prefix.too-long'],
    ['pattern', '', 'rules.problem.pattern.empty'],
    ['pattern', 'x'.repeat(201), 'rules.problem.pattern.too-long'],
    ['pattern', '#{0}', 'rules.problem.pattern.bad-count'],
    ['pattern', 'A\\', 'rules.problem.pattern.unfinished'],
    ['pattern', '98#{11}', undefined],
  ] as const)('has a sentence for what is wrong: %s “%s”', (kind, text, id) => {
    expect(problemOf({ kind, text })?.id).toBe(id)
  })

  it('moves no rule beyond the ends, and has a most', () => {
    const draft = draftOf(rules)
    expect([moved(draft, 0, -1), moved(draft, 1, 1)]).toEqual([draft, draft])
    expect(rulesOf(draft)).toEqual(rules)
    let many = draft
    for (let n = 0; n < 60; n += 1) many = withOneMore(many)
    expect(many.rules).toHaveLength(50)
    expect(new Set(many.rules.map(({ id }) => id)).size).toBe(50)
  })
})

describe('settings', () => {
  it('say how many rules there are, and open them', async () => {
    const { user } = await openScreen(<CodeRulesPanel />, {
      start: { settings: { ...startOf().settings, codeRules: rules } },
    })
    expect(screen.queryAllByText('2 rules. All the rest: Member’s card.')).toHaveLength(1)
    await user.click(button('Change or try'))
    expect(await screen.findAllByRole('dialog', { name: 'What codes mean' })).toHaveLength(1)
  })

  it('say for how long the same member is asked about', async () => {
    const { asked, user } = await openScreen(<AgainChoice />)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '30 s' }).checked).toBe(true)
    await user.click(screen.getByRole('radio', { name: 'Double press' }))
    expect(asked('settings')).toEqual([{ againSeconds: 0 }])
    expect(await screen.findAllByText(/^Only pressing the same twice/u)).toHaveLength(1)
  })
})
