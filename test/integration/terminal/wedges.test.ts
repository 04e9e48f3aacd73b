import { expect, onTestFinished, test } from 'vitest'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import { startTerminal, temporaryFolder } from './support.ts'

test('what was learned of a scanner is told at the next start', async () => {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  const scanner: WedgeProfile = {
    ...{ learnedAt: 1_763_000_000_000, pace: 12, maxGapMs: 50, prefix: '', suffix: '\r', aim: '' },
    ...{ layout: 'fr', anyLayout: false },
  }
  const first = await startTerminal(folder)
  expect(await first.ask('start', undefined)).toMatchObject({ wedges: [] })
  expect(await first.ask('keepWedges', { wedges: [scanner] })).toEqual([scanner])
  await first.close()
  const second = await startTerminal(folder)
  expect(await second.ask('start', undefined)).toMatchObject({ wedges: [scanner] })
  await second.close()
})
