import { describe, expect, test, vi } from 'vitest'
import type { RequestHandlers } from '../../../electron/main/ipc/register-handlers.ts'
import { registerHandlers } from '../../../electron/main/ipc/register-handlers.ts'
import { isOurs } from '../../../electron/main/protocol.ts'
import type { RequestName } from '../../../shared/ipc/channels.ts'
import { requests } from '../../../shared/ipc/channels.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { memoryLog } from './memory-log.ts'

const defectId = '01J8ZQ4Y6M3K2N1P0R9S8T7V6W'
const page = { sender: { id: 7 }, senderFrame: { url: 'app://stampwell/index.html', parent: null } }
type Listener = (event: unknown, ...args: readonly unknown[]) => Promise<unknown>

function setUp() {
  const listeners = new Map<string, Listener>()
  const names = Object.keys(requests) as RequestName[]
  const calls = vi.fn()
  const refusal: RequestFailure = { kind: 'not-found' }
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (args: unknown) => {
        calls(name, args)
        return err(refusal)
      },
    ]),
  ) as unknown as { -readonly [N in RequestName]: RequestHandlers[N] }
  const log = memoryLog()
  const stop = registerHandlers({
    ipcMain: {
      handle: (channel, listener) => void listeners.set(channel, listener as Listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    handlers,
    trust: { windowContentsId: () => 7, isOurs: (address) => isOurs(address, 'http://localhost:5173') },
    log,
    newId: () => defectId,
  })
  const ask = (name: RequestName, args: readonly unknown[] = [], event: object = page): Promise<unknown> =>
    listeners.get(requests[name])!(event, ...args)
  return { listeners, names, calls, handlers, log, stop, ask }
}

const badRequest = { ok: false, error: { kind: 'bad-request', id: defectId } }

describe('an IPC request', () => {
  test('every channel is answered, and none once stopped', () => {
    const { listeners, names, stop } = setUp()
    expect([...listeners.keys()].sort()).toEqual(names.map((name) => requests[name]).sort())
    stop()
    expect(listeners.size).toBe(0)
  })

  test('reaches its handler parsed, and the answer goes back as it is', async () => {
    const { ask, handlers } = setUp()
    handlers.search = ({ query }) => ok({ query, rows: [], more: false, complete: true, beyond: false })
    expect(await ask('search', [{ query: 'ana' }])).toEqual(
      ok({ query: 'ana', rows: [], more: false, complete: true, beyond: false }),
    )
  })

  test('is taken from the development server while there is one', async () => {
    const { ask } = setUp()
    const event = { ...page, senderFrame: { url: 'http://localhost:5173/index.html', parent: null } }
    expect(await ask('probe', [], event)).toEqual({ ok: false, error: { kind: 'not-found' } })
  })

  test.each([
    ['another page', { ...page, senderFrame: { url: 'https://example.com/', parent: null } }],
    [
      'a page that only begins like ours',
      { ...page, senderFrame: { url: 'app://stampwell.example.com/', parent: null } },
    ],
    ['a frame inside our page', { ...page, senderFrame: { ...page.senderFrame, parent: {} } }],
    ['a frame that is gone', { ...page, senderFrame: null }],
    ['another window', { ...page, sender: { id: 8 } }],
  ])('from %s is refused and told to the log', async (_who, event) => {
    const { ask, calls, log } = setUp()
    expect(await ask('search', [{ query: 'ana' }], event)).toEqual(badRequest)
    expect(calls).not.toHaveBeenCalled()
    expect(log.lines).toEqual([
      `error ipc.bad-request {"id":"${defectId}","channel":"members.search","problem":"sender"}`,
    ])
  })

  test.each<[string, RequestName, readonly unknown[]]>([
    ['no argument', 'search', []],
    ['the wrong shape', 'search', [{ query: 7 }]],
    ['a key too many', 'search', [{ query: 'ana', limit: 1 }]],
    ['a stage that is none', 'search', [{ query: 'ana', stage: 'last' }]],
    ['an argument too many', 'search', [{ query: 'ana' }, 'more']],
    ['an argument where none is taken', 'probe', [{}]],
    ['an id that is none', 'undo', [{ id: '../../etc/passwd' }]],
    ['a prototype in disguise', 'settings', [JSON.parse('{"__proto__":{"theme":"dark"},"theme":"pink"}')]],
  ])('with %s is refused, and its content is not logged', async (_what, name, args) => {
    const { ask, calls, log } = setUp()
    expect(await ask(name, args)).toEqual(badRequest)
    expect(calls).not.toHaveBeenCalled()
    expect(log.lines).toEqual([
      `error ipc.bad-request {"id":"${defectId}","channel":"${requests[name]}","problem":"argument"}`,
    ])
  })

  test('for every channel rubbish is refused before any handler runs', async () => {
    const { ask, calls, names } = setUp()
    for (const name of names) {
      for (const rubbish of [null, 0, 'x', [], { x: 1 }]) {
        expect(await ask(name, [rubbish])).toEqual(badRequest)
      }
    }
    expect(calls).not.toHaveBeenCalled()
  })

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('Ana Pérez')
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('Ana Pérez'))],
  ])('whose handler %s is a typed failure, and the log knows where but not who', async (_how, broken) => {
    const { ask, handlers, log } = setUp()
    handlers.search = broken
    expect(await ask('search', [{ query: 'Ana Pérez' }])).toEqual({
      ok: false,
      error: { kind: 'internal', id: defectId },
    })
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toContain('error ipc.handler-threw')
    expect(log.lines[0]).toContain('register-handlers.test.ts')
    expect(log.lines[0]).not.toContain('Ana')
  })
})
