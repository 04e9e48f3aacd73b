import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readArguments, UsageError } from '../../proof/support/arguments.ts'

const known = { numbers: ['schedules'], flags: ['planted'], texts: ['only'] }
const schedules = (...args: readonly string[]): number => readArguments(args, known).number('schedules', 7, 1)

describe('the command line of a proof', () => {
  test('is read as it was typed, and what was not typed is the default', () => {
    const given = readArguments(['--schedules', '12', '--planted', '--only', 'ff'], known)
    expect(given.number('schedules', 7, 1)).toBe(12)
    expect(given.flag('planted')).toBe(true)
    expect(given.text('only')).toBe('ff')
    const none = readArguments([], known)
    expect([none.number('schedules', 7), none.flag('planted'), none.text('only')]).toEqual([7, false, null])
  })

  test.each(['abc', '0', '-1', '1.5', '1e3', '', ' 4', '99999999999999999999'])(
    '%j is no number of runs',
    (text) => {
      expect(() => schedules(`--schedules=${text}`)).toThrow(UsageError)
    },
  )

  test.each([
    [['--shedules', '5']],
    [['--schedules']],
    [['nosuch']],
    [['--planted', 'nosuch']],
    [['--planted=5']],
  ])('%j is not understood', (args) => {
    expect(() => schedules(...args)).toThrow(UsageError)
  })
})

describe('a proof that is called wrongly', () => {
  const script = path.resolve(import.meta.dirname, '../../../scripts/proof.mjs')
  const typos: readonly (readonly [string, ...string[]])[] = [
    ['sim', '--schedules', 'abc'],
    ['sim', '--only', 'xyz'],
    ['sim', '--planted', 'nosuch'],
    ['crash', '--kills', '0'],
    ['powerloss', '--image', '5'],
    ['hostile', '--plant', '99'],
    ['diskfull', '--step', 'x'],
    ['catalogue', '--row', '43'],
  ]

  test.each(typos)('%s %s %s proves nothing, and says what may be typed', (...typed) => {
    const ran = spawnSync(process.execPath, [script, ...typed], { encoding: 'utf8' })
    expect(ran.status).toBe(2)
    expect(ran.stdout).toBe('')
    expect(ran.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^${typed[0]}: .+\\.?$`)),
      expect.stringMatching(new RegExp(`^Usage: npm run ${typed[0]} -- `)),
    ])
  })
})
