import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  parsePayload,
  payloadVersion,
  readPayload,
  whyUnread,
} from '../../../electron/main/outbox/payloads.ts'
import { newestVersion, upcast } from '../../../electron/main/outbox/pure/upcast.ts'
import type { Upcast } from '../../../electron/main/outbox/pure/upcast.ts'
import { operationKinds } from '../../../shared/domain/operation.ts'
import type { OperationKind } from '../../../shared/domain/operation.ts'

const folder = path.join(import.meta.dirname, '../../fixtures/payloads')

interface Golden {
  readonly kind: OperationKind
  readonly v: number
  readonly payload: Readonly<Record<string, unknown>>
}
const golden = (v: number): readonly (readonly [string, Golden])[] =>
  readdirSync(path.join(folder, `v${v}`)).map((name) => [
    name,
    JSON.parse(readFileSync(path.join(folder, `v${v}`, name), 'utf8')) as Golden,
  ])
const rowOf = ({ kind, v, payload }: Golden): Parameters<typeof readPayload>[0] => ({
  kind,
  v,
  payload: JSON.stringify(payload),
})

/** Every payload with one thing in it taken away or made something else, at any depth. */
function damages(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [value === 'only' || typeof value !== 'string' ? { not: value } : 17]
  }
  return Object.entries(value).flatMap(([key, part]) =>
    damages(part).map((damaged) => ({ ...value, [key]: damaged })),
  )
}

describe('payloads of version 1', () => {
  const files = golden(1)

  test('there is one of each kind at least', () => {
    expect(new Set(files.map(([, { kind }]) => kind))).toEqual(new Set(operationKinds))
  })

  test.each(files)('%s is read as it was written', (_, file) => {
    expect(parsePayload(rowOf(file))).toEqual({ kind: file.kind, payload: file.payload })
  })

  test.each(files)('%s with any one thing in it damaged is not read', (_, file) => {
    const damaged = damages(file.payload)
    expect(damaged.length).toBeGreaterThan(1)
    for (const payload of damaged) {
      expect([payload, readPayload(rowOf({ ...file, payload: payload as Golden['payload'] })).kind]).toEqual([
        payload,
        'damaged',
      ])
    }
  })

  test.each(files)('%s without any one of its parts is not read', (_, file) => {
    for (const key of Object.keys(file.payload)) {
      const { [key]: _gone, ...rest } = file.payload
      expect([key, readPayload(rowOf({ ...file, payload: rest })).kind]).toEqual([key, 'damaged'])
    }
  })

  test('amounts are whole and above zero, a code has something in it', () => {
    const wrong = (name: string, more: object): string => {
      const file = files.find(([other]) => other === name)?.[1]
      if (file === undefined) throw new Error(name)
      return readPayload(rowOf({ ...file, payload: { ...file.payload, ...more } })).kind
    }
    expect([0, -1, 1.5, 2 ** 60].map((amount) => wrong('stamps.add.held.json', { amount }))).toEqual(
      Array(4).fill('damaged'),
    )
    expect([0, 0.5].map((cost) => wrong('reward.redeem.json', { cost }))).toEqual(['damaged', 'damaged'])
    expect([0, 0.5].map((amount) => wrong('balance.adjust.json', { amount }))).toEqual(['damaged', 'damaged'])
    expect(wrong('balance.revert.json', { operationId: '' })).toBe('damaged')
    expect(wrong('balance.revert.json', { key: '' })).toBe('damaged')
    expect(wrong('member.create.full.json', { welcome: 0.5 })).toBe('damaged')
    expect(wrong('card.attach.json', { code: '' })).toBe('damaged')
    expect(wrong('card.attach.json', { code: '1' })).toBe('read')
    expect(wrong('stamps.add.held.json', { amount: 1 })).toBe('read')
  })
})

describe('what cannot be read', () => {
  const [, stamps] = golden(1).find(([name]) => name === 'stamps.add.only.json') ?? []
  const row = (more: Partial<Parameters<typeof readPayload>[0]>): ReturnType<typeof readPayload> => {
    if (stamps === undefined) throw new Error('no golden file')
    return readPayload({ ...rowOf(stamps), ...more })
  }

  test('of a later version, or of a kind without a name here, is a newer version’s', () => {
    expect(row({ v: payloadVersion + 1 })).toEqual({ kind: 'newer' })
    expect(row({ kind: 'points.add' as OperationKind })).toEqual({ kind: 'newer' })
    expect(whyUnread({ kind: 'newer' })).toEqual({ kind: 'newer-version' })
    expect(parsePayload({ kind: 'stamps.add', v: payloadVersion + 1, payload: '{}' })).toBeNull()
  })

  test('stripped, no JSON, or of a version that never was, is damaged', () => {
    for (const more of [{ payload: null }, { payload: '{' }, { payload: 'null' }, { v: 0 }, { v: -1 }]) {
      expect([more, row(more)]).toEqual([more, { kind: 'damaged' }])
    }
    expect(row({ payload: null, v: payloadVersion + 1 })).toEqual({ kind: 'damaged' })
    expect(whyUnread({ kind: 'damaged' })).toEqual({ kind: 'unreadable' })
  })
})

describe('a chain of versions', () => {
  // Made up: stamps were once a list of marks, then a count, then a count under the name that they have now.
  const count: Upcast = (kind, payload) =>
    kind === 'stamps.add' ? { stamps: (payload as { marks: unknown[] }).marks.length } : payload
  const rename: Upcast = (kind, payload) =>
    kind === 'stamps.add' ? { amount: (payload as { stamps: number }).stamps } : payload
  const steps = [count, rename]

  test('has one version more than steps', () => {
    expect([newestVersion([]), newestVersion(steps)]).toEqual([1, 3])
  })

  test('leads from each version to today’s, one step after the other', () => {
    const today = { kind: 'today', payload: { amount: 2 } }
    expect(upcast(steps, 'stamps.add', 1, { marks: ['x', 'x'] })).toEqual(today)
    expect(upcast(steps, 'stamps.add', 2, { stamps: 2 })).toEqual(today)
    expect(upcast(steps, 'stamps.add', 3, { amount: 2 })).toEqual(today)
    expect(upcast(steps, 'card.attach', 1, { code: '1' })).toEqual({ kind: 'today', payload: { code: '1' } })
  })

  test('ends before what is newer, and begins at version 1', () => {
    expect(upcast(steps, 'stamps.add', 4, {})).toEqual({ kind: 'newer' })
    expect(upcast(steps, 'stamps.add', 0, {})).toEqual({ kind: 'damaged' })
  })
})
