import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const sheets = globSync('renderer/**/*.css', { cwd: root }).map((file) => ({
  file,
  css: readFileSync(path.join(root, file), 'utf8'),
}))

/** What a sheet says for those who want no movement. */
function calmOf(css: string): string {
  return Array.from(
    css.matchAll(/@media \(prefers-reduced-motion: reduce\) \{\n([\s\S]*?)\n\}\n/g),
    ([, body = '']) => body,
  ).join('\n')
}

test('whatever moves without end rests where no movement is wanted', () => {
  const restless = sheets.flatMap(({ file, css }) =>
    Array.from(css.matchAll(/\n([^\n{}]+) \{[^{}]*animation:[^;]*infinite/g), ([, selector = '']) => selector)
      .filter((selector) => !calmOf(css).includes(selector))
      .map((selector) => `${file}: ${selector}`),
  )
  expect(sheets.length).toBeGreaterThan(50)
  expect(restless).toEqual([])
})

test('the durations of movement are as good as nothing where no movement is wanted', () => {
  const tokens = sheets.find(({ file }) => file.endsWith('tokens.css'))?.css ?? ''
  const calm = calmOf(tokens)
  const durations = Array.from(tokens.matchAll(/--([\w-]+): \d{2,}ms;/g), ([, name = '']) => name)
  expect(durations).toContain('calm')
  // Of these the sheets themselves say what becomes: they are signs of work, and a time that runs out.
  const own = ['sweep', 'sweep-slow', 'tick', 'celebration']
  expect(durations.filter((name) => !calm.includes(`--${name}:`) && !own.includes(name))).toEqual([])
})
