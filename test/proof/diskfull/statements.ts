import { runFull } from './full-at.ts'
import type { Fullness, FullAt, FullRun } from './full-at.ts'

/** Every way in which the disk may be full at a statement. */
export const ways: readonly Omit<FullAt, 'at'>[] = (['pages', 'statements'] satisfies Fullness[]).flatMap(
  (fullness) =>
    [true, false].flatMap((ballast) => [true, false].map((dies) => ({ fullness, ballast, dies }))),
)

/** The disk is full from each `step`-th statement on, in every way. */
export async function fillAtStatements(step: number): Promise<readonly FullRun[]> {
  const runs: FullRun[] = []
  for (const way of ways) {
    // Never full: so many statements there are.
    const never = await runFull({ ...way, at: Infinity })
    runs.push(never)
    for (let at = 0; at < never.statements; at += step) runs.push(await runFull({ ...way, at }))
  }
  return runs
}
