import { expect, test } from 'vitest'
import { noticing } from '../../../electron/main/directory/noticing.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'

test('whoever looks at a copy hears that members were taken out, by whichever way, once they are', async () => {
  const heard: string[] = []
  const done = (what: string) => () => {
    heard.push(what)
    return Promise.resolve()
  }
  let swept = 0
  const directory = {
    sweep: () => Promise.resolve(swept),
    clear: done('cleared'),
    remove: done('removed'),
    forget: done('forgotten'),
  } as unknown as Directory
  const noticed = noticing(directory, {
    sighted: () => () => undefined,
    gone: (remoteId) => heard.push(`gone ${remoteId}`),
    thinned: () => heard.push('thinned'),
  })
  expect(await noticed.sweep(1)).toBe(0)
  expect(heard).toEqual([])
  swept = 2
  expect(await noticed.sweep(1)).toBe(2)
  await noticed.clear()
  await noticed.remove('1')
  await noticed.forget('2')
  expect(heard).toEqual(['thinned', 'cleared', 'thinned', 'gone 1', 'removed', 'gone 2', 'forgotten'])
})
