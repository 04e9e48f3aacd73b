import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { FetchLimits } from '../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import { createHttp } from '../../electron/main/providers/http.ts'
import type { Dialect } from '../../electron/main/providers/inveterate/inveterate-bodies.ts'
import {
  authorize,
  createInveterateClient,
} from '../../electron/main/providers/inveterate/inveterate-client.ts'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { baseOf } from '../../electron/main/providers/inveterate/inveterate-normalize.ts'
import { readRefusal } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import { contractTools } from './provider-contract.ts'

/** Short enough for a test of an answer that never ends, long enough for a busy machine. */
const limits: Partial<FetchLimits> = { headersMs: 5_000, bodyMs: 300 }

/** How a client is bound for a test. */
export interface Binding {
  readonly key?: string
  readonly dialect?: Dialect
  readonly transport?: Transport
}

/** The client over the product's own HTTP and, unless told otherwise, its own transport. */
export function inveterateOver(origin: string, binding: Binding = {}): InveterateClient {
  const transport = binding.transport ?? createTransport({ limits })
  const http = createHttp({
    ...contractTools(transport, binding.key ?? 'inv-key'),
    baseUrl: baseOf(origin),
    requestsPerSecond: null,
    authorize,
    readRefusal,
  })
  return createInveterateClient({ http, clock: Date, dialect: binding.dialect ?? 'current' })
}

export const quietly = { priority: 'background' } as const

export const firstMember = '6082598928001'
export const stranger = '7000000000001'
export const tag = 'T1-01JDCONTRACT0001'

export const enrolment = {
  customerId: stranger,
  wasReferred: true,
  segmentId: '3a636361',
  overrideSpendThreshold: true,
  keepInSpendBasedTier: false,
  credits: 250,
  birthday: '1990-02-28',
} as const

export const credit = { amount: 150, tag, note: 'coffee', force: false } as const
