import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTrust } from '../../../electron/main/outbound/certificates.ts'
import { parsePac } from '../../../electron/main/outbound/proxy.ts'
import {
  beforeConnected,
  transportErrorIn,
  TransportError,
} from '../../../electron/main/outbound/transport-error.ts'
import { testCertificate } from '../../fakes/tls-pair.ts'

describe('a PAC answer', () => {
  const proxy = { kind: 'proxy', secure: false }
  it.each<[string, unknown]>([
    ['DIRECT', [{ kind: 'direct' }]],
    ['PROXY shop:3128; DIRECT', [{ ...proxy, host: 'shop', port: 3_128 }, { kind: 'direct' }]],
    ['proxy shop', [{ ...proxy, host: 'shop', port: 80 }]],
    ['HTTPS shop', [{ ...proxy, secure: true, host: 'shop', port: 443 }]],
    ['PROXY [::1]:8080', [{ ...proxy, host: '::1', port: 8_080 }]],
    ['SOCKS5 shop:1080; PROXY b:1', [{ ...proxy, host: 'b', port: 1 }]],
    ['SOCKS shop:1080', []],
    ['PROXY shop:0; PROXY shop:70000; PROXY ; PROXY a/b:1', []],
    ['', []],
  ])('%s', (answer, routes) => {
    expect(parsePac(answer)).toEqual(routes)
  })

  it('any text is a list of routes', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parsePac(text))))
  })
})

describe('trusted certificates', () => {
  it("a system store that cannot be used is told once, and Node's own list still serves", () => {
    const told: unknown[] = []
    const trust = createTrust({
      read: (store) => {
        if (store === 'system') throw new Error('keychain locked')
        return [testCertificate]
      },
      onSystemStoreUnusable: (error) => told.push(error),
    })
    expect(trust()).toBe(trust())
    expect(told).toHaveLength(1)
  })
})

describe('errors from before the connection', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'connect-timeout'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETDOWN', 'unreachable'],
    ['ESOMETHINGNEW', 'unreachable'],
  ])('%s is %s', (code, cause) => {
    const error = Object.assign(new Error('x'), { code })
    expect(beforeConnected(error).trouble).toEqual({ kind: 'not-sent', cause })
    // Both address families tried: one error for each.
    expect(beforeConnected(new AggregateError([error, error])).trouble).toEqual({ kind: 'not-sent', cause })
  })

  it('ours is found under what a library wrapped around it, and a circle of causes ends', () => {
    const ours = new TransportError({ kind: 'not-sent', cause: 'dns' })
    expect(transportErrorIn(new Error('a', { cause: new Error('b', { cause: ours }) }))).toBe(ours)
    const circle: Error & { cause?: unknown } = new Error('c')
    circle.cause = circle
    expect(transportErrorIn(circle)).toBeNull()
  })
})
