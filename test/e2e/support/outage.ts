import path from 'node:path'
import { expect } from 'playwright/test'
import { ulid } from 'ulid'
import { machineId, thisSystem } from '../../../electron/main/app/machine.ts'
import { createTerminal } from '../../../electron/main/app/terminal.ts'
import { createHandlers } from '../../../electron/main/ipc/handlers/handlers.ts'
import type { Handlers } from '../../../electron/main/ipc/handlers/desk.ts'
import { createPublisher } from '../../../electron/main/ipc/publish.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { RequestName } from '../../../shared/ipc/channels.ts'
import type { RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import { noCustomers } from '../../fakes/no-customers.ts'
import { noScanners } from '../../fakes/no-scanners.ts'
import { hurriedTime, plainDependencies } from '../../fakes/plain-terminal.ts'
import type { LaunchOptions } from './launch.ts'
import { startPractice } from './practice-process.ts'
import type { PracticeProcess } from './practice-process.ts'

/** What an outage left behind at a shop with several tills. */
export interface Outage {
  /** The till that has them, closed. */
  readonly userData: string
  readonly options: LaunchOptions
  readonly practice: PracticeProcess
  readonly outboxFile: string
  /** Whose stamps arrived although no answer did; never arrived; arrived while another till stamped as well. */
  readonly arrived: readonly string[]
  readonly missing: readonly string[]
  readonly unclear: readonly string[]
}

/** Ask as the page does, and have what was asked for. */
type Ask = <N extends RequestName>(name: N, args: RequestArgs<N>) => Promise<RequestMap[N]['value']>

/** Members with one card. */
async function membersOf(ask: Ask, count: number): Promise<readonly MemberView[]> {
  const views = new Map<string, MemberView>()
  for (const query of ['an', 'ma', 'el', 'jo', 'ka', 'no', 'li', 'sa', 're']) {
    for (const row of (await ask('search', { query })).rows) {
      if (views.size === count) break
      const view = await ask('open', { key: row.key })
      if (view.cards.length === 1) views.set(row.key, view)
    }
  }
  expect(views.size).toBe(count)
  return [...views.values()]
}

/** Two stamps for each, as the counter gives them. */
async function stamp(ask: Ask, members: readonly MemberView[]): Promise<void> {
  for (const { key, cards } of members) {
    await ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key },
      card: { kind: 'held', cardId: cards[0]?.id ?? '' },
      amount: 2,
      again: false,
    })
  }
}

/** How much faster time passes while it happens: the shop's patience is two minutes, the breaker's half a minute. */
const haste = 240
const hour = 3_600_000

/**
 * An outage at a shop with several tills, some hours ago: 40 members are stamped and nobody answers. 31 requests
 * arrive, 6 are lost on the way, and for 3 another till stamps the same card meanwhile. The till is then closed.
 */
export async function playOutage(folder: string): Promise<Outage> {
  const practice = await startPractice(folder, 300)
  const env = { ...practice.launch.env, STAMPWELL_PRACTICE_SINGLE_TILL: '0' }
  const userData = path.join(folder, 'till')
  const terminal = createTerminal({
    ...plainDependencies({ userData, env, publisher: createPublisher(), onLine: () => undefined }),
    ...hurriedTime(haste, Date.now() - 5 * hour),
    machine: () => machineId(thisSystem()),
  })
  await terminal.started
  const handlers: Handlers = createHandlers(terminal.desk, noScanners, noCustomers)
  const ask: Ask = async (name, args) => {
    const answer = await handlers[name](args)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.kind}`)
    return answer.value
  }
  const silent = (count: number): Promise<void> =>
    expect
      .poll(async () => (await ask('operations', { filter: 'open', limit: 500 })).filter(isInDoubt).length, {
        timeout: 40_000,
      })
      .toBe(count)
  await ask('addCashier', { name: 'Robin' })
  await expect.poll(async () => (await ask('search', { query: 'an' })).complete).toBe(true)
  const members = await membersOf(ask, 40)
  const missing = members.slice(0, 6)
  const unclear = members.slice(6, 9)
  const arrived = members.slice(9)
  await practice.weather('drop-requests')
  await stamp(ask, missing)
  await silent(missing.length)
  await practice.weather('drop-replies')
  for (const { remoteId } of unclear) await practice.stampBeside(remoteId ?? '')
  await stamp(ask, [...unclear, ...arrived])
  await silent(members.length)
  await practice.weather('online')
  await expect
    .poll(async () => (await ask('operations', { filter: 'needs-you', limit: 500 })).length, {
      timeout: 40_000,
    })
    .toBe(members.length)
  await terminal.close()
  const names = (some: readonly MemberView[]): readonly string[] =>
    some.map(({ details }) => memberName(details))
  return {
    userData,
    options: { env },
    practice,
    outboxFile: path.join(userData, 'practice', 'outbox.db'),
    arrived: names(arrived),
    missing: names(missing),
    unclear: names(unclear),
  }
}

function isInDoubt({ state }: OperationView): boolean {
  return state === 'unknown' || state === 'attention'
}
