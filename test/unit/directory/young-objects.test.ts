import { spawnSync } from 'node:child_process'
import { describe, expect, it, vi } from 'vitest'
import { createYoungObjects, lookThroughYoung } from '../../../electron/main/directory/young-objects.ts'

function stage() {
  let works: (() => void)[] = []
  let storing = false
  const look = vi.fn()
  const young = createYoungObjects({ soon: (work) => works.push(work), isStoring: () => storing, look })
  return {
    look,
    answered: (times = 1) => {
      for (let at = 0; at < times; at += 1) young.answered()
    },
    storing: (is: boolean) => {
      storing = is
    },
    then: () => {
      for (const work of works.splice(0)) work()
      works = []
    },
  }
}

describe('young objects', () => {
  it('are looked through after some answers, and not before whoever asked meanwhile was answered', () => {
    const { answered, look, then } = stage()
    answered(5)
    then()
    expect(look).not.toHaveBeenCalled()
    answered(3)
    expect(look).not.toHaveBeenCalled()
    then()
    expect(look).toHaveBeenCalledTimes(1)
    answered(5)
    then()
    expect(look).toHaveBeenCalledTimes(1)
    answered()
    then()
    expect(look).toHaveBeenCalledTimes(2)
  })

  it('are left alone while members are stored, and looked through again after it', () => {
    const { answered, look, storing, then } = stage()
    answered(6)
    storing(true)
    then()
    expect(look).not.toHaveBeenCalled()
    storing(false)
    answered()
    then()
    expect(look).toHaveBeenCalledTimes(1)
  })
})

// In a process of its own: what is set is set for all of its threads.
it('the engine, as the product sets it, lets a thread look: what is dead takes no room after it', () => {
  const place = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)
  const thread = `
    const { getHeapSpaceStatistics } = await import('node:v8')
    const { lookThroughYoung } = await import(${place('../../../electron/main/directory/young-objects.ts')})
    const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_used_size
    lookThroughYoung()
    globalThis.dead = Array.from({ length: 10_000 }, (_, at) => ({ at }))
    const before = young()
    globalThis.dead = null
    lookThroughYoung()
    console.log(JSON.stringify([before, young()]))
  `
  const program = `
    import { Worker } from 'node:worker_threads'
    const { keepHeapSmall } = await import(${place('../../../electron/main/heap.ts')})
    keepHeapSmall()
    new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(thread)})))
  `
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  const [before = 0, after = 0] = JSON.parse(ran.stdout) as readonly number[]
  expect(before - after).toBeGreaterThan(100_000)
})

it('asks for the young ones alone; without that setting nothing is asked for, and nothing fails', () => {
  const gc = vi.fn()
  vi.stubGlobal('gc', gc)
  try {
    lookThroughYoung()
    expect(gc.mock.calls).toEqual([[{ type: 'minor' }]])
    vi.stubGlobal('gc', undefined)
    lookThroughYoung()
    expect(gc).toHaveBeenCalledTimes(1)
  } finally {
    vi.unstubAllGlobals()
  }
})
