import { expect, test } from 'vitest'
import { hostileCases } from './cases.ts'
import { runCase } from './run.ts'

test.each(hostileCases.map((each) => [each.name, each] as const))(
  '%s: every change comes exactly as often as it was recorded, and ends as it must',
  async (_name, hostile) => {
    const ran = await runCase(hostile)
    expect(ran.violations).toEqual([])
    expect(ran.lines.flatMap((line) => line.violations.map((found) => `${line.kind} ${found}`))).toEqual([])
    expect(ran.lines).toHaveLength(5)
  },
  60_000,
)
