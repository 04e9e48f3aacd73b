import { expect, test } from 'vitest'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { SearchStage } from '../../../shared/domain/views.ts'
import { offline } from '../outbox/support/failures.ts'
import { begin, enrol, person } from './support.ts'

async function keys(shop: Shop, query: string, stage?: SearchStage) {
  const { rows, nearLeft } = await searchMembers(shop, query, stage)
  return { keys: rows.map(({ key }) => key), nearLeft }
}

test('the first stage shows whoever is found as typed; the whole one those who may be meant below, waiting or not', async () => {
  const opened = await begin({ 1: { firstName: 'Martha' }, 2: { firstName: 'Marta' } })
  await opened.copied()
  opened.till.fake.always(offline)
  const { shop } = opened
  const waiting = await enrol(shop, person({ firstName: 'Msrta', lastName: 'Bo', phone: '+4917612345678' }))
  expect(await keys(shop, 'marta', 'first')).toEqual({ keys: ['r:2'], nearLeft: true })
  const whole = { keys: ['r:2', waiting, 'r:1'], nearLeft: undefined }
  expect(await keys(shop, 'marta', 'whole')).toEqual(whole)
  expect(await keys(shop, 'marta')).toEqual(whole)
})

test('whoever waits and is found as typed is in the first stage, which otherwise looks for typing errors itself', async () => {
  const opened = await begin({ 1: { firstName: 'Martha' } })
  await opened.copied()
  opened.till.fake.always(offline)
  const { shop } = opened
  const waiting = await enrol(shop, person({ firstName: 'Marta', lastName: 'Bo', phone: '+4917612345678' }))
  // The copy has nobody as typed: all is looked for at once.
  expect(await keys(shop, 'marta', 'first')).toEqual({ keys: [waiting, 'r:1'], nearLeft: undefined })
})

test('where the rows of the first stage are shown to nobody, the whole one answers in its place', async () => {
  const opened = await begin({ 1: { firstName: 'Martha' }, 2: { firstName: 'Marta' } })
  await opened.copied()
  const { shop } = opened
  const { directory } = shop
  const emptyFirst: Shop = {
    ...shop,
    directory: {
      ...directory,
      search: async (query, limit, stage) => {
        const found = await directory.search(query, limit, stage)
        return stage === 'first' ? { ...found, hits: [] } : found
      },
    },
  }
  expect(await keys(emptyFirst, 'marta', 'first')).toEqual({ keys: ['r:2', 'r:1'], nearLeft: undefined })
})
