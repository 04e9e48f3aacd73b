import { screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { memberName } from '../../shared/domain/member-name.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import { openMember, remember } from '../../renderer/stores/open-member.ts'
import { goTo, toIdle } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { madeUpMembers, operation, startOf } from './fake-shop.ts'
import { follow, renderTill } from './render-till.tsx'

const people = madeUpMembers()
const person = (at: number): MemberView => people[at] ?? expect.fail('nobody there')
const lately = (): HTMLElement => screen.getByRole('navigation', { name: 'Lately here' })
const renamed = (member: MemberView): MemberView => ({
  ...member,
  details: { ...member.details, firstName: 'Renata', lastName: 'Neu' },
})

test('a code that leads to a member is no unknown card from then on, also where it is another entry’s of the same person', async () => {
  const { fake, till } = await renderTill()
  const member = person(0)
  const [own = ''] = member.codes
  for (const code of [own, 'OF-THE-OTHER', 'ANOTHER']) remember(till, { key: null, code, name: null })
  fake.answer('scan', async ({ raw }) => ok({ kind: 'member', member, code: raw }))
  await follow(() => scanned(till, 'OF-THE-OTHER'))
  expect(till.counter.getState().recents.map(({ key, code }) => key ?? code)).toEqual([member.key, 'ANOTHER'])
})

test('a card that became a member’s is among the last at the counter under their name alone', async () => {
  const { fake, till } = await renderTill()
  const member = person(0)
  await follow(() => openMember(till, member.key))
  remember(till, { key: null, code: 'NEW-CARD', name: null })
  await follow(() => {
    fake.emit('member', { ...member, codes: [...member.codes, 'NEW-CARD'] })
  })
  expect(till.counter.getState().recents.map(({ key, code }) => key ?? code)).toEqual([member.key])
})

test('whoever is called otherwise by now is called so among the last at the counter, and where something can be taken back', async () => {
  const { fake, till } = await renderTill()
  const member = person(0)
  const before = memberName(member.details)
  const made = operation({ kind: 'card.attach', code: 'CARD' }, before, member.key, {
    undoUntil: Date.now() + 60_000,
    choices: { undo: true, retry: false, fix: false, confirm: false, drop: false },
  })
  await follow(() => openMember(till, member.key))
  await follow(() => {
    fake.emit('operation', made)
  })
  await follow(() => openMember(till, person(1).key))
  const strip = (): string => screen.getByRole('list', { name: 'Can still be undone' }).textContent
  expect(strip()).toContain(before)
  await follow(() => {
    fake.emit('member', renamed(member))
  })
  expect(strip()).toContain('Renata Neu')
  expect(strip()).not.toContain(before)
  await follow(() => {
    toIdle(till)
  })
  expect(within(lately()).queryAllByText('Renata Neu')).toHaveLength(1)
  expect(within(lately()).queryByText(before)).toBeNull()
  // Who was there last still is.
  expect(till.counter.getState().recents.map(({ key }) => key)).toEqual([person(1).key, member.key])
})

test('a shop that finds nobody by name is told so at the counter, and names nobody who was there', async () => {
  const { settings } = startOf()
  const { till } = await renderTill({ settings: { ...settings, nameLookUp: false } })
  remember(till, { key: null, code: 'UNKNOWN', name: null })
  await follow(() => openMember(till, person(0).key))
  await follow(() => {
    toIdle(till)
  })
  expect(screen.queryAllByText('Scan a card at any time. Or type the whole phone number.')).toHaveLength(1)
  expect(within(lately()).getAllByRole('button')).toHaveLength(1)
  expect(lately().textContent).not.toContain(memberName(person(0).details))
  expect(within(lately()).queryAllByText('Card UNKNOWN')).toHaveLength(1)
})

test('law: of a long card number the last signs are shown, which tell cards apart', async () => {
  const { till } = await renderTill()
  await follow(() => {
    remember(till, { key: null, code: '29990000012345678', name: null })
  })
  expect(within(lately()).queryAllByText('Card …0000012345678')).toHaveLength(1)
})

test('whatever opens is seen from its beginning; what is told of it anew moves nothing', async () => {
  const { fake, till } = await renderTill()
  const scroller = document.querySelector('.shell__screen') ?? expect.fail('no screen')
  const scrolled = (): number => {
    scroller.scrollTop = 36
    return scroller.scrollTop
  }
  expect(scrolled()).toBe(36)
  await follow(() => openMember(till, person(0).key))
  expect(scroller.scrollTop).toBe(0)
  scrolled()
  await follow(() => {
    fake.emit('member', renamed(person(0)))
  })
  expect(scroller.scrollTop).toBe(36)
  await follow(() => openMember(till, person(1).key))
  expect(scroller.scrollTop).toBe(0)
})

test('on another screen the way back to the counter can be read', async () => {
  const { till } = await renderTill()
  const word = (): string | null =>
    screen.getByRole('button', { name: /Counter$/u }).querySelector('.top-bar__way-back')?.textContent ?? null
  expect(word()).toBeNull()
  await follow(() => {
    goTo(till, 'queue')
  })
  expect(word()).toBe('Counter')
})

test('a reward that is being taken is seen, however low the window is', async () => {
  const { till } = await renderTill()
  const seen: string[] = []
  const into = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    seen.push(this.className)
  })
  await follow(() => openMember(till, person(0).key))
  seen.length = 0
  await follow(() => {
    till.member.setState({
      redeemed: operation(
        { kind: 'reward.redeem', rewardName: 'Free coffee', cost: 10, provisional: false },
        'Ana',
        person(0).key,
      ),
    })
  })
  expect(seen).toEqual(['redemption redemption--asking'])
  into.mockRestore()
})
