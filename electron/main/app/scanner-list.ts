import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { baudRates, longestScannerName, serialEndings } from '../../../shared/domain/scanner.ts'
import type { Scanner, ScannerChange } from '../../../shared/domain/scanner.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isSameDevice } from '../devices/policy.ts'
import type { DeviceMarks, KeptScanner } from '../devices/policy.ts'
import type { Log } from '../log.ts'
import { cleanText } from '../services/clean-text.ts'
import { writeSmallFile } from './small-file.ts'

/** More than any counter has; a list that only grows would slow every check of a device. */
const mostScanners = 20
const fileName = 'scanners.json'

const usbId = z.int().min(0).max(0xffff).nullable()
const mark = z.string().min(1).max(500).nullable()
const kept = z.object({
  id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  kind: z.enum(['hid', 'serial']),
  name: z.string().max(longestScannerName),
  vendorId: usbId,
  productId: usbId,
  baudRate: z.literal(baudRates).catch(9_600),
  ending: z.enum(serialEndings).catch('auto'),
  serialNumber: mark,
  instanceId: mark,
  portName: mark,
})

/** The scanners of this till that are no keyboards: they belong to the machine, and every shop of it uses them. */
export interface ScannerList {
  /** With what tells each from others of its make. */
  readonly kept: () => readonly KeptScanner[]
  list(): readonly Scanner[]
  /** Keeps a device that was chosen; one that is kept already stays as it is. */
  add(marks: DeviceMarks): Result<Scanner, RequestFailure>
  change(id: Ulid, change: ScannerChange): Result<Scanner, RequestFailure>
  remove(id: Ulid): Result<null, RequestFailure>
}

/** Opens the list. What is damaged in it is left out, and has to be chosen again. */
export function openScannerList(folder: string, newId: () => Ulid, log: Pick<Log, 'warn'>): ScannerList {
  const read = readList(folder)
  let scanners = read.scanners
  if (read.problem !== null) log.warn('scanners.not-read', { kind: read.problem })

  const save = (next: readonly KeptScanner[]): Result<null, RequestFailure> => {
    // Unreadable now, it may be readable at the next start: it is not written over.
    if (read.problem === 'unread') return err({ kind: 'not-saved', cause: 'database' })
    const written = writeSmallFile(folder, fileName, JSON.stringify({ scanners: next }))
    if (!written.ok) {
      log.warn('scanners.not-written', { kind: written.error.kind })
      return err({ kind: 'not-saved', cause: written.error.kind === 'disk-full' ? 'disk-full' : 'database' })
    }
    scanners = next
    return ok(null)
  }

  return {
    kept: () => scanners,
    list: () => scanners.map(viewOf),
    add(marks) {
      const known = scanners.find((scanner) => isSameDevice(scanner, marks))
      if (known !== undefined) return ok(viewOf(known))
      if (scanners.length >= mostScanners) return err({ kind: 'too-many-scanners', most: mostScanners })
      const { kind, vendorId, productId, serialNumber, instanceId, portName } = marks
      const added: KeptScanner = {
        ...{ kind, vendorId, productId, serialNumber, instanceId, portName },
        id: newId(),
        name: freeName(
          cleanText(marks.name)
            .slice(0, longestScannerName - 3)
            .trim(),
          scanners,
        ),
        baudRate: 9_600,
        ending: 'auto',
      }
      const saved = save([...scanners, added])
      return saved.ok ? ok(viewOf(added)) : saved
    },
    change(id, change) {
      const before = scanners.find((scanner) => scanner.id === id)
      if (before === undefined) return err({ kind: 'not-found' })
      const name = cleanText(change.name ?? before.name)
      if (name.length > longestScannerName)
        return err({ kind: 'scanner-name-too-long', most: longestScannerName })
      const after = { ...before, ...change, name }
      const saved = save(scanners.map((scanner) => (scanner === before ? after : scanner)))
      return saved.ok ? ok(viewOf(after)) : saved
    },
    remove(id) {
      const rest = scanners.filter((scanner) => scanner.id !== id)
      return rest.length === scanners.length ? ok(null) : save(rest)
    },
  }
}

function viewOf({ id, kind, name, vendorId, productId, baudRate, ending }: KeptScanner): Scanner {
  return { id, kind, name, vendorId, productId, baudRate, ending }
}

/** Two scanners of one make are told apart by their names. */
function freeName(name: string, scanners: readonly Scanner[]): string {
  const taken = new Set(scanners.map((scanner) => scanner.name))
  if (name === '' || !taken.has(name)) return name
  let count = 2
  while (taken.has(`${name} ${String(count)}`)) count += 1
  return `${name} ${String(count)}`
}

function readList(folder: string): {
  readonly scanners: readonly KeptScanner[]
  readonly problem: 'unread' | 'damaged' | null
} {
  let text: string
  try {
    text = readFileSync(path.join(folder, fileName), 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { scanners: [], problem: isMissing ? null : 'unread' }
  }
  try {
    const { scanners: rows } = z.object({ scanners: z.array(z.unknown()) }).parse(JSON.parse(text))
    const parsed = rows.map((row) => kept.safeParse(row))
    return {
      scanners: parsed.flatMap((row) => (row.success ? [row.data] : [])).slice(0, mostScanners),
      problem: parsed.every((row) => row.success) ? null : 'damaged',
    }
  } catch {
    return { scanners: [], problem: 'damaged' }
  }
}
