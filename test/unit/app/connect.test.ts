import { expect, test } from 'vitest'
import { createConnect } from '../../../electron/main/app/connect.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import { memoryLog } from '../shell/memory-log.ts'

const minute = 60_000

/** A desk that may hold keys and reach nobody. */
function desk() {
  const time = createFakeTime()
  const unused = (): never => expect.fail('nobody is asked')
  let drawn = 0
  const connect = createConnect({
    ...{ clock: time, timers: time.timers, log: memoryLog(), sleep: unused, live: unused, known: unused },
    ...{ switchTo: unused, inTurn: unused, newId: () => `key-${String((drawn += 1))}` },
    transport: { read: unused, write: unused },
    keys: { keyOf: unused, take: unused, load: unused, isKept: unused },
    keeps: () => Promise.resolve(true),
  })
  const hold = async (key: string): Promise<string> => {
    const answer = await connect.holdKey({ provider: 'leal', key: { kind: 'key', key } })
    return answer.ok ? answer.value.held : expect.fail(answer.error.kind)
  }
  /** An address that is none is looked at after the key. */
  const isHeld = async (held: string): Promise<boolean> => {
    const answer = await connect.test({ held, baseUrl: 'no address', store: null })
    if (answer.ok || answer.error.kind !== 'not-connected') return expect.fail('that was no address')
    return answer.error.problem !== 'key-missing'
  }
  return { connect, time, hold, isHeld }
}

test('a key whose form was left open is let go after some minutes, counted from when somebody was last at it', async () => {
  const { time, hold, isHeld } = desk()
  const held = await hold('one')
  await time.advance(9 * minute)
  expect(await isHeld(held)).toBe(true)
  await time.advance(9 * minute)
  expect(await isHeld(held)).toBe(true)
  await time.advance(10 * minute)
  expect(await isHeld(held)).toBe(false)
})

test('the time of a key that was let go ends nothing for the one after it', async () => {
  const { connect, time, hold, isHeld } = desk()
  const first = await hold('one')
  await time.advance(8 * minute)
  connect.dropKey(first)
  const second = await hold('two')
  await time.advance(8 * minute)
  expect([await isHeld(first), await isHeld(second)]).toEqual([false, true])
  connect.pageGone()
  expect(await isHeld(second)).toBe(false)
})
