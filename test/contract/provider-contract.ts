// What the tests of the adapters share. The contract itself is in contract.test.ts.
import type { Connection } from '../../shared/domain/connection.ts'
import type { ProviderTools } from '../../electron/main/providers/http.ts'
import type { Answer, Failure } from '../../electron/main/providers/provider.ts'

export const asCashier = { priority: 'cashier', tag: 'T1-00000000' } as const

/** The connection of the practice shop, over whatever carries it. */
export function practiceConnection(baseUrl: string): Connection {
  return {
    id: '01JD000000000000000000PRAC',
    name: 'Practice Café',
    provider: 'leal',
    mode: 'practice',
    baseUrl,
    store: '4711',
    zone: 'Europe/Berlin',
    singleTill: true,
    readLagMs: 0,
    lateBoundMs: 0,
  }
}

/** Tools with real time, for a transport. */
export function contractTools(transport: ProviderTools['transport'], key: string): ProviderTools {
  return {
    transport,
    key: () => key,
    clock: Date,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }
}

/** The value, or a failing test that shows the failure. */
export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`expected a value, got ${JSON.stringify(answer.failure)}`)
  return answer.value
}

/** The failure, or a failing test that shows the value. */
export function failureOf(answer: Answer<unknown>): Failure {
  if (answer.ok) throw new Error(`expected a failure, got ${JSON.stringify(answer.value)}`)
  return answer.failure
}
