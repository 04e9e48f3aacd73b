import { describe, expect, test } from 'vitest'
import {
  codeLane,
  keyOfLane,
  lane2Of,
  laneOf,
  lanesOf,
  mayPass,
} from '../../../electron/main/outbox/lanes.ts'
import type { OperationKind, OperationState } from '../../../shared/domain/operation.ts'
import { isMemberKey, localKey, parseMemberKey, remoteKey } from '../../../shared/domain/ids.ts'

const kinds: readonly OperationKind[] = [
  'member.create',
  'card.attach',
  'stamps.add',
  'reward.redeem',
  'member.edit',
  'balance.adjust',
]
const live: readonly OperationState[] = ['held', 'queued', 'sending', 'unknown', 'attention']

describe('a lane', () => {
  test('is the member’s key, and a code’s own while nobody is known to have it', () => {
    expect(laneOf({ kind: 'member', key: 'l:01A' })).toBe('l:01A')
    expect(laneOf({ kind: 'code', code: '471' })).toBe('card:471')
    expect(laneOf({ kind: 'code', code: '471' })).toBe(codeLane('471'))
  })

  test('is held together with its second one while somebody works on it', () => {
    expect(lanesOf({ lane: 'r:1', lane2: null })).toEqual(['r:1'])
    expect(lanesOf({ lane: 'r:1', lane2: 'card:471' })).toEqual(['r:1', 'card:471'])
  })

  test('leads back to its member, and a code’s to nobody', () => {
    expect(keyOfLane('r:12')).toBe('r:12')
    expect(keyOfLane(codeLane('12'))).toBeNull()
  })

  test('only what moves a card holds the lane of its code as well', () => {
    expect(kinds.map((kind) => lane2Of(kind, '471'))).toEqual([
      'card:471',
      'card:471',
      null,
      null,
      null,
      null,
    ])
    expect(kinds.map((kind) => lane2Of(kind, null))).toEqual([null, null, null, null, null, null])
  })

  test('only stamps and amounts go past something, and only past an edit that waits for a person or for proof', () => {
    const passing = kinds.flatMap((later) =>
      kinds.flatMap((earlier) =>
        live
          .filter((state) => mayPass({ kind: later }, { kind: earlier, state }))
          .map((state) => `${later} past ${earlier} ${state}`),
      ),
    )
    expect(passing).toEqual([
      'stamps.add past member.edit unknown',
      'stamps.add past member.edit attention',
      'balance.adjust past member.edit unknown',
      'balance.adjust past member.edit attention',
    ])
  })
})

describe('a member’s key', () => {
  test('says where its id was born', () => {
    expect(parseMemberKey(localKey('01A'))).toEqual({ origin: 'local', id: '01A' })
    expect(parseMemberKey(remoteKey('l:7'))).toEqual({ origin: 'remote', id: 'l:7' })
  })

  test('has an id of 1 to 128 characters, whatever they are', () => {
    expect(['r:1', 'l:1', 'r:\n', `r:${'x'.repeat(128)}`].filter(isMemberKey)).toHaveLength(4)
    const none = ['', 'r:', 'x:1', 'r1', ' r:1', 'card:r:1', `l:${'x'.repeat(129)}`]
    expect(none.filter(isMemberKey)).toEqual([])
  })
})
