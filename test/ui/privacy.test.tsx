import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { memberName } from '../../shared/domain/member-name.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { hasWork } from '../../renderer/stores/forget.ts'
import { goTo } from '../../renderer/stores/navigation.ts'
import { openMember, remember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { madeUpMembers } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

// Nothing waits for these.
const people = madeUpMembers().filter((member) => !hasWork(member))
const person = (at: number): MemberView => people[at] ?? expect.fail('nobody there')
// No scanner is near: a person's pace between keys tells nothing here.
const user = userEvent.setup({ delay: null })
/** However busy the machine is. */
const patiently = (check: () => void): Promise<void> => waitFor(check, { timeout: 10_000 })
const question = (): Promise<HTMLElement> => screen.findByRole('alertdialog', {}, { timeout: 10_000 })
const panel = (): HTMLElement => screen.getByRole('region', { name: 'Members’ privacy' })

test('a member is forgotten behind a question that says what goes and what stays; nothing on screen names them then', async () => {
  const { fake, till } = await renderTill()
  const member = person(0)
  const name = memberName(member.details)
  await follow(() => openMember(till, member.key))
  await user.click(screen.getByText('Forget on this till…'))
  const asked = await question()
  for (const part of [/^What goes/u, /^What stays/u, /once their card is scanned/u])
    expect(within(asked).queryAllByText(part)).toHaveLength(1)
  // Enter and Escape forget nobody.
  await user.keyboard('{Enter}{Escape}')
  await patiently(() => {
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
  expect(fake.calls.filter((call) => call.name === 'forgetMember')).toEqual([])
  await user.click(screen.getByText('Forget on this till…'))
  await user.click(within(await question()).getByText('Forget'))
  await patiently(() => {
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
  expect(fake.calls.filter((call) => call.name === 'forgetMember').map(({ args }) => args)).toEqual([
    { key: member.key },
  ])
  expect(document.body.textContent).not.toContain(name)
  expect(screen.getAllByText('The member is forgotten on this till.').length).toBeGreaterThan(0)
})

test('with a member go, from the last at the counter, who was called the same person and their cards', async () => {
  const entry = { row: rowOf(person(1)), remoteId: '2', waiting: 0, codes: [] }
  const member = { ...person(0), people: { entries: [entry], offers: [], words: [] } }
  const { till } = await renderTill({}, [member, person(2)])
  const [code = ''] = member.codes
  for (const key of [person(1).key, person(2).key]) remember(till, { key, code: null, name: 'Somebody' })
  remember(till, { key: null, code, name: null })
  remember(till, { key: null, code: 'ANOTHER', name: null })
  await follow(() => openMember(till, member.key))
  await user.click(screen.getByText('Forget on this till…'))
  await user.click(within(await question()).getByText('Forget'))
  await patiently(() => {
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
  expect(till.counter.getState().recents.map((recent) => recent.key ?? recent.code)).toEqual([
    'ANOTHER',
    person(2).key,
  ])
})

test('a member for whom something waits is not forgotten, and the question says why', async () => {
  const card = person(0).cards[0] ?? expect.fail('no card')
  const waits = { ...person(0), cards: [{ ...card, waiting: 2 }] }
  const { till } = await renderTill({}, [waits])
  await follow(() => openMember(till, waits.key))
  await user.click(screen.getByText('Forget on this till…'))
  const asked = await question()
  expect(within(asked).queryAllByText(/has not arrived at Leal yet/u)).toHaveLength(1)
  expect(within(asked).queryByText('Forget')).toBeNull()
})

test('what main refuses to forget is said, and the member stays', async () => {
  const { fake, till } = await renderTill()
  fake.answer('forgetMember', () => Promise.resolve(err({ kind: 'work-waiting', waiting: 1 })))
  await follow(() => openMember(till, person(0).key))
  await user.click(screen.getByText('Forget on this till…'))
  await user.click(within(await question()).getByText('Forget'))
  expect((await screen.findAllByText(/^1 is still waiting/u)).length).toBeGreaterThan(0)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain(memberName(person(0).details))
})

test('a scan closes the question and forgets nobody', async () => {
  const { fake, till } = await renderTill()
  await follow(() => openMember(till, person(0).key))
  await user.click(screen.getByText('Forget on this till…'))
  await question()
  await follow(() => scanned(till, person(1).codes[0] ?? expect.fail('no card')))
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(fake.calls.filter((call) => call.name === 'forgetMember')).toEqual([])
})

test('the settings say how members are looked up, and the list is thrown away only after a question', async () => {
  const { fake, till } = await renderTill()
  await follow(() => {
    goTo(till, 'settings')
  })
  await screen.findByRole('region', { name: 'Members’ privacy' })
  await user.click(within(panel()).getByRole('radio', { name: 'Card or whole phone alone' }))
  expect(fake.calls.filter((call) => call.name === 'settings').map(({ args }) => args)).toEqual([
    { nameLookUp: false },
  ])
  expect(within(panel()).queryAllByText(/^Nobody is found by a name/u)).toHaveLength(1)
  await user.click(within(panel()).getByText('Read the member list anew…'))
  const asked = await question()
  fake.answer('rebuildList', () =>
    Promise.resolve(ok({ phase: 'empty', members: 0, total: null, finishedAt: null })),
  )
  await user.click(within(asked).getByText('Throw away and read anew'))
  await patiently(() => {
    expect(till.status.getState().directory.phase).toBe('empty')
  })
})
