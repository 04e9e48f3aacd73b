import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

interface Weighed {
  readonly limit: number
  readonly total: number
  readonly files: readonly { readonly file: string; readonly gzip: number }[]
}

test('the JavaScript of the first screen stays within 180 kB gzip, without the camera decoder and barcodes', () => {
  const printed = execFileSync(process.execPath, [path.join(root, 'scripts/bundle-size.mjs'), '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  const { limit, total, files } = JSON.parse(printed) as Weighed
  expect(limit).toBe(180_000)
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThanOrEqual(limit)
  expect(files.filter(({ file }) => /camera|barcode|dialog/u.test(file))).toEqual([])
}, 60_000)
