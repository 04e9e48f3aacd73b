/** What one round cost. */
export interface Round {
  /** Done a second, by the clock on the wall. */
  readonly perSecond: number
  /** This process's own time a piece, µs: waiting for a disk or for another program is not in it. */
  readonly cpuMicros: number
}

/** Rounds before those that count: a queue that drains for minutes is not measured by code that was just loaded. */
export const warmUp = 3

/** Does `count` pieces of work and tells what they cost. */
export async function round(count: number, work: () => Promise<void>): Promise<Round> {
  const cpu = process.cpuUsage()
  const from = performance.now()
  await work()
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (count / ms) * 1_000, cpuMicros: (user + system) / count }
}

/** Each in turn, `rounds` times over, so that a machine that is busy for a while is busy for all of them. */
export async function inTurn<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<Round>>>,
): Promise<Readonly<Record<Name, readonly Round[]>>> {
  const names = Object.keys(contenders) as Name[]
  const told = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>
  for (let at = 0; at < rounds + warmUp; at += 1) {
    for (const name of names) {
      const one = await contenders[name]()
      if (at >= warmUp) told[name].push(one)
    }
  }
  return told
}
