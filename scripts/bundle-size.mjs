// Builds the renderer and weighs the JavaScript of the first screen: what index.html loads before anything is
// pressed, with everything that those files import statically, after gzip.
//
//   node scripts/bundle-size.mjs           one line a file and the sum; exit code 1 above the limit
//   node scripts/bundle-size.mjs --json    the same as JSON

import path from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import react from '@vitejs/plugin-react'

const limit = 180_000
// Under a test runner it says "test", and React would be weighed with its warnings.
process.env.NODE_ENV = 'production'
const root = path.resolve(import.meta.dirname, '..', 'renderer')

const built = await build({
  configFile: false,
  logLevel: 'error',
  root,
  publicDir: false,
  plugins: [react()],
  worker: { format: 'es' },
  build: { write: false, minify: true, rolldownOptions: { input: { index: path.join(root, 'index.html') } } },
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
  const wanted = [...chunks.values()].filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName)
  const seen = new Set()
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    wanted.push(...(chunks.get(name)?.imports ?? []))
  }
  return [...seen].flatMap((name) => chunks.get(name) ?? [])
}

const files = firstScreen()
  .map(({ fileName, code }) => ({ file: fileName, gzip: gzipSync(code).length }))
  .toSorted((a, b) => b.gzip - a.gzip)
const total = files.reduce((sum, { gzip }) => sum + gzip, 0)

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ limit, total, files }))
} else {
  for (const { file, gzip } of files) console.log(`${String(gzip).padStart(8)}  ${file}`)
  console.log(`${String(total).padStart(8)}  first screen, of ${String(limit)} bytes gzip`)
}
if (files.length === 0 || total > limit) process.exitCode = 1
