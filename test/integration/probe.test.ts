import { afterEach, describe, expect, it } from 'vitest'
import { jsonAnswer, listen } from '../fakes/socket-server.ts'
import {
  about,
  closeAll,
  closeLater,
  differing,
  inveterate,
  leal,
  loke,
  names,
  run,
  sellauth,
  subjects,
  tell,
} from './support/probe-subjects.ts'

afterEach(closeAll)

describe.each(names)('a probe of %s', (name) => {
  it('finds on the plain fake that everything holds, by reading alone, and shows neither key nor member', async () => {
    const subject = await subjects[name]()
    const told = await tell(subject)
    expect(differing(told)).toEqual([])
    expect(told).toMatchObject({ code: 0, errors: [] })
    expect(told.lines.filter((line) => line.startsWith('holds')).length).toBeGreaterThanOrEqual(26)
    expect(new Set(subject.methods())).toEqual(new Set(['GET']))
    // The refusal itself is shown, whatever else was asked after it.
    expect(told.lines.filter((line) => /An unknown \w+ is told as such.*\(404,/.test(line))).toHaveLength(1)
    const text = told.lines.join('\n')
    expect(subject.secret.length).toBeGreaterThan(10)
    expect(subject.secret.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toContain('withheld')
  })

  it('ends at the door with a wrong key', async () => {
    const subject = await subjects[name]()
    const env = Object.fromEntries(Object.keys(subject.env).map((each) => [each, 'wrong-key']))
    const told = await run(subject.args, env)
    expect(told.code).toBe(3)
    expect(told.errors.join()).toMatch(/refused|signing in was answered 401/)
    expect(told.errors.join()).not.toContain('wrong-key')
    expect(told.lines).toHaveLength(1)
  })

  it("takes another product's answer for neither a difference nor a success", async () => {
    for (const [words, answer] of [
      ['another product', jsonAnswer(200, { hello: 'world', owner: 'Ada Lovelace', access_token: 'x' })],
      [
        'without JSON',
        'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 14\r\n\r\n<p>Sign in</p>',
      ],
    ] as const) {
      const other = await listen((socket) => socket.write(answer))
      closeLater(() => other.close())
      const { args, env } = await subjects[name]()
      const told = await run([...args.slice(0, 3), other.origin, '--store', '38'], env)
      expect(told.code).toBe(3)
      if (name !== 'loke') expect(told.errors.join()).toContain(words)
      expect(told.errors.join()).not.toContain('Lovelace')
    }
  })

  it('says that nobody is there where nobody is', async () => {
    const gone = await listen((socket) => socket.end())
    await gone.close()
    const { args, env } = await subjects[name]()
    const told = await run([...args.slice(0, 3), gone.origin, '--store', '38'], env)
    expect(told.code).toBe(3)
    expect(told.errors.join()).toContain('no connection (refused)')
  })
})

describe('a dialect other than the documented one is told', () => {
  it('Leal: smaller pages, references that are not told, a search that knows no card', async () => {
    const told = await tell(
      await leal((body, url) => {
        const { customers, pagination } = body
        if (!Array.isArray(customers)) return body
        const search = url.searchParams.get('search') ?? ''
        const rows = (customers as Record<string, unknown>[]).map((row) => ({
          ...row,
          external_references: ['ref'],
          phone: undefined,
          shoe_size: 42,
        }))
        const blind = /^[0-9a-f-]{36}$/.test(search)
        return { customers: blind ? [] : rows, pagination: { ...(pagination as object), items: 50 } }
      }),
    )
    expect(told.code).toBe(1)
    expect(about(told, '`items=100` is allowed')).toBe('differs  …: a page has 50')
    expect(about(told, 'Rows tell `external_references` as objects')).toBe('differs  …: text in 60')
    expect(about(told, 'A customer has the fields')).toContain('missing in some of 60 rows: phone')
    expect(about(told, "A search takes a card's uuid")).toContain('differs')
    expect(about(told, 'The adapter finds exactly one member')).toContain(
      'differs  … by the code of a card: 0 members',
    )
  })

  it('LOKE: paths for URLs and another place for codes still hold; an overlooked question does not', async () => {
    const open = await tell(await loke({ nextPage: 'path', errorShape: 'nested' }))
    expect(open.code).toBe(0)
    expect(about(open, '`X-Next-Page` is a URL or a path')).toContain('(a path)')
    expect(about(open, "An error's code stands")).toContain('not_found under error.code')

    const blind = await tell(await loke({ overlooksFilters: true }))
    expect(blind.code).toBe(1)
    expect(about(blind, '`email` brings that e-mail alone')).toBe(
      'differs  …: others among the 40 that were found',
    )
    expect(about(blind, 'An e-mail that nobody has')).toBe(
      'differs  … brings nobody: 40 customers were answered',
    )

    const astray = await tell(await loke({ nextPage: 'other-shop' }))
    expect(astray.code).toBe(1)
    expect(about(astray, '`X-Next-Page` is a URL or a path')).toContain('it leads to another listing')
  })

  it('LOKE: which way a sort runs is observed', async () => {
    const told = await tell(await loke())
    expect(about(told, 'Which way `sort=created` runs')).toContain('(rising)')
    expect(about(told, 'Which way `sort=updated` runs')).toContain('(falling)')
    expect(about(told, '`statistics` may be absent')).toContain('absent in 4 of 40')
    expect(about(told, "The id of a list's row")).toMatch(/^holds/)
  })

  it('Inveterate: no cursor told, an empty one demanded, no notes, the merchant elsewhere', async () => {
    const told = await tell(
      await inveterate({ list: 'silent', firstCursor: 'blank', merchantPath: 'admin', notes: 'hidden' }),
    )
    expect(told.code).toBe(1)
    expect(about(told, 'The merchant is read at')).toContain('404 there')
    expect(about(told, 'The first page needs no cursor')).toBe(
      'differs  …: 400; the adapter sends an empty cursor then',
    )
    expect(about(told, 'A full page tells its `lastCustomerId`')).toContain('differs')
    expect(about(told, 'A second page brings other members')).toMatch(/^holds/)
    expect(about(told, 'Lines show their notes')).toContain('2 of 2 have no such field')
  })

  it('Inveterate: where list and cursor stand, and how the ledger runs, is told', async () => {
    const told = await tell(await inveterate({ list: 'aside' }))
    expect(told.code).toBe(0)
    expect(about(told, 'Members come as a list')).toContain('(data.items)')
    expect(about(told, 'A full page tells its `lastCustomerId`')).toContain(
      '(data.pagination.lastCustomerId)',
    )
    expect(about(told, 'A credit may have decimals')).toContain('number in 2')
    expect(about(told, 'The cursor of a ledger')).toMatch(/^holds/)
    const keyed = await tell(await inveterate({ creditCursor: 'object', wrapped: true }))
    expect(keyed.code).toBe(0)
    expect(about(keyed, 'The cursor of a ledger')).toMatch(/^holds/)
  })

  it('SellAuth: filters that are overlooked or match in part, a customer under data, a history without a path', async () => {
    const blind = await tell(
      await sellauth({ filters: 'ignored', history: 'no-such-path', customer: 'no-such-path' }),
    )
    expect(blind.code).toBe(1)
    expect(about(blind, 'A filter is not overlooked')).toContain('7 customers were answered')
    expect(about(blind, 'The filter `email` brings')).toContain('6 others among the 7')
    expect(about(blind, 'A history is read at')).toContain('differs')
    expect(about(blind, 'One customer is read by id')).toContain('no such path')

    const part = await tell(await sellauth({ filters: 'partial', customer: 'data', history: 'bare' }))
    expect(part.code).toBe(1)
    expect(about(part, 'A filter is exact')).toContain('7 who have it as a part')
    expect(about(part, 'One customer is read by id')).toMatch(/^holds .*\(data\)$/)
    expect(about(part, 'A history is read at')).toContain('a bare list')
    expect(about(part, 'The second page of a history')).toContain('rows: 2')
    const plain = await tell(await sellauth({ history: 'resource' }))
    expect(about(plain, 'The second page of a history')).toMatch(/^holds/)
    expect(about(plain, 'A line of it has an amount')).toMatch(/^holds/)
  })
})
