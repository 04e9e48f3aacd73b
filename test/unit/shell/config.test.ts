import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConfigSource } from '../../../electron/main/config.ts'
import { readConfig, systemSource } from '../../../electron/main/config.ts'

const provision = {
  name: 'Bakery, High Street',
  provider: 'leal',
  baseUrl: 'https://app.getleal.com/',
  store: 'acc_1',
  key: 'sk_live_secret',
  zone: 'Europe/Madrid',
  singleTill: true,
  readLagMs: 2_000,
  lateBoundMs: 60_000,
}

const source = (
  env: Readonly<Record<string, string | undefined>>,
  files: Readonly<Record<string, string>> = {},
  packaged = false,
): ConfigSource => ({
  env,
  packaged,
  readText: (name) => {
    const text = files[name]
    if (text === undefined) throw new Error(`ENOENT ${name}`)
    return text
  },
})

const provisioned = (content: unknown) =>
  readConfig(source({ STAMPWELL_PROVISION: 'p.json' }, { 'p.json': JSON.stringify(content) }))

describe('the configuration', () => {
  test('needs nothing: practice mode inside this process', () => {
    expect(readConfig(source({}))).toEqual({
      ok: true,
      value: {
        ignored: [],
        config: {
          practice: { remote: null, members: 5_000, singleTill: true },
          provision: null,
          logLevel: 'info',
          rendererUrl: null,
        },
      },
    })
  })

  test('takes every setting', () => {
    const read = readConfig(
      source(
        {
          STAMPWELL_PRACTICE_URL: 'http://127.0.0.1:8090/',
          STAMPWELL_PRACTICE_TOKEN_FILE: 't',
          STAMPWELL_PRACTICE_MEMBERS: '200',
          STAMPWELL_PRACTICE_SINGLE_TILL: '0',
          STAMPWELL_PROVISION: 'p',
          STAMPWELL_LOG_LEVEL: 'debug',
          ELECTRON_RENDERER_URL: 'http://localhost:5173',
        },
        { t: 'practice-token\n', p: JSON.stringify(provision) },
      ),
    )
    expect(read.ok && read.value).toEqual({
      ignored: [],
      config: {
        practice: {
          remote: { url: 'http://127.0.0.1:8090', token: 'practice-token' },
          members: 200,
          singleTill: false,
        },
        provision: { ...provision, baseUrl: 'https://app.getleal.com' },
        logLevel: 'debug',
        rendererUrl: 'http://localhost:5173',
      },
    })
  })

  test('an empty variable is one that is not set', () => {
    expect(readConfig(source({ STAMPWELL_PROVISION: '', STAMPWELL_PRACTICE_URL: ' ' })).ok).toBe(true)
  })

  test.each([
    'http://practice.example.com',
    'https://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'http://user:secret@127.0.0.1',
    'http://localhost/?x=1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'not a url',
  ])('practice speaks to this machine alone, not to %s', (url) => {
    expect(readConfig(source({ STAMPWELL_PRACTICE_URL: url }))).toEqual({
      ok: false,
      error: [{ kind: 'bad-value', setting: 'practiceUrl', fields: [] }],
    })
  })

  test('a packaged program has no development server, whatever the environment says', () => {
    const read = readConfig(source({ ELECTRON_RENDERER_URL: 'http://localhost:5173' }, {}, true))
    expect(read.ok && read.value.config.rendererUrl).toBeNull()
  })

  test('a wrong setting that decides where operations go stops the start', () => {
    const read = readConfig(
      source({
        STAMPWELL_PRACTICE_SINGLE_TILL: 'maybe',
        STAMPWELL_PROVISION: 'gone.json',
        STAMPWELL_LOG_LEVEL: 'loud',
      }),
    )
    expect(read).toEqual({
      ok: false,
      error: expect.arrayContaining([
        { kind: 'bad-value', setting: 'practiceSingleTill', fields: [] },
        { kind: 'unreadable-file', setting: 'provision', fields: [] },
        { kind: 'bad-value', setting: 'logLevel', fields: [] },
      ]) as unknown,
    })
  })

  test.each([
    ['STAMPWELL_LOG_LEVEL', 'loud', 'logLevel'],
    ['STAMPWELL_PRACTICE_MEMBERS', '-1', 'practiceMembers'],
    ['STAMPWELL_PRACTICE_MEMBERS', '1e9', 'practiceMembers'],
  ])('a wrong %s=%s is told and its default taken', (name, text, setting) => {
    const read = readConfig(source({ [name]: text }))
    expect(read.ok && read.value.ignored).toEqual([{ kind: 'bad-value', setting, fields: [] }])
    expect(read.ok && read.value.config.practice.members).toBe(5_000)
    expect(read.ok && read.value.config.logLevel).toBe('info')
  })

  test.each([
    ['leal', 'https://app.getleal.com/api/v1/', 'https://app.getleal.com'],
    ['loke', 'https://api.loke.global', 'https://api.loke.global'],
    ['inveterate', 'https://public.inveterateapi.com/v2.0', 'https://public.inveterateapi.com'],
    ['sellauth', 'https://api.sellauth.com/v1/', 'https://api.sellauth.com'],
  ])(
    'a shop at %s can be provisioned, and its address is kept as a person’s would be',
    (provider, typed, kept) => {
      const read = provisioned({ ...provision, provider, baseUrl: typed })
      expect(read.ok && read.value.config.provision).toMatchObject({ provider, baseUrl: kept })
    },
  )

  test.each([
    ['name', { name: '  ' }],
    ['provider', { provider: 'other' }],
    ['baseUrl', { baseUrl: 'http://app.getleal.com' }],
    ['baseUrl', { baseUrl: 'https://app.getleal.com/?key=x' }],
    ['store', { store: '' }],
    ['key', { key: 'with space' }],
    ['key', { key: 'with\nbreak' }],
    ['key', { key: '' }],
    ['zone', { zone: 'Europe/Atlantis' }],
    ['singleTill', { singleTill: 'yes' }],
    ['readLagMs', { readLagMs: -1 }],
    ['lateBoundMs', { lateBoundMs: 1.5 }],
    ['unknown', { surprise: 1 }],
  ])('a provisioning file with a wrong %s is refused by that name', (field, change) => {
    expect(provisioned({ ...provision, ...change })).toEqual({
      ok: false,
      error: [{ kind: 'bad-value', setting: 'provision', fields: [field] }],
    })
  })

  test('a key may travel in clear to this machine alone', () => {
    expect(provisioned({ ...provision, baseUrl: 'http://127.0.0.1:9000' }).ok).toBe(true)
  })

  test('a provisioning file that is not JSON, or not an object, is a problem and no crash', () => {
    const bad = readConfig(source({ STAMPWELL_PROVISION: 'p' }, { p: '{' }))
    expect(bad).toEqual({ ok: false, error: [{ kind: 'not-json', setting: 'provision', fields: [] }] })
    expect(provisioned([]).ok).toBe(false)
    expect(provisioned(null).ok).toBe(false)
  })

  test('a token file without a usable token is refused', () => {
    const env = { STAMPWELL_PRACTICE_URL: 'http://127.0.0.1:1', STAMPWELL_PRACTICE_TOKEN_FILE: 't' }
    expect(readConfig(source(env, { t: 'two words' })).ok).toBe(false)
    expect(readConfig(source(env)).ok).toBe(false)
  })

  test('a problem never repeats a value, and nothing crashes', () => {
    fc.assert(
      fc.property(fc.json(), fc.string({ minLength: 4 }), (json, text) => {
        const read = readConfig(
          source(
            { STAMPWELL_PROVISION: 'p', STAMPWELL_PRACTICE_URL: text, STAMPWELL_LOG_LEVEL: text },
            { p: json },
          ),
        )
        if (read.ok) return
        for (const problem of read.error) {
          expect(Object.keys(provision).concat('unknown')).toEqual(
            expect.arrayContaining([...problem.fields]),
          )
        }
      }),
    )
  })

  test("the system's source reads the process", () => {
    expect(systemSource(true)).toMatchObject({ env: process.env, packaged: true })
    expect(() => systemSource(true).readText('/nowhere/at/all')).toThrow()
  })
})
