import type { Plant } from '../../planted/plant.ts'

/** Mistakes that a full disk must bring to light. */
export const diskfullPlants: readonly Plant[] = [
  {
    name: 'diskfull-keeps-its-ballast',
    breaks: 'Outcomes cannot be written although space is kept aside for them.',
    file: 'electron/main/outbox/space.ts',
    find: 'if (!isDiskFull(error) || !exhausted()) throw error',
    replace: 'if (isDiskFull(error)) throw error',
  },
  {
    name: 'diskfull-forgets-outcomes',
    breaks: 'An outcome that could not be written is dropped.',
    file: 'electron/main/outbox/unwritten.ts',
    find: 'kept.set(row.seq, { row, work, disk: isDiskFailure(error) })',
    replace: 'isDiskFailure(error)',
  },
  {
    name: 'diskfull-says-something-else',
    breaks: 'The cashier is not told that the disk is full.',
    file: 'electron/main/outbox/enqueue.ts',
    find: "cause: isDiskFull(error) ? 'disk-full' : 'database'",
    replace: "cause: 'database'",
  },
  {
    name: 'diskfull-calls-the-file-unreadable',
    breaks: 'On a full disk the till does not start, and says that its file is damaged.',
    file: 'electron/main/db/failure.ts',
    find: "'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'",
    replace: "'SQLITE_FULL', 'ENOSPC', 'EDQUOT'",
  },
]
