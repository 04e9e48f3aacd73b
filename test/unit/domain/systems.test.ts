import { describe, expect, test } from 'vitest'
import { providerIds } from '../../../shared/domain/connection.ts'
import { addressOf, keyText, systems } from '../../../shared/domain/systems.ts'

describe('an address', () => {
  test.each(providerIds)('of %s that nobody changed stays as it is', (provider) => {
    const { baseUrl } = systems[provider]
    expect(addressOf(systems[provider], baseUrl)).toEqual({ ok: true, baseUrl })
  })

  test.each([
    ['leal', ' app.getleal.com ', 'https://app.getleal.com'],
    ['leal', 'https://app.getleal.com/api/v1/', 'https://app.getleal.com'],
    ['leal', 'https://gateway.example/leal/api/v1', 'https://gateway.example/leal'],
    ['loke', 'https://API.loke.global//', 'https://api.loke.global'],
    ['inveterate', 'https://public.inveterateapi.com/v2.0/', 'https://public.inveterateapi.com'],
    ['sellauth', 'https://api.sellauth.com/v1', 'https://api.sellauth.com'],
    ['loke', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['loke', 'http://[::1]:8080/', 'http://[::1]:8080'],
    ['loke', 'https://xn--bcher-kva.example:443', 'https://xn--bcher-kva.example'],
  ] as const)('of %s typed as %s is kept as %s', (provider, typed, baseUrl) => {
    expect(addressOf(systems[provider], typed)).toEqual({ ok: true, baseUrl })
  })

  test.each([
    '',
    'two words',
    'ftp://example.com',
    'javascript:alert(1)',
    'https://user:secret@example.com',
    'https://example.com/?key=1',
    'https://example.com/#here',
    `https://example.com/${'a'.repeat(500)}`,
  ])('that is none, as %s, is refused', (typed) => {
    expect(addressOf(systems.leal, typed)).toEqual({ ok: false, problem: 'address-unfit' })
  })

  test.each(['http://example.com', 'HTTP://app.getleal.com', 'http://127.0.0.1.example.com'])(
    'that would send the key in clear, as %s, is refused',
    (typed) => {
      expect(addressOf(systems.leal, typed)).toEqual({ ok: false, problem: 'address-not-encrypted' })
    },
  )
})

describe('a key', () => {
  test('is kept without what a copy brings along', () => {
    expect(keyText(systems.leal, { kind: 'key', key: '  abc\n' })).toBe('abc')
    expect(keyText(systems.sellauth, { kind: 'key', key: '5|x' })).toBe('5|x')
    expect(keyText(systems.loke, { kind: 'pair', id: ' id ', secret: ' s:cret ' })).toBe('id:s:cret')
  })

  test.each([
    ['leal', { kind: 'key', key: '   ' }],
    ['leal', { kind: 'key', key: 'two words' }],
    ['leal', { kind: 'key', key: 'schlüssel' }],
    ['leal', { kind: 'key', key: 'k'.repeat(2_001) }],
    ['leal', { kind: 'pair', id: 'a', secret: 'b' }],
    ['loke', { kind: 'key', key: 'a:b' }],
    ['loke', { kind: 'pair', id: 'a:b', secret: 'c' }],
    ['loke', { kind: 'pair', id: 'a', secret: '' }],
  ] as const)('that cannot be one of %s is none', (provider, entered) => {
    expect(keyText(systems[provider], entered)).toBeNull()
  })
})
