import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MemberView } from '../../shared/domain/views.ts'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { bindEvents } from '../../renderer/stores/events.ts'
import { openMember, refreshMember } from '../../renderer/stores/open-member.ts'
import { boot } from '../../renderer/stores/session.ts'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { madeUpMembers } from './fake-shop.ts'
import { createFakeTerminal } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'

const [ada, ben] = madeUpMembers() as [MemberView, MemberView]

let fake: FakeTerminal
let till: Till
let unbind: () => void
let frames: (() => void)[]

function called(view: MemberView, firstName: string): MemberView {
  return { ...view, details: { ...view.details, firstName } }
}

function onScreen(): string | undefined {
  return till.member.getState().view?.details.firstName
}

/** The next frame is drawn. */
async function paint(): Promise<void> {
  for (const frame of frames.splice(0)) frame()
  // What is posted from a frame's callback.
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(async () => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work))
  fake = createFakeTerminal({}, [ada, ben])
  till = createTill(terminalOf(fake.api))
  unbind = bindEvents(till)
  await boot(till)
  await paint()
})

afterEach(() => {
  unbind()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a newer view of whoever is being opened', () => {
  it('waits until they are painted; the newest is then shown', async () => {
    await openMember(till, ada.key)
    fake.emit('member', called(ada, 'Older'))
    fake.emit('member', called(ada, 'Newer'))
    expect(onScreen()).toBe(ada.details.firstName)
    await paint()
    expect(onScreen()).toBe('Newer')
    fake.emit('member', called(ada, 'Newest'))
    expect(onScreen()).toBe('Newest')
  })

  it('does not wait for longer than a tenth of a second: a window that nobody sees is never painted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await openMember(till, ada.key)
    fake.emit('member', called(ada, 'Newer'))
    vi.advanceTimersByTime(99)
    expect(onScreen()).toBe(ada.details.firstName)
    vi.advanceTimersByTime(1)
    expect(onScreen()).toBe('Newer')
  })

  it('is never put over what was learned after it', async () => {
    await openMember(till, ada.key)
    fake.emit('member', called(ada, 'Older'))
    refreshMember(till, called(ada, 'Saved'))
    await paint()
    expect(onScreen()).toBe('Saved')
  })

  it('is not shown to whoever was opened meanwhile', async () => {
    await openMember(till, ada.key)
    fake.emit('member', called(ada, 'Newer'))
    await openMember(till, ben.key)
    await paint()
    expect(onScreen()).toBe(ben.details.firstName)
    // But among those who were here.
    expect(till.counter.getState().recents.map(({ name }) => name?.split(' ')[0])).toContain('Newer')
  })
})
