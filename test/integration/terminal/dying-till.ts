// A whole till in a process of its own, to be killed.
//
//   node dying-till.ts <user data> <second folder>
//
// A line on standard input is done and answered with a line: `stamp <n>` stamps n members that were not stamped yet
// and names them with the operation, `copy` makes a copy, here and in the second folder.
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { ulid } from 'ulid'
import { createTerminal } from '../../../electron/main/app/terminal.ts'
import { createHandlers } from '../../../electron/main/ipc/handlers/handlers.ts'
import { createPublisher } from '../../../electron/main/ipc/publish.ts'
import type { RequestName } from '../../../shared/ipc/channels.ts'
import type { RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import { noCustomers } from '../../fakes/no-customers.ts'
import { noScanners } from '../../fakes/no-scanners.ts'
import { hurriedTime, plainDependencies } from '../../fakes/plain-terminal.ts'

const [userData = '', secondFolder = ''] = process.argv.slice(2)
const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('STAMPWELL_') && value !== undefined ? [[name, value]] : [],
  ),
)
const terminal = createTerminal({
  ...plainDependencies({ userData, env, publisher: createPublisher(), onLine: () => undefined }),
  // Nobody waits for the end of an undo window.
  ...hurriedTime(10, Date.now()),
  dialogs: {
    saveFile: () => Promise.resolve(null),
    openFile: () => Promise.resolve(null),
    chooseFolder: () => Promise.resolve(secondFolder),
  },
})
await terminal.started
const handlers = createHandlers(terminal.desk, noScanners, noCustomers)
async function ask<N extends RequestName>(name: N, args: RequestArgs<N>): Promise<RequestMap[N]['value']> {
  const answer = await handlers[name](args)
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
  return answer.value
}

async function members(): Promise<readonly string[]> {
  for (;;) {
    const { rows, complete } = await ask('search', { query: 'a' })
    if (complete && rows.length > 0) return rows.map((row) => row.key)
    await sleep(50)
  }
}

await ask('addCashier', { name: 'Robin' })
const words = { title: '', button: '', files: '' }
await ask('chooseBackupFolder', words)
const waiting = [...(await members())]

async function stampOne(): Promise<string> {
  const key = waiting.shift()
  if (key === undefined) throw new Error('nobody is left to be stamped')
  const member = await ask('open', { key: key as `r:${string}` })
  const [card] = member.cards
  if (card === undefined || card.id === null) return stampOne()
  const saved = await ask('addStamps', {
    intent: ulid(),
    target: { kind: 'member', key: member.key },
    card: { kind: 'held', cardId: card.id },
    amount: 2,
    again: false,
  })
  return `${member.remoteId ?? ''}:${saved.operation.id}`
}

async function obey(order: string): Promise<string> {
  if (order === 'copy') {
    const { trouble } = await ask('backUpNow', undefined)
    return trouble ?? 'copied'
  }
  const made: string[] = []
  for (let left = Number(order.split(' ')[1]); left > 0; left -= 1) made.push(await stampOne())
  return made.join(' ')
}

process.stdout.write('ready\n')
for await (const order of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await obey(order)}\n`)
}
