import { describe, expect, test, vi } from 'vitest'
import { registerCustomer } from '../../../electron/main/ipc/register-customer.ts'
import { isCustomerPage } from '../../../electron/main/protocol.ts'
import { requests } from '../../../shared/ipc/channels.ts'
import { customerChannels } from '../../../shared/ipc/customer-channels.ts'
import { memoryLog } from './memory-log.ts'

const page = 'app://customer/customer.html'
const id = '01JD0000000000000000000000'

function register() {
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>()
  const answered = vi.fn()
  registerCustomer({
    ipcMain: {
      handle: (channel, handler) => void handlers.set(channel, handler as (event: unknown) => unknown),
    },
    trust: { windowContentsId: () => 7, isOurs: (address) => isCustomerPage(address, null) },
    ready: () => ({
      shop: 'Corner Café',
      practice: false,
      theme: 'system',
      locale: 'en',
      view: { kind: 'idle', invitation: null },
    }),
    answered,
    log: memoryLog(),
    newId: () => id,
  })
  const ask = (channel: string, args: readonly unknown[], sender = 7, url = page, parent: unknown = null) =>
    handlers.get(channel)?.({ sender: { id: sender }, senderFrame: { url, parent } }, ...args)
  return { handlers, ask, answered }
}

const refused = { ok: false, error: { kind: 'bad-request', id } }

describe('what answers the customer’s page', () => {
  test('it has two channels, and none of the till’s', () => {
    const { handlers } = register()
    expect([...handlers.keys()]).toEqual([customerChannels.ready, customerChannels.answer])
    expect(Object.values(requests)).not.toContain(customerChannels.ready)
    expect(Object.values(requests)).not.toContain(customerChannels.answer)
  })

  test('only the customer’s own window is answered, and only its own page in it', () => {
    const { ask } = register()
    expect(ask(customerChannels.ready, [undefined])).toMatchObject({
      ok: true,
      value: { shop: 'Corner Café' },
    })
    expect(ask(customerChannels.ready, [], 8)).toEqual(refused)
    expect(ask(customerChannels.ready, [], 7, 'app://stampwell/index.html')).toEqual(refused)
    expect(ask(customerChannels.ready, [], 7, 'app://customer/assets/other.html')).toEqual(refused)
    expect(ask(customerChannels.ready, [], 7, page, {})).toEqual(refused)
  })

  test('an answer is one of the three, and a typed number is digits', () => {
    const { ask, answered } = register()
    const say = (answer: unknown): unknown => ask(customerChannels.answer, [{ id, answer }])
    expect(say({ kind: 'yes' })).toEqual({ ok: true, value: null })
    expect(say({ kind: 'typed', phone: '+49171' })).toEqual({ ok: true, value: null })
    expect(answered.mock.calls).toEqual([
      [id, { kind: 'yes' }],
      [id, { kind: 'typed', phone: '+49171' }],
    ])
    for (const bad of [
      { kind: 'maybe' },
      { kind: 'typed', phone: '<b>1' },
      { kind: 'typed', phone: '1'.repeat(19) },
      { kind: 'yes', more: 1 },
      null,
    ]) {
      expect(say(bad)).toEqual(refused)
    }
    expect(ask(customerChannels.answer, [{ id, answer: { kind: 'yes' } }, 'more'])).toEqual(refused)
    expect(answered).toHaveBeenCalledTimes(2)
  })
})
