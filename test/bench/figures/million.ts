import path from 'node:path'
import type { Figure, Row } from '../figure.ts'
import { lookUpTitles } from '../million/look-ups.ts'
import { queryKinds } from '../million/queries.ts'
import { buildShop, measureMini, measureShop, removeShop } from '../million/run.ts'
import type { BuiltShop } from '../million/run.ts'
import type { ShopOrder, ShopTold } from '../million/shop-process.ts'
import { distributions, distributionTitles } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { percentile, single, summarise } from '../statistics.ts'
import { number } from '../table.ts'

const queries = 1_000
const lookUps = 2_000
const keys = 220
/** What somebody feels who types meanwhile hangs on how many rows a word has, and that on frequent names. */
const typedIn: readonly Distribution[] = ['west', 'few']
const heapMB = 2_048

/** Beside which the others are measured, and the file that the running app opens. */
const besideOthers: Distribution = 'west'

function share(part: number, of: number): number {
  if (of === 0) throw new Error('a share of nothing')
  return (part / of) * 100
}

function buildRows(
  of: string,
  { built, opening, rest }: ShopTold,
  at: (title: string) => string,
): readonly Row[] {
  const { members, ms, last, cpuMs, bytes } = built
  return [
    {
      id: `${of}.build`,
      title: at('building from pulled pages'),
      unit: '/s',
      note: `${(ms / 1_000).toFixed(1)} s in all, pages of 250, ids that are numbers in their order; processor time of the worker ${((cpuMs / members) * 1_000).toFixed(0)} µs a member`,
      target: { of: 'median', limit: 30_000, is: 'least' },
      ...single((members / ms) * 1_000),
    },
    {
      id: `${of}.build-last`,
      title: at(`the last ${last.members.toLocaleString('en')}`),
      unit: '/s',
      note: null,
      target: { of: 'median', limit: 30_000, is: 'least' },
      ...single((last.members / last.ms) * 1_000),
    },
    {
      id: `${of}.file`,
      title: at('file, log brought in'),
      unit: 'MB',
      note: `${Math.round(bytes / members)} bytes a member`,
      // A small file is mostly what every file has.
      ...(members < 1_000_000 ? {} : { target: { of: 'median', limit: 400, is: 'most' } as const }),
      ...single(bytes / 1e6),
    },
    {
      id: `${of}.open`,
      title: at('opening and one search'),
      unit: 'ms',
      note: 'a new worker thread, its modules, the file; all in the system’s cache',
      target: { of: 'max', limit: 300, is: 'most' },
      ...summarise(opening.worker),
    },
    {
      id: `${of}.open-file`,
      title: at('the same without thread and modules'),
      unit: 'ms',
      note: null,
      target: { of: 'max', limit: 300, is: 'most' },
      ...summarise(opening.file),
    },
    ...(opening.cold.length === 0
      ? []
      : [
          {
            id: `${of}.open-cold`,
            title: at('the same, file not in the system’s cache'),
            unit: 'ms' as const,
            note: 'thread and modules included; the modules are in the cache',
            target: { of: 'max', limit: 300, is: 'most' } as const,
            ...summarise(opening.cold),
          },
        ]),
    {
      id: `${of}.rest`,
      title: at('bringing the index together: longest step'),
      unit: 'ms',
      note: `while nobody asks; ${(rest.ms / 1_000).toFixed(1)} s in all, before the queries below`,
      target: { of: 'median', limit: 100, is: 'most' },
      ...single(rest.longest),
    },
  ]
}

function queryRows(of: string, { asked }: ShopTold, at: (title: string) => string): readonly Row[] {
  const near = asked.flatMap((one) => one.near)
  const kinds = asked.map(({ kind: id, took, floor, rows, different }) => {
    const kind = queryKinds.find((one) => one.id === id)
    if (kind === undefined) throw new Error(`nobody knows the query ${id}`)
    const few = different * 2 < took.length ? `; ${different} different queries` : ''
    return {
      id: `${of}.query.${id}`,
      title: at(kind.title),
      unit: 'ms' as const,
      note: `${rows.toFixed(rows < 10 ? 1 : 0)} rows; SELECT median ${number(percentile(floor, 50))} ms${few}`,
      floor: { median: percentile(floor, 50), p99: percentile(floor, 99), rows },
      target: { of: 'p99', limit: kind.limit, is: 'most' } as const,
      ...summarise(took),
    }
  })
  return [
    ...kinds,
    {
      id: `${of}.query.near`,
      title: at('typing errors below what was found as typed'),
      unit: 'ms',
      note: 'the whole search, after each of those above that left them',
      target: { of: 'p99', limit: 10, is: 'most' },
      ...summarise(near),
    },
  ]
}

function recallRows(of: string, told: ShopTold, at: (title: string) => string): readonly Row[] {
  const rows = told.found.map(({ kind, asked, found, lengthened, longest, missed }): Row => {
    const kept =
      lengthened === 0
        ? 'none had to be longer'
        : `${lengthened} had to be longer (by ${longest} signs at most) until no more than ten members fit`
    const beyond = told.beyond[kind] === 0 ? '' : `; ${told.beyond[kind]} others fit more at any length`
    const some = missed.length === 0 ? '' : `; missed: ${missed.map(([text]) => `“${text}”`).join(', ')}`
    return {
      id: `${of}.recall.${kind}`,
      title: at(`found in ten rows: ${lookUpTitles[kind]}`),
      unit: '%',
      note: `${found} of ${asked}; ${kept}${beyond}${some}`,
      target: { of: 'median', limit: kind === 'typo' ? 98 : 100, is: 'least' },
      ...single(share(found, asked)),
    }
  })
  const { asked, rightRows, foundInTen, foundInFifty } = told.lastFour
  const fits = `whoever is meant is one of many: among ten rows ${(foundInTen * 100).toFixed(0)} %, among fifty ${(foundInFifty * 100).toFixed(0)} %`
  return [
    ...rows,
    {
      id: `${of}.recall.last4`,
      title: at('last 4 alone: rows whose phone ends so'),
      unit: '%',
      note: `of ${asked} queries; ${fits}`,
      target: { of: 'median', limit: 100, is: 'least' },
      ...single(rightRows * 100),
    },
  ]
}

function typingRows(of: string, { typed }: ShopTold, at: (title: string) => string): readonly Row[] {
  if (typed === null) return []
  return [
    {
      id: `${of}.typing`,
      title: at('key to answer while 1,000 members change'),
      unit: 'ms',
      note: `${typed.applied.length} times a thousand, a key every 80 ms; the ${typed.waits.length} keys that met one; through the worker’s thread`,
      target: { of: 'max', limit: 100, is: 'most' },
      ...summarise(typed.waits),
    },
    {
      id: `${of}.changes`,
      title: at('1,000 changed members applied'),
      unit: 'ms',
      note: null,
      ...summarise(typed.applied),
    },
  ]
}

async function othersRows(
  of: string,
  told: ShopTold,
  built: BuiltShop,
  order: ShopOrder,
  at: (title: string) => string,
): Promise<readonly Row[]> {
  const titles = { like: 'SQLite LIKE scan', fts5: 'FTS5 with its own rank' } as const
  const rows = told.rivals.flatMap(({ name, took, found, asked, buildMs, bytes }): readonly Row[] => [
    {
      id: `${of}.${name}`,
      title: at(titles[name]),
      unit: 'ms',
      note: `${(bytes / 1e6).toFixed(0)} MB, index made in ${(buildMs / 1_000).toFixed(0)} s`,
      ...summarise(took),
    },
    {
      id: `${of}.${name}.recall`,
      title: at(`${titles[name]}: found in ten rows`),
      unit: '%',
      note: `${found} of ${asked} of the same look-ups`,
      ...single(share(found, asked)),
    },
  ])
  const { told: mini, filled } = await measureMini(built, order, heapMB)
  const size = mini.members.toLocaleString('en')
  const full = filled ? 'all that there are' : 'the next size does not fit'
  return [
    ...rows,
    {
      id: `${of}.mini`,
      title: at(`MiniSearch, ${size} members`),
      unit: 'ms',
      note: `${full} in ${heapMB} MB of heap; ${mini.heapMB.toFixed(0)} MB used, built in ${(mini.buildMs / 1_000).toFixed(0)} s`,
      ...summarise(mini.took),
    },
    {
      id: `${of}.mini.recall`,
      title: at('MiniSearch: found in ten rows'),
      unit: '%',
      note: `${mini.found} of ${mini.asked} of the same look-ups of its members; prefix and one error`,
      ...single(share(mini.found, mini.asked)),
    },
  ]
}

/** The member base at its largest, inside the worker: each way that names are spread, one after the other. */
export const million: Figure = {
  name: 'million',
  measure: async (bench) => {
    const built = await buildShop()
    const rows: Row[] = []
    for (const distribution of distributions) {
      const folder = path.join(bench.folder('million'), distribution)
      const order: ShopOrder = {
        distribution,
        members: bench.members,
        folder,
        judged: path.join(folder, 'judged.json'),
        worker: built.worker,
        queries,
        keys: typedIn.includes(distribution) ? keys : 0,
        rivals: distribution === besideOthers,
      }
      const started = performance.now()
      const told = await measureShop(built, order, lookUps)
      const of = `million.${distribution}`
      const at = (title: string): string => `${distributionTitles[distribution]}: ${title}`
      rows.push(
        ...buildRows(of, told, at),
        ...queryRows(of, told, at),
        ...recallRows(of, told, at),
        ...typingRows(of, told, at),
        ...(order.rivals ? await othersRows(of, told, built, order, at) : []),
      )
      removeShop(order.folder)
      bench.say(`million, ${distribution}: ${((performance.now() - started) / 1_000).toFixed(1)} s`)
    }
    return rows
  },
}
