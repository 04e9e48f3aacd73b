import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { apart } from './apart.ts'

const root = path.resolve(import.meta.dirname, '../..')

test('a test that replaces a module shares its modules with no other, and no other test has a process to itself', () => {
  const replacing = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name.replaceAll(path.sep, '/')}`)
    .filter((name) =>
      /\bvi\.(?:doMock|mock|resetModules)\(/u.test(readFileSync(path.join(root, name), 'utf8')),
    )
  expect(replacing.toSorted()).toEqual(apart.toSorted())
})
