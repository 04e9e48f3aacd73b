import { providerIds } from '../../../shared/domain/connection.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { Figure, Row } from '../figure.ts'
import { dialects } from '../pull/dialects.ts'
import { buildTill, firstPull, startList } from '../pull/run.ts'
import type { PullTold } from '../pull/till-process.ts'
import { summarise } from '../statistics.ts'

const members = 100_000
const rounds = 3

const titles: Readonly<Record<ProviderId, string>> = {
  leal: 'Leal',
  loke: 'LOKE',
  inveterate: 'Inveterate',
  sellauth: 'SellAuth',
}

/** A pull, and the processor time that the list's own process took of it, ms. */
interface Pulled extends PullTold {
  readonly serverMs: number
}

/** Processor time a member in words, by threads: the least of the pulls, for what else runs only adds to it. */
function effort(told: readonly Pulled[]): string {
  const least = (of: (one: Pulled) => number): string =>
    Math.min(...told.map((one) => (of(one) / one.members) * 1_000)).toFixed(0)
  const [main, others, server] = [
    least((one) => one.cpuMs.main),
    least((one) => one.cpuMs.others),
    least((one) => one.serverMs),
  ]
  return `processor time a member: main ${main} µs, worker and collector ${others} µs, the list's server ${server} µs`
}

/** What three pulls of one list cost; latencies of all three together. */
function rowsOf(provider: ProviderId, told: readonly Pulled[]): readonly Row[] {
  const of = (
    id: string,
    what: string,
    unit: Row['unit'],
    values: readonly number[],
    note?: string,
  ): Row => ({
    id: `pull.${provider}.${id}`,
    title: `First pull, ${titles[provider]}: ${what}`,
    unit,
    note: note ?? null,
    ...summarise(values),
  })
  const before = Math.max(...told.map((one) => one.before)).toFixed(0)
  return [
    of(
      'rate',
      'members',
      '/s',
      told.map((one) => (one.members / one.ms) * 1_000),
      `${members / 1_000},000 members, ${dialects[provider].perPage} in a page; ${effort(told)}`,
    ),
    of(
      'memory',
      'memory of main',
      'MB',
      told.map((one) => one.memory),
      `largest, with the worker; ${before} before it`,
    ),
    of(
      'late',
      'event loop of main, worst delay',
      'ms',
      told.map((one) => one.late),
    ),
    of(
      'search',
      'search meanwhile',
      'ms',
      told.flatMap((one) => one.searches),
    ),
    of(
      'stamp',
      'stamp meanwhile',
      'ms',
      told.flatMap((one) => one.stamps),
    ),
  ]
}

/** How fast each provider's list is read into an empty copy, and what the counter feels of it. */
export const pull: Figure = {
  name: 'pull',
  measure: async (bench) => {
    const built = await buildTill()
    const rows: Row[] = []
    for (const provider of providerIds) {
      const list = await startList(provider, members)
      try {
        const told: Pulled[] = []
        for (let at = 0; at < rounds; at += 1) {
          const before = await list.cpuMs()
          const one = await firstPull(built, provider, list, bench.folder(`pull-${provider}-${at}`))
          if (one.members !== members) throw new Error(`${one.members} of ${members} members were pulled`)
          told.push({ ...one, serverMs: (await list.cpuMs()) - before })
        }
        rows.push(...rowsOf(provider, told))
      } finally {
        list.close()
      }
    }
    return rows
  },
}
