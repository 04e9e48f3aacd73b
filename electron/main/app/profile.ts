import path from 'node:path'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { TillView } from '../../../shared/domain/till.ts'
import type { Blocked } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { watchChain } from '../audit/watch-chain.ts'
import type { ChainWatch } from '../audit/watch-chain.ts'
import type { WriteDb } from '../db/handle.ts'
import { openDatabase } from '../db/open.ts'
import { listConnections } from '../db/tables/connections.ts'
import type { Log } from '../log.ts'
import { createOutbox } from '../outbox/outbox.ts'
import type { Here } from '../outbox/pure/suspicion.ts'
import type { Outbox, OutboxDependencies } from '../outbox/types.ts'
import type { Provider } from '../providers/provider.ts'
import { cleanText } from '../services/clean-text.ts'
import { openStaff } from '../staff/staff.ts'
import type { Staff } from '../staff/staff.ts'
import { keepCopies } from './copies.ts'
import type { Copies } from './copies.ts'
import type { Mark } from '../outbox/pure/suspicion.ts'
import { removeLeftovers } from './leftovers.ts'
import { keepMark, markFile, readMark } from './marks.ts'
import { within } from './patience.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../shared/scan/code-meaning.ts'
import { openSettings } from './settings.ts'
import type { ShopSettings } from './settings.ts'

/** Practice or live: each has its own folder and shares no file with the other. */
export type Mode = Connection['mode']

/** Time, as the terminal is given it. */
export interface Time {
  readonly clock: OutboxDependencies['clock']
  readonly timers: OutboxDependencies['timers']
}

/** One side of the terminal: its database, its outbox, its people. */
export interface Profile {
  readonly mode: Mode
  readonly folder: string
  readonly db: WriteDb
  readonly outbox: Outbox
  readonly staff: Staff
  readonly settings: ShopSettings
  readonly copies: Copies
  readonly audit: Pick<ChainWatch, 'brokenAt'>
  connections(): readonly Connection[]
  /** Reads what is known of the file outside of it, and begins to send. */
  start(machine: Promise<string | null>): Promise<void>
  /** Stops sending, waits up to `ms` for what is on the wire, and closes the files. */
  close(ms: number): Promise<void>
}

/** What a profile is opened with. */
export interface ProfileOptions extends Time {
  readonly mode: Mode
  readonly userData: string
  readonly till: () => TillView
  readonly bootId: Ulid
  readonly country: string
  readonly language?: string
  readonly newId: () => Ulid
  readonly random: (length: number) => Uint8Array
  readonly provider: (connection: Connection) => Provider | null
  /** Who the copy of a shop's list has under a contact. */
  readonly known: NonNullable<OutboxDependencies['known']>
  /** Where copies are kept, or how they fare, has changed, or the audit was found to be. */
  readonly onCopies: () => void
  readonly log: Log
}

/** A second folder that does not answer by then is not asked at this start, ms. */
const folderPatienceMs = 1_000
/** Quitting waits no longer than this for a last copy, ms. */
const copyPatienceMs = 4_000

/** Practice cards are printed in the range that a shop's scales use as well, as those of many shops are. */
const practiceRules: CodeRules = { ...defaultCodeRules, priceLabels: 'cards' }

/** Where the precious file of a mode lies. */
export function outboxFile(userData: string, mode: Mode): string {
  return path.join(userData, mode, 'outbox.db')
}

/** Opens the precious file of a mode and everything that lives in it. Nothing is sent before `outbox.start()`. */
export function openProfile(options: ProfileOptions): Result<Profile, Blocked> {
  const { mode, userData, clock, timers, log } = options
  const opened = openDatabase({ file: outboxFile(userData, mode), now: clock.now() })
  if (!opened.ok) return err(opened.error)
  const db = opened.value
  const folder = path.join(userData, mode)
  removeLeftovers({
    file: db.file,
    backups: path.join(folder, 'backups'),
    work: path.join(folder, 'taking-in'),
    now: clock.now(),
    log,
  })
  const connections = (): readonly Connection[] => listConnections(db)
  let here: Pick<Here, 'machine' | 'marks'> = { machine: null, marks: [] }
  const outbox = createOutbox(db, {
    clock,
    timers,
    random: options.random,
    connections,
    provider: options.provider,
    known: options.known,
    bootId: options.bootId,
    tillId: options.till().id,
    tillName: () => options.till().name,
    outside: () => here,
    log,
  })
  const ownMark = markFile(userData, mode)
  let closed = false
  // A folder that hangs is not waited for: what it answers after the file was closed finds nothing more to tell.
  const markNow = (): Mark | null => (closed ? null : outbox.transfer.mark())
  const mark = keepMark({
    file: ownMark,
    mark: markNow,
    onWritten: () => copies.carryMark(),
    timers,
    log,
  })
  const copies = keepCopies({
    db,
    ownFolder: path.join(folder, 'backups'),
    mode,
    tillId: options.till().id,
    mark: markNow,
    // What was moved out and is in no file yet lies here and nowhere else, like what waits.
    isAnythingWaiting: () =>
      connections().some(
        ({ id }) => outbox.summary(id).waiting > 0 || outbox.transfer.lastMove(id)?.written === false,
      ),
    clock,
    timers,
    onChange: options.onCopies,
    log,
  })
  outbox.onOperation(() => mark.changed())
  const audit = watchChain({ db, timers, onBroken: options.onCopies, log })
  return ok({
    mode,
    folder,
    db,
    outbox,
    connections,
    staff: openStaff(db, cleanText, options.newId, () => clock.now()),
    settings: openSettings(db, options, mode === 'practice' ? practiceRules : defaultCodeRules, log),
    copies,
    audit,
    async start(machine) {
      const [id, away] = await Promise.all([machine, copies.markAway(folderPatienceMs)])
      const marks = [readMark(ownMark), away].flatMap((one) => (one === null ? [] : [one]))
      here = { machine: id, marks }
      outbox.start()
      void mark.write()
    },
    async close(ms) {
      audit.stop()
      try {
        await outbox.stop(ms)
        mark.stop()
        await within(timers, copyPatienceMs, Promise.all([mark.write(), copies.close()]))
      } finally {
        closed = true
        db.close()
      }
    },
  })
}
