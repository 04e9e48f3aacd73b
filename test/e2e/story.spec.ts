import { linesOfProvider, linesOfTill, unsettled } from './support/books.ts'
import { expect, test } from './support/launch.ts'
import { playStory } from './support/story.ts'

test('offline and back, with two power cuts: every operation arrives once', async ({ userData }) => {
  test.setTimeout(300_000)
  const ending = await playStory(userData, {
    say: (text) => {
      test.info().annotations.push({ type: 'step', description: text })
    },
    picture: () => Promise.resolve(),
  })
  expect(unsettled(ending)).toBe(0)
  const till = linesOfTill(ending)
  expect(till.map((line) => line.what).sort()).toEqual(
    ['create', 'create', 'edit', 'redeem', 'stamp', 'stamp', 'stamp', 'stamp', 'stamp'].sort(),
  )
  expect(linesOfProvider(ending)).toEqual(till)
})
