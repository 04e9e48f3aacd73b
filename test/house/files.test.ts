import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const isText = (file: string): boolean => !/\.(?:png|jpe?g|mjpe?g|ico|icns|woff2?|db|gz)$/.test(file)
const isSource = (file: string): boolean =>
  /\.(?:[cm]?[jt]sx?|css|html|sh|yml|sql)$/.test(file) || file === '.ci/run'

/** Names that tools or readers expect as they are. */
const givenNames = new Set([
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'NOTICE',
])

describe('the files', () => {
  test('are there', () => {
    expect(tracked.filter(isSource).length).toBeGreaterThan(20)
  })

  test('none has more than 500 lines', () => {
    const long = tracked.filter(isSource).filter((file) => read(file).trimEnd().split('\n').length > 500)
    expect(long).toEqual([])
  })

  test('have names in kebab-case', () => {
    const odd = tracked.filter((file) =>
      file.split('/').some((part) => !givenNames.has(part) && !/^\.?[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(part)),
    )
    expect(odd).toEqual([])
  })

  test('speak of the product alone: no path of the machine that they were written on', () => {
    // Put together from pieces, or this file would be its own finding.
    const places = ['work', 'root', 'home/[a-z]', 'Users/[A-Za-z]', 'tmp/brief', 'tmp/bash'].map(
      (place) => `/${place}`,
    )
    const pattern = new RegExp(`(?<![\\w.~@-])(?:${places.join('|')})(?:/|\\b)`)
    const allowed = /test\/|package-lock\.json$/
    const found = tracked
      .filter((file) => isText(file) && !allowed.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .filter((line) => pattern.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      )
    expect(found).toEqual([])
  })

  test('the lock file names no registry but the public one', () => {
    const hosts = new Set(
      [...read('package-lock.json').matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map((match) => match[1]),
    )
    hosts.delete('registry.npmjs.org')
    expect([...hosts]).toEqual([])
  })

  test('hold no live key, and no private key but those of fake servers', () => {
    const liveKey = new RegExp(['sk', 'live', '[A-Za-z0-9]{16,}'].join('_'))
    const privateKey = new RegExp(`-----BEGIN [A-Z ]*PRIVATE KEY`)
    const found = tracked
      .filter(isText)
      .filter(
        (file) =>
          liveKey.test(read(file)) || (!file.startsWith('test/fakes/') && privateKey.test(read(file))),
      )
    expect(found).toEqual([])
  })
})
