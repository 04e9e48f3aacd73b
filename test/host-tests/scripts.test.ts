import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/project.ts'
import { proofCommands, runProofs } from '../../scripts/lib/run-proofs.ts'
import { add, playwrightTally, vitestTally } from '../../scripts/lib/tally.ts'
import { temporaryDirectory } from './support.ts'

const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((file) => {
  if (!existsSync(file)) return false
  const { stdout } = spawnSync(file, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })
  return Number(stdout) >= 20 && Number(stdout) < 24
})

function report(content: unknown): string {
  const file = path.join(temporaryDirectory(), 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe('the sum of all tests', () => {
  const vitest = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
  }

  test('adds up both runners', () => {
    const playwright = { stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 4 }, errors: [] }
    const sum = add(vitestTally(report(vitest), 1), playwrightTally(report(playwright), 1))
    expect(sum).toEqual({ passed: 8, failed: 2, skipped: 7 })
  })

  test('a file that cannot be loaded, an error outside every test and a missing report are failures', () => {
    const broken = { ...vitest, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(vitestTally(report(broken), 1).failed).toBe(1)
    expect(vitestTally(report({ ...vitest, numFailedTests: 0 }), 1).failed).toBe(1)
    expect(vitestTally('/nowhere/report.json', 0).failed).toBe(1)
    const noTests = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }
    expect(playwrightTally(report(noTests), 1).failed).toBe(1)
  })

  test('a test that needed a second try is a failure', () => {
    const flaky = { stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] }
    expect(playwrightTally(report(flaky), 0)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })
})

describe('the proofs behind the full tests', () => {
  test('all of them run, also behind one that fails, each has its line, and one that fails is named', async () => {
    const lines: string[] = []
    const failed = await runProofs(
      [
        { name: 'breaks', command: ['-e', 'process.exit(3)'] },
        { name: 'holds', command: ['-e', ''] },
      ],
      process.env,
      (line) => lines.push(line),
    )
    expect(failed).toEqual([{ name: 'breaks', code: 3 }])
    expect(lines.slice(-2)).toEqual(['breaks: FAILED (exit code 3)', 'holds: holds'])
  })

  test('each of them is there', () => {
    for (const { name, command } of proofCommands) {
      const [script = '', proof] = command
      expect(existsSync(script), name).toBe(true)
      if (name !== 'mutation')
        expect(existsSync(path.join(root, 'test/proof', proof ?? '', 'main.ts')), name).toBe(true)
    }
  })
})

describe('the scripts', () => {
  test.skipIf(oldNode === undefined).each(['start.mjs', 'test.mjs'])(
    '%s asks an old Node for a newer one in one sentence',
    (script) => {
      const { status, stdout, stderr } = spawnSync(oldNode ?? '', [path.join(root, 'scripts', script)], {
        encoding: 'utf8',
      })
      expect(status).toBe(1)
      expect(stdout).toBe('')
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(stderr).toMatch(/npm start|Node 24/)
    },
  )

  test.each([
    ['start.mjs', '--host=safari', '--host is electron or chromium'],
    ['test.mjs', '--fast', 'Usage: npm test'],
  ])('%s refuses %s before doing anything', (script, argument, sentence) => {
    const args = [path.join(root, 'scripts', script), argument]
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toContain(sentence)
  })
})
