// Builds the renderer and weighs the JavaScript of the first screen, in each language: what index.html loads before
// anything is pressed, with everything that those files import statically, and the words of the language, after gzip.
//
//   node scripts/bundle-size.mjs           one line a file and the sums; exit code 1 above the limit
//   node scripts/bundle-size.mjs --json    the same as JSON

import path from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const limit = 180_000
// Under a test runner it says "test", and React would be weighed with its warnings.
process.env.NODE_ENV = 'production'
const { default: config } = await import('../electron.vite.config.ts')
const page = config.renderer

const built = await build({
  ...page,
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  build: { ...page.build, write: false, sourcemap: false },
})

const chunks = new Map(
  [built]
    .flat()
    .flatMap(({ output }) => output)
    .filter((part) => part.type === 'chunk')
    .map((chunk) => [chunk.fileName, chunk]),
)

/** The entry and whatever it imports before it runs; `import()` is loaded when first used. */
function firstScreen() {
  const wanted = [...chunks.values()]
    .filter((chunk) => chunk.isEntry && chunk.facadeModuleId === path.join(page.root, 'index.html'))
    .map((chunk) => chunk.fileName)
  const seen = new Set()
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    wanted.push(...(chunks.get(name)?.imports ?? []))
  }
  return [...seen].flatMap((name) => chunks.get(name) ?? [])
}

const weigh = ({ fileName, code }) => ({ file: fileName, gzip: gzipSync(code).length })
const files = firstScreen()
  .map(weigh)
  .toSorted((a, b) => b.gzip - a.gzip)
const english = files.reduce((sum, { gzip }) => sum + gzip, 0)

/** English stands in the scripts; another language's words are one file more. */
const languages = [...chunks.values()].flatMap((chunk) => {
  const code = /words:(?<code>[\w-]+):first$/u.exec(chunk.facadeModuleId ?? '')?.groups?.code
  return code === undefined ? [] : [{ code, total: english + weigh(chunk).gzip }]
})
const all = [{ code: 'en', total: english }, ...languages]
const total = Math.max(...all.map((language) => language.total))

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ limit, total, files, languages: all }))
} else {
  for (const { file, gzip } of files) console.log(`${String(gzip).padStart(8)}  ${file}`)
  for (const { code, total: sum } of all)
    console.log(`${String(sum).padStart(8)}  first screen in ${code}, of ${String(limit)} bytes gzip`)
}
if (files.length === 0 || total > limit) process.exitCode = 1
