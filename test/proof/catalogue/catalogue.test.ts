import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root, tools } from '../../../scripts/lib/project.ts'
import { plants } from '../../planted/plants.ts'
import { rotten } from '../../planted/plant.ts'
import { crashPlants } from '../crash/plants.ts'
import { diskfullPlants } from '../diskfull/plants.ts'
import { hostilePlants } from '../hostile/plants.ts'
import { normalPlants } from '../powerloss/plants.ts'
import { projects } from './main.ts'
import { filesByRow, lastRow, rowOf } from './rows.ts'
import { judge } from './verdict.ts'
import type { Report } from './verdict.ts'

const execute = promisify(execFile)
const rows = Array.from({ length: lastRow }, (_, index) => index + 1)

test('every row of the failure catalogue has a test that carries its number', () => {
  const files = filesByRow()
  expect(rows.filter((row) => !files.has(row))).toEqual([])
})

test('the tests of every row are in a part of the tests that the proof runs', async () => {
  const { stdout } = await execute(process.execPath, [tools.vitest, 'list', '--filesOnly', ...projects], {
    cwd: root,
  })
  const listed = new Set(stdout.split('\n').map((line) => line.slice(line.indexOf('test/')).trim()))
  expect([...filesByRow().values()].flat().filter((file) => !listed.has(file))).toEqual([])
})

test('every row of the failure catalogue has a mistake that its test must notice', () => {
  const planted = new Set(plants.map(rowOf))
  expect(rows.filter((row) => !planted.has(row))).toEqual([])
})

test('no planted mistake has lost its place in the product, whichever proof must notice it', () => {
  const all = [...plants, ...crashPlants, ...diskfullPlants, ...hostilePlants, ...normalPlants]
  expect(rotten(all)).toEqual([])
})

test('no two planted mistakes have one name', () => {
  const names = plants.map((plant) => plant.name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

const report = (...tests: readonly (readonly [status: string, said?: string])[]): Report => ({
  testResults: [
    {
      status: tests.some(([status]) => status === 'failed') ? 'failed' : 'passed',
      assertionResults: tests.map(([status, said]) => ({
        fullName: 'row 1: a law',
        status,
        failureMessages: said === undefined ? [] : [said],
      })),
    },
  ],
})

test('only a failed assertion counts as having noticed', () => {
  expect(judge(report(['passed'], ['failed', 'AssertionError: expected 2 to be 1\n  at']))).toEqual({
    kind: 'noticed',
    test: 'row 1: a law',
    said: 'AssertionError: expected 2 to be 1',
  })
  expect(judge(report(['passed'], ['skipped']))).toEqual({ kind: 'survived' })
  expect(judge(report(['skipped']))).toMatchObject({ kind: 'unclear', why: 'no test ran' })
  expect(judge(report(['failed', 'Error: Test timed out in 20000ms.']))).toMatchObject({ kind: 'unclear' })
  expect(judge(report(['failed', 'TypeError: x is not a function']))).toMatchObject({ kind: 'unclear' })
  expect(
    judge({ testResults: [{ status: 'failed', message: 'SyntaxError: here', assertionResults: [] }] }),
  ).toEqual({ kind: 'unclear', why: 'did not load: SyntaxError: here' })
  expect(judge(null)).toMatchObject({ kind: 'unclear' })
})
