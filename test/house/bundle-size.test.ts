import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

interface Weighed {
  readonly limit: number
  readonly total: number
  readonly languages: readonly { readonly code: string; readonly total: number }[]
  readonly files: readonly { readonly file: string; readonly gzip: number }[]
}

test('the JavaScript of the first screen stays within 180 kB gzip in every language, without the camera decoder and barcodes', () => {
  const printed = execFileSync(process.execPath, [path.join(root, 'scripts/bundle-size.mjs'), '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  const { limit, total, files, languages } = JSON.parse(printed) as Weighed
  expect(limit).toBe(180_000)
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThanOrEqual(limit)
  expect(languages.map(({ code }) => code)).toEqual(expect.arrayContaining(['en', 'ar', 'de', 'es', 'fr']))
  expect(languages.filter((language) => language.total > total)).toEqual([])
  expect(files.filter(({ file }) => /camera|barcode|dialog/u.test(file))).toEqual([])
}, 240_000)
