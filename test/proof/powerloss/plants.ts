import type { Plant } from '../../planted/plant.ts'

/** The contrast: the same product with `synchronous=NORMAL`, as the driver would choose by itself. */
export const normalPlants: readonly Plant[] = [
  {
    name: 'powerloss-normal',
    breaks: 'A commit returns before its bytes are flushed.',
    file: 'electron/main/db/open.ts',
    find: "db.pragma('synchronous = full')",
    replace: "db.pragma('synchronous = normal')",
  },
  {
    name: 'powerloss-normal-unnoticed',
    breaks: 'A file in which commits can be lost is not refused.',
    file: 'electron/main/db/open.ts',
    find: 'const full = 2',
    replace: 'const full = 1',
  },
]
