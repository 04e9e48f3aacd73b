import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogFields } from './redact.ts'
import { eventName, redact } from './redact.ts'

/** From the most to the least talkative. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Writes one line of JSON for each call; what it is given is redacted first. Never throws. */
export interface Log {
  /** `event` is written at the call site (`outbox.claimed`), never made of data. */
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** Takes a finished line, without its line break. */
export type LogSink = (line: string, level: LogLevel) => void

export interface LogOptions {
  readonly level: LogLevel
  /** UTC milliseconds. */
  readonly now: () => number
  readonly sinks: readonly LogSink[]
}

/** A log that hands each line at or above `level` to every sink. */
export function createLog({ level, now, sinks }: LogOptions): Log {
  const threshold = logLevels.indexOf(level)
  const write =
    (at: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(at) < threshold) return
      const line = JSON.stringify({
        at: new Date(now()).toISOString(),
        level: at,
        event: eventName(event),
        ...redact(fields),
      })
      for (const sink of sinks) sink(line, at)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** Where warnings go besides the file: `process.stderr`. */
export interface WarningStream {
  write(text: string): unknown
  on(event: 'error', listener: () => void): unknown
}

/** Hands warnings and errors to a stream; one that nobody reads any more is no reason to stop a till. */
export function warningsTo(stream: WarningStream): LogSink {
  let gone = false
  // A pipe tells later, by an event. Unheard that is a defect, which is logged, which writes here again, for ever.
  stream.on('error', () => {
    gone = true
  })
  return (line, level) => {
    if (gone || (level !== 'warn' && level !== 'error')) return
    try {
      stream.write(`${line}\n`)
    } catch {
      // The file has the line.
      gone = true
    }
  }
}

export interface LogFileOptions {
  /** Folder of the files; made when missing. */
  readonly folder: string
  /** A file that would grow past this is set aside first. */
  readonly maxBytes: number
  /** How many files are kept, the current one included. */
  readonly keep: number
  /** Told once when the file cannot be written (a full disk), and not again until it can. */
  readonly onFailure: (error: unknown) => void
}

/** `terminal.log` in `folder`, set aside as `terminal.1.log`, `terminal.2.log`... as it grows. */
export function logFile({ folder, maxBytes, keep, onFailure }: LogFileOptions): LogSink {
  const file = (age: number): string => join(folder, age === 0 ? 'terminal.log' : `terminal.${age}.log`)
  let size: number | null = null
  let failing = false

  const turn = (): void => {
    rmSync(file(keep - 1), { force: true })
    for (let age = keep - 2; age >= 0; age -= 1) {
      if (sizeOf(file(age)) !== null) renameSync(file(age), file(age + 1))
    }
    size = 0
  }

  return (line) => {
    const text = `${line}\n`
    try {
      if (size === null) {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        size = sizeOf(file(0)) ?? 0
      }
      if (size > 0 && size + Buffer.byteLength(text) > maxBytes) turn()
      appendFileSync(file(0), text, { mode: 0o600 })
      size += Buffer.byteLength(text)
      failing = false
    } catch (error) {
      size = null
      if (!failing) onFailure(error)
      failing = true
    }
  }
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}
