import { execFile } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { probe } from '../../scripts/probe/main.ts'
import { createReport } from '../../scripts/probe/report.ts'
import { tapReads } from '../../scripts/probe/tap.ts'
import { differs, holds } from '../../scripts/probe/verdict.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { jsonAnswer, listen } from '../fakes/socket-server.ts'
import {
  closeAll,
  closeLater,
  differing,
  inveterate,
  leal,
  loke,
  names,
  run,
} from './support/probe-subjects.ts'

afterEach(closeAll)

describe('what the probe was told', () => {
  it.each([
    [[]],
    [['--provider', 'leal']],
    [['--provider', 'nobody', '--base', 'https://api.example.com']],
    [['--provider', 'leal', '--base', 'ftp://api.example.com']],
    [['--provider', 'leal', '--base', 'http://api.example.com']],
    [['--provider', 'leal', '--base', 'https://user:sesame-open@api.example.com']],
    [['--provider', 'leal', '--base', 'https://api.example.com?key=sesame-open']],
    [['--provider', 'leal', '--base', 'https://api.example.com', '--key', 'sesame-open']],
    [['--provider', 'leal', '--base', 'https://api.example.com', 'sesame-open']],
  ])('%j is not understood: a usage line, and nothing is asked', async (args) => {
    const told = await run(args, { STAMPWELL_PROBE_KEY: 'sesame-open' })
    expect(told).toMatchObject({ code: 2, lines: [] })
    expect(told.errors.join()).toContain('Usage: npm run probe')
    expect(told.errors.join()).not.toContain('sesame-open')
  })

  it('a key that is missing is named by its variable', async () => {
    const base = ['--base', 'https://api.example.com']
    const leal = await run(['--provider', 'leal', ...base], { STAMPWELL_PROBE_CLIENT_ID: 'a' })
    expect(leal).toMatchObject({ code: 2 })
    expect(leal.errors.join()).toContain('STAMPWELL_PROBE_KEY must be set')
    const loke = await run(['--provider', 'loke', ...base], { STAMPWELL_PROBE_CLIENT_ID: 'a' })
    expect(loke).toMatchObject({ code: 2 })
    expect(loke.errors.join()).toContain('probe: STAMPWELL_PROBE_CLIENT_SECRET must be set')
  })

  it('a key that opens several stores asks for one', async () => {
    const { args, env } = await loke()
    const told = await run(args.slice(0, 4), env)
    expect(told).toMatchObject({ code: 2 })
    expect(told.errors.join()).toContain('opens 2 stores: name one with --store')
  })

  it('a store that is not there is no difference', async () => {
    const { args, env } = await leal()
    const told = await run([...args, '--store', '999'], env)
    expect(told).toMatchObject({ code: 3 })
    expect(told.errors.join()).toContain('there is no such store')
  })
})

describe('the guards', () => {
  it('nothing but a GET and the sign-in gets past the tap', async () => {
    const server = await listen((socket) => socket.end(jsonAnswer(200, {})))
    closeLater(() => server.close())
    const signIn = `${server.origin}/token`
    const tap = tapReads(createTransport(), signIn)
    const form = (text: string): RequestInit => ({ method: 'POST', body: new URLSearchParams(text) })
    const held: (() => Promise<Response>)[] = [
      () => tap.transport.read(`${server.origin}/x`, { method: 'POST', body: '{}' }),
      () => tap.transport.write(`${server.origin}/x`, { method: 'PUT', body: '{}' }),
      () => tap.transport.write(`${server.origin}/x`, form('grant_type=client_credentials')),
      () => tap.transport.write(signIn, form('grant_type=client_credentials&amount=5')),
      () => tap.transport.write(signIn, { method: 'DELETE' }),
    ]
    for (const send of held) await expect(send()).rejects.toThrow('The probe only reads')
    expect(tap.heldBack()).toBe(held.length)
    expect(server.received).toEqual([])
    await tap.transport.write(signIn, form('grant_type=client_credentials'))
    await tap.transport.read(`${server.origin}/x`)
    expect(server.received).toHaveLength(2)
  })

  it('a line that quotes an answer or the key is withheld, whatever wrote it', () => {
    const lines: string[] = []
    const secrets = new Set(['ada löwe', 'ada@example.com'])
    const report = createReport((line) => lines.push(line), secrets, ['sesame-open'])
    report.verdict('A', differs('found Ada Löwe'))
    report.verdict('B', holds('ada@example.com'))
    report.verdict('C', differs('sesame-open'))
    report.verdict('D', holds('adamant'))
    expect(lines).toEqual([
      'differs  A: (withheld: it quoted an answer)',
      'holds    B ((withheld: it quoted an answer))',
      '(a line was withheld: it held the key)',
      'holds    D (adamant)',
    ])
    expect(report.tally()).toMatchObject({ holds: 2, differs: 2 })
  })

  it('answers of any shape end in a verdict, and show nobody', { timeout: 60_000 }, async () => {
    const name = 'Zebedee Quux'
    const fields = [
      'id',
      'data',
      'customers',
      'members',
      'customerId',
      'email',
      'note',
      'amount',
      'pagination',
    ]
    const shape = fc.object({
      key: fc.constantFrom(
        ...fields,
        'status',
        'statistics',
        'external_references',
        'customer_cards',
        '__proto__',
      ),
      values: [fc.constant(name), fc.integer(), fc.double(), fc.constant(null), fc.boolean()],
      maxDepth: 4,
      withNullPrototype: true,
    })
    const door = { id: 1, name: 'x', data: { merchantId: 'm' } }
    const answers = fc.array(fc.oneof(shape, fc.array(shape, { maxLength: 4 })), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), answers, async (provider, bodies) => {
        let asked = 0
        const answer: typeof fetch = async () => {
          asked += 1
          const first = provider === 'sellauth' ? { data: [] } : door
          return Response.json(asked === 1 ? first : bodies[asked % bodies.length])
        }
        const token: typeof fetch = async () => Response.json({ access_token: 'token', expires_in: 60 })
        const env = {
          STAMPWELL_PROBE_KEY: 'k-e-y',
          STAMPWELL_PROBE_CLIENT_ID: 'i-d',
          STAMPWELL_PROBE_CLIENT_SECRET: 's-s',
        }
        const lines: string[] = []
        const print = (line: string): void => void lines.push(line)
        const args = ['--provider', provider, '--base', 'https://api.example.com', '--store', '38']
        const code = await probe({
          args,
          env,
          print,
          printError: print,
          transport: { read: answer, write: token },
        })
        expect([0, 1, 3]).toContain(code)
        expect(lines.length).toBeGreaterThan(30)
        expect(lines.join()).not.toContain('Zebedee')
      }),
      { numRuns: 60 },
    )
  })

  it('a provider that goes away on the way is no success', async () => {
    const server = await startSellAuth({ customers: 7 })
    let asked = 0
    const told: string[] = []
    const transport = createTransport()
    const read: typeof fetch = async (input, init) => {
      asked += 1
      if (asked === 8) await server.close()
      return await transport.read(input, init)
    }
    const code = await probe({
      args: ['--provider', 'sellauth', '--base', server.origin],
      env: { STAMPWELL_PROBE_KEY: server.key },
      print: (line) => void told.push(line),
      printError: (line) => void told.push(line),
      transport: { read, write: transport.write },
    })
    expect(differing({ code, lines: told, errors: [] })).toEqual([])
    expect(code).toBe(3)
    expect(told.some((line) => line.startsWith('unseen') && line.includes('no connection'))).toBe(true)
  })

  it('npm run probe is this, in a process of its own', async () => {
    const { args, env } = await inveterate()
    const script = join(import.meta.dirname, '../../scripts/probe.mjs')
    const told = await new Promise<{ code: unknown; out: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], { env: { ...process.env, ...env } }, (error, out) => {
        resolve({ code: error === null ? 0 : error.code, out })
      })
    })
    expect(told.code).toBe(0)
    expect(told.out).toContain('0 differ')
  })
})
