import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLog, logFile, warningsTo } from '../../../electron/main/log.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const options = (change: Partial<Parameters<typeof logFile>[0]> = {}) => ({
  folder: path.join(folder, 'logs'),
  maxBytes: 1_000,
  keep: 3,
  onFailure: () => undefined,
  ...change,
})

describe('the log', () => {
  test('writes one line of JSON with the time of the injected clock', () => {
    const lines: string[] = []
    const log = createLog({
      level: 'info',
      now: () => Date.UTC(2026, 0, 2),
      sinks: [(line) => lines.push(line)],
    })
    log.info('outbox.claimed', { count: 3 })
    expect(lines).toEqual([
      '{"at":"2026-01-02T00:00:00.000Z","level":"info","event":"outbox.claimed","count":3}',
    ])
  })

  test('leaves out what is below its level', () => {
    const seen: string[] = []
    const log = createLog({ level: 'warn', now: () => 0, sinks: [(_line, level) => seen.push(level)] })
    log.debug('a.a')
    log.info('a.a')
    log.warn('a.a')
    log.error('a.a')
    expect(seen).toEqual(['warn', 'error'])
  })

  test('never lets a field forge the time, the level or the event', () => {
    const lines: string[] = []
    const log = createLog({ level: 'info', now: () => 0, sinks: [(line) => lines.push(line)] })
    log.info('a.b', { at: 'x', level: 'error', event: 'c.d' })
    expect(JSON.parse(lines[0]!)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      event: 'a.b',
      dropped: 3,
    })
  })

  test('is one line whatever it is given', () => {
    const lines: string[] = []
    const log = createLog({ level: 'debug', now: () => 0, sinks: [(line) => lines.push(line)] })
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.anything()), (event, fields) => {
        log.info(event, fields)
        const line = lines.at(-1)!
        expect(line).not.toMatch(/[\n\r]/)
        expect(JSON.parse(line)).toHaveProperty('event')
      }),
    )
  })

  test('hands only warnings and errors to stderr', () => {
    const write = vi.fn()
    const sink = warningsTo({ write, on: vi.fn() })
    sink('i', 'info')
    sink('w', 'warn')
    sink('e', 'error')
    expect(write.mock.calls).toEqual([['w\n'], ['e\n']])
  })

  test('writes no more to a stderr that refused, and never throws', () => {
    const write = vi.fn(() => {
      throw new Error('EBADF')
    })
    const sink = warningsTo({ write, on: vi.fn() })
    expect(() => sink('e', 'error')).not.toThrow()
    sink('e', 'error')
    expect(write).toHaveBeenCalledTimes(1)
  })

  test('whose reader has gone tells of no defect, and of nothing any more', async () => {
    const program = `
      import { createLog, warningsTo } from ${JSON.stringify(new URL('../../../electron/main/log.ts', import.meta.url).href)}
      const lines = []
      const log = createLog({
        level: 'info', now: Date.now, sinks: [(line) => lines.push(line), warningsTo(process.stderr)],
      })
      process.on('uncaughtException', (error) => { if (lines.length < 100) log.error('process.uncaught', { error }) })
      process.stdin.once('data', () => {
        log.warn('a.first')
        setTimeout(() => {
          log.warn('a.second')
          setTimeout(() => {
            process.stdout.write(lines.map((line) => JSON.parse(line).event).join(), () => process.exit())
          }, 50)
        }, 50)
      })`
    const till = spawn(process.execPath, ['--input-type=module', '--eval', program])
    const said: string[] = []
    till.stdout.on('data', (text) => said.push(String(text)))
    till.stderr.once('close', () => till.stdin.write('now'))
    till.stderr.destroy()
    await once(till, 'close')
    expect(said.join('')).toBe('a.first,a.second')
  })
})

describe('the log file', () => {
  test('grows to its limit, is set aside, and the oldest goes', () => {
    const write = logFile(options())
    for (let line = 0; line < 100; line += 1) write(String(line).padStart(99, '0'), 'info')
    const files = readdirSync(path.join(folder, 'logs')).sort()
    expect(files).toEqual(['terminal.1.log', 'terminal.2.log', 'terminal.log'])
    for (const file of files)
      expect(statSync(path.join(folder, 'logs', file)).size).toBeLessThanOrEqual(1_000)
    const lines = ['terminal.2.log', 'terminal.1.log', 'terminal.log'].flatMap((file) =>
      readFileSync(path.join(folder, 'logs', file), 'utf8')
        .trimEnd()
        .split('\n')
        .map(Number),
    )
    expect(lines).toEqual(Array.from({ length: 30 }, (_, index) => 70 + index))
  })

  test('goes on where the last run stopped', () => {
    logFile(options())('first', 'info')
    logFile(options())('second', 'info')
    expect(readFileSync(path.join(folder, 'logs/terminal.log'), 'utf8')).toBe('first\nsecond\n')
  })

  test('writes a line longer than its limit rather than lose it', () => {
    const write = logFile(options({ maxBytes: 10 }))
    write('x'.repeat(50), 'info')
    write('y', 'info')
    expect(readFileSync(path.join(folder, 'logs/terminal.1.log'), 'utf8')).toBe(`${'x'.repeat(50)}\n`)
  })

  test.skipIf(process.platform === 'win32')("is the user's alone", () => {
    logFile(options())('x', 'info')
    expect(statSync(path.join(folder, 'logs/terminal.log')).mode & 0o777).toBe(0o600)
  })

  test('that cannot be written says so once, works again when it can, and never throws', () => {
    const onFailure = vi.fn()
    const blocked = path.join(folder, 'logs')
    writeFileSync(blocked, 'a file where the folder should be')
    chmodSync(blocked, 0o600)
    const write = logFile(options({ onFailure }))
    write('1', 'info')
    write('2', 'info')
    expect(onFailure).toHaveBeenCalledTimes(1)
    rmSync(blocked)
    write('3', 'info')
    expect(readFileSync(path.join(blocked, 'terminal.log'), 'utf8')).toBe('3\n')
  })
})
