import { describe, expect, it } from 'vitest'
import { TransportError } from '../../../electron/main/outbound/transport-error.ts'
import {
  createPracticeTransport,
  inProcessTransport,
  practiceOrigin,
  slowMs,
} from '../../../electron/main/training/practice-transport.ts'
import type { PracticeTransport } from '../../../electron/main/training/practice-transport.ts'

function shop(): { practice: PracticeTransport; done: string[]; slept: number[] } {
  const done: string[] = []
  const slept: number[] = []
  const transport = inProcessTransport(async (request) => {
    done.push(request.method)
    return Response.json({})
  })
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms)
  }
  return { practice: createPracticeTransport({ transport, sleep }), done, slept }
}

const read = ({ transport }: PracticeTransport): Promise<Response> => transport.read(practiceOrigin)
const write = ({ transport }: PracticeTransport, init: RequestInit = {}): Promise<Response> =>
  transport.write(practiceOrigin, { method: 'POST', ...init })

async function trouble(call: Promise<Response>): Promise<unknown> {
  const error: unknown = await call.then(
    () => 'answered',
    (thrown: unknown) => thrown,
  )
  return error instanceof TransportError ? error.trouble : error
}

describe('the weather of practice', () => {
  it('begins online', async () => {
    const { practice, done, slept } = shop()
    expect(practice.condition()).toBe('online')
    expect((await write(practice)).status).toBe(200)
    expect([done, slept]).toEqual([['POST'], []])
  })

  it('offline nothing is sent, and that is what the error says', async () => {
    const { practice, done } = shop()
    practice.setCondition('offline')
    expect(await trouble(write(practice))).toEqual({ kind: 'not-sent', cause: 'unreachable' })
    expect(await trouble(read(practice))).toEqual({ kind: 'not-sent', cause: 'unreachable' })
    expect(done).toEqual([])
  })

  it('dropped replies: the work is done and its answer lost, while reads go through', async () => {
    const { practice, done } = shop()
    practice.setCondition('drop-replies')
    expect(await trouble(write(practice))).toEqual({ kind: 'no-answer', cause: 'reset' })
    expect((await read(practice)).status).toBe(200)
    expect(done).toEqual(['POST', 'GET'])
  })

  it('slow holds a request back before it is sent', async () => {
    const { practice, done, slept } = shop()
    practice.setCondition('slow')
    await read(practice)
    expect([done, slept]).toEqual([['GET'], [slowMs]])
    const given = write(practice, { signal: AbortSignal.abort() })
    expect(await trouble(given)).toEqual({ kind: 'not-sent', cause: 'aborted' })
    expect(done).toEqual(['GET'])
  })

  it('a condition that changes while a request is held back counts for it', async () => {
    const transport = inProcessTransport(async () => Response.json({}))
    const practice: PracticeTransport = createPracticeTransport({
      transport,
      sleep: async () => {
        practice.setCondition('offline')
      },
    })
    practice.setCondition('slow')
    expect(await trouble(read(practice))).toEqual({ kind: 'not-sent', cause: 'unreachable' })
  })
})
