import { expect, test } from 'vitest'
import { attemptsOf } from '../../../electron/main/db/tables/attempts.ts'
import type { Answer, Failure } from '../../../electron/main/providers/provider.ts'
import type { HeldCard } from '../../../shared/domain/member.ts'
import { createTill, stamps } from './support/till.ts'

const failures: readonly Failure[] = [
  { kind: 'rate-limited', retryAfterMs: 1_000 },
  { kind: 'no-answer', cause: 'timeout' },
  { kind: 'refused', status: 422, fields: {} },
]

test.each(failures)(
  'an answer that comes to a run that is no more says nothing of the next try: %j',
  async (late) => {
    const till = createTill({ file: ':memory:' })
    try {
      till.fake.add('1', { stamps: 4 })
      const waiting: ((answer: Answer<HeldCard>) => void)[] = []
      const { addStamps } = till.fake.provider
      Object.assign(till.fake.provider, { addStamps: () => new Promise((answer) => waiting.push(answer)) })
      const saved = till.save(stamps('1', 2))
      await till.time.settle()
      // Another run takes the file over, looks twice, finds nothing and sends it again.
      till.restart()
      await till.time.advance(60_000)
      expect([till.state(saved), waiting.length]).toEqual(['sending', 2])
      const evidence = { http: null, requestId: null, startedAt: 0, ms: 0, serverDate: null }
      waiting[0]?.({ ok: false, failure: late, evidence })
      await till.time.settle()
      expect(till.state(saved)).toBe('sending')
      expect(attemptsOf(till.db, saved.seq).map(({ outcome }) => outcome)).toEqual(['interrupted', null])
      waiting[1]?.(await addStamps('1', 'card-1', 2, { priority: 'background', tag: 'x' }))
      await till.time.advance(60_000)
      expect(till.outbox.view(saved.id)).toMatchObject({ state: 'done', proof: 'response' })
      expect([waiting.length, till.fake.applied.length]).toEqual([2, 1])
    } finally {
      till.close()
    }
  },
)
