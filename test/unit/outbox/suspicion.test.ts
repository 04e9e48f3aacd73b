import { describe, expect, test } from 'vitest'
import { suspicionOf } from '../../../electron/main/outbox/pure/suspicion.ts'
import type { FileFacts, Here, Mark } from '../../../electron/main/outbox/pure/suspicion.ts'

const hashAt = (n: number): string | null => (n <= 9 ? `hash ${n}` : null)
const file: FileFacts = { tillId: 'A', machine: 'm', fileId: 'f', lastN: 9, hashAt }
const mark: Mark = { fileId: 'f', n: 9, hash: 'hash 9' }
const here: Here = { tillId: 'A', machine: 'm', marks: [mark] }

describe('a file', () => {
  test('that is as it was left, or came further before a crash, is the one and only', () => {
    expect(suspicionOf(file, here)).toBeNull()
    expect(suspicionOf(file, { ...here, marks: [] })).toBeNull()
    expect(suspicionOf(file, { ...here, marks: [{ ...mark, n: 5, hash: 'hash 5' }] })).toBeNull()
  })

  test('that nobody worked with yet raises no question, wherever it lies', () => {
    const fresh = { ...file, tillId: null, machine: null, fileId: null, lastN: 0 }
    expect(suspicionOf(fresh, here)).toBeNull()
    expect(suspicionOf(fresh, { tillId: 'B', machine: 'n', marks: [mark] })).toBeNull()
  })

  test('that is behind any of its marks is an older copy', () => {
    const ahead = { ...mark, n: 10, hash: 'hash 10' }
    expect(suspicionOf(file, { ...here, marks: [ahead] })).toBe('older-copy')
    expect(suspicionOf(file, { ...here, marks: [mark, ahead] })).toBe('older-copy')
  })

  test('that went another way, or is another file, is another copy', () => {
    expect(suspicionOf(file, { ...here, marks: [{ ...mark, hash: 'else' }] })).toBe('other-copy')
    expect(suspicionOf(file, { ...here, marks: [{ ...mark, fileId: 'g' }] })).toBe('other-copy')
    expect(suspicionOf({ ...file, fileId: null }, here)).toBe('other-copy')
  })

  test('on another machine was copied; a machine that cannot be told is not compared', () => {
    expect(suspicionOf(file, { ...here, machine: 'n' })).toBe('other-machine')
    expect(suspicionOf(file, { ...here, machine: null })).toBeNull()
    expect(suspicionOf({ ...file, machine: null }, here)).toBeNull()
  })

  test('of another till is suspect unless machine and mark both know it', () => {
    const other = { ...here, tillId: 'B' }
    expect(suspicionOf(file, other)).toBeNull()
    expect(suspicionOf(file, { ...other, marks: [] })).toBe('other-till')
    expect(suspicionOf(file, { ...other, machine: null })).toBe('other-till')
    expect(suspicionOf({ ...file, machine: null }, { ...other, machine: null })).toBe('other-till')
    expect(suspicionOf({ ...file, machine: null }, other)).toBe('other-till')
  })
})
