import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { env } from 'node:process'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import type { LookUp } from '../../../electron/main/directory/look-up.ts'
import { digitsOf } from '../../../electron/main/directory/member-keys.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import { foldText } from '../../../shared/domain/fold-text.ts'
import { madeUpMembers, randomOf } from './made-up-members.ts'

const size = Number(
  env['STAMPWELL_DIRECTORY_SIZE'] ?? (env['STAMPWELL_FULL'] === undefined ? 5_000 : 200_000),
)
const asked = env['STAMPWELL_FULL'] === undefined ? 150 : 500

let reads: LookUp
let members: readonly RemoteMember[] = []

/** Builds the copy and opens it again; the answer closes and deletes it. */
function build(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'member-copy-'))
  const file = path.join(folder, 'cache.db')
  const { db } = openCache(file)
  const writes = prepareWrites(db)
  members = [...madeUpMembers(size)]
  const started = performance.now()
  // As a provider with pages of 100 tells them, several pages to a transaction.
  for (let at = 0; at < members.length; at += 1_000) writes.apply(members.slice(at, at + 1_000), 1_000)
  const seconds = (performance.now() - started) / 1_000
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = statSync(file).size
  const reopened = performance.now()
  const again = openCache(file)
  reads = prepareLookUp(again.db)
  prepareWrites(again.db)
  console.log(
    `${size} members: ${Math.round(size / seconds)} rows/s, ${(bytes / 1e6).toFixed(1)} MB (${Math.round(bytes / size)} bytes each), opened in ${(performance.now() - reopened).toFixed(1)} ms`,
  )
  return () => {
    again.db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Kind {
  readonly name: string
  /** The query for a member; null where it has none of that kind. */
  readonly query: (details: MemberDetails, member: RemoteMember) => string | null
}

const folded = (details: MemberDetails) => foldText(memberName(details))
const kinds: readonly Kind[] = [
  { name: 'code', query: (_, { codes }) => codes[0] ?? null },
  { name: 'id', query: (_, { remoteId }) => remoteId },
  { name: 'e-mail', query: ({ email }) => email },
  { name: 'e-mail, beginning', query: ({ email }) => email?.slice(0, 8) ?? null },
  { name: 'phone', query: ({ phone }) => phone },
  {
    name: 'phone, as dialled at home',
    query: ({ phone }) => phone?.replace(/^\+36/, '06 ').replace(/^\+4[49]/, '0') ?? null,
  },
  { name: 'phone, beginning', query: ({ phone }) => phone?.slice(0, 8) ?? null },
  { name: 'phone, last 4', query: ({ phone }) => (phone === null ? null : digitsOf(phone).slice(-4)) },
  { name: 'name', query: memberName },
  { name: 'name, turned, no accents', query: (details) => folded(details).split(' ').toReversed().join(' ') },
  { name: 'name, 1 letter', query: (details) => folded(details).slice(0, 1) },
  { name: 'name, 2 letters', query: (details) => folded(details).slice(0, 2) },
  { name: 'name, 3 letters', query: (details) => folded(details).slice(0, 3) },
  { name: 'name, 6 letters', query: (details) => folded(details).slice(0, 6) },
  { name: 'name, 8 letters', query: (details) => folded(details).slice(0, 8) },
  {
    name: 'name, 3 + 3',
    query: (details) =>
      folded(details)
        .split(' ')
        .map((word) => word.slice(0, 3))
        .join(' '),
  },
  {
    name: 'name, 1 + 1',
    query: (details) =>
      folded(details)
        .split(' ')
        .map((word) => word.slice(0, 1))
        .join(' '),
  },
  {
    name: 'name and last 4',
    query: (details) =>
      details.phone === null ? null : `${folded(details).split(' ')[0] ?? ''} ${details.phone.slice(-4)}`,
  },
  { name: 'nobody', query: ({ email }) => `zzq ${email?.slice(0, 3) ?? ''}xqz` },
  { name: '4,000 characters', query: (details) => `${folded(details)} `.repeat(400).slice(0, 4_000) },
]

beforeAll(build, 600_000)

function sample(count: number): readonly RemoteMember[] {
  const random = randomOf(7)
  return Array.from({ length: count }, () => members[Math.floor(random() * members.length)]!)
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(3)
  console.log(`${name.padEnd(28)} p50 ${quantile(0.5)} ms   p99 ${quantile(0.99)} ms   max ${quantile(1)} ms`)
}

describe(`among ${size} members`, () => {
  test.each(kinds)('$name: the answer holds the member wherever it was not cut off', ({ name, query }) => {
    const times: number[] = []
    let missed = 0
    for (const member of sample(asked)) {
      const text = query(member.details, member)
      if (text === null) continue
      const started = performance.now()
      const { hits, more } = reads.search(text, 50)
      times.push(performance.now() - started)
      if (name === 'nobody') expect(hits).toEqual([])
      else if (!more && !hits.some(({ remoteId }) => remoteId === member.remoteId)) missed += 1
    }
    report(name, times)
    expect(missed).toBe(0)
    expect(times.length).toBeGreaterThan(asked / 2)
  })

  test.each(['code', 'id', 'e-mail', 'phone'])('an exact %s is the first row', (name) => {
    const { query } = kinds.find((kind) => kind.name === name)!
    for (const member of sample(asked)) {
      const text = query(member.details, member)
      if (text !== null) expect(reads.search(text, 50).hits[0]?.remoteId).toBe(member.remoteId)
    }
  })

  test('whoever is enrolled a second time is recognised', () => {
    const times: number[] = []
    for (const { details, remoteId } of sample(200)) {
      const started = performance.now()
      const found = reads.duplicates(details, null)
      times.push(performance.now() - started)
      if (details.phone !== null || details.email !== null) {
        expect(found.map(({ hit }) => hit.remoteId)).toContain(remoteId)
      }
    }
    report('duplicates', times)
  })
})
