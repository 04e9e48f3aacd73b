/** What one round cost. */
export interface Round {
  /** Done a second, by the clock on the wall. */
  readonly perSecond: number
  /** This process's own time a piece, µs: waiting for a disk or for another program is not in it. */
  readonly cpuMicros: number
}

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
  // The first round warms up and does not count.
  for (let at = 0; at <= rounds; at += 1) {
    for (const name of names) {
      const one = await contenders[name]()
      if (at > 0) told[name].push(one)
    }
  }
  return told
}
