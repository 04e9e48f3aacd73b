import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { createFetch } from '../../../electron/main/outbound/fetch.ts'
import type { FetchOptions } from '../../../electron/main/outbound/fetch.ts'
import { TransportError } from '../../../electron/main/outbound/transport-error.ts'
import type { Trouble } from '../../../electron/main/outbound/transport-error.ts'
import { jsonAnswer, listen } from '../../fakes/socket-server.ts'
import type { SocketServer } from '../../fakes/socket-server.ts'
import { testCertificate } from '../../fakes/tls-pair.ts'

const open: SocketServer[] = []
const server: typeof listen = async (...args) => {
  const made = await listen(...args)
  open.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

const short = { connectMs: 300, headersMs: 300, bodyMs: 300, bodyBytes: 4_096 }
const post = (origin: string, init: RequestInit = {}): Request =>
  new Request(`${origin}/stamp?a=1`, { method: 'POST', body: '{"stamps":1}', ...init })

async function troubleOf(
  request: Request,
  options: Partial<FetchOptions> = {},
): Promise<Trouble | { kind: 'answered'; status: number }> {
  try {
    const response = await createFetch({ agent: 'fresh', limits: short, ...options })(request)
    return { kind: 'answered', status: response.status }
  } catch (error) {
    expect(error).toBeInstanceOf(TransportError)
    return (error as TransportError).trouble
  }
}

/** A proxy that leads every tunnel to one port. */
function tunnelTo(port: number): Promise<SocketServer> {
  return server((socket) => {
    socket.removeAllListeners('data')
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
}

describe('what was sent', () => {
  it('a request arrives whole, once, on a connection of its own', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(201, { ok: true })))
    const send = createFetch({ agent: 'fresh', limits: short })
    for (const _ of [1, 2]) {
      const response = await send(post(there.origin, { headers: { authorization: 'Bearer k' } }))
      expect([response.status, await response.json()]).toEqual([201, { ok: true }])
    }
    expect(there.received).toHaveLength(2)
    expect(there.received[0]).toMatch(/^POST \/stamp\?a=1 HTTP\/1\.1\r\n/)
    expect(there.received[0]).toMatch(/\r\nauthorization: Bearer k\r\n/i)
    expect(there.received[0]).toMatch(/\r\nconnection: close\r\n/i)
    expect(there.received[0]?.endsWith('\r\n\r\n{"stamps":1}')).toBe(true)
  })

  it('reads share a connection', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})))
    const get = createFetch({ agent: 'keep-alive', limits: short })
    await get(`${there.origin}/a`)
    await get(`${there.origin}/b`)
    expect(there.received).toHaveLength(1)
    expect(there.received[0]?.match(/GET \//g)).toHaveLength(2)
  })

  it.each([301, 302, 303, 307, 308])('%i is given back, not followed', async (status) => {
    const there = await server((socket) =>
      socket.write(jsonAnswer(status, {}, { location: `http://127.0.0.1:1/elsewhere` })),
    )
    expect(await troubleOf(post(there.origin))).toEqual({ kind: 'answered', status })
    expect(there.received).toHaveLength(1)
  })

  it.each([408, 421, 425, 429, 503])('%i is given back, and nothing is sent again', async (status) => {
    const there = await server((socket) => socket.write(jsonAnswer(status, {}, { 'retry-after': '0' })))
    expect(await troubleOf(post(there.origin))).toEqual({ kind: 'answered', status })
    expect(there.received).toHaveLength(1)
  })

  it('a reset on a reused connection is told, and nothing is sent again', async () => {
    const there = await server((socket, index) => {
      if (index === 0) socket.write(jsonAnswer(200, {}))
      else socket.resetAndDestroy()
    })
    const get = createFetch({ agent: 'keep-alive', limits: short })
    await get(`${there.origin}/a`)
    await expect(get(`${there.origin}/b`)).rejects.toMatchObject({
      trouble: { kind: 'no-answer', cause: 'reset' },
    })
    expect(there.received.join('').match(/GET \/b/g)).toHaveLength(1)
  })
})

describe('no connection: nothing was sent', () => {
  it('refused', async () => {
    const there = await server(() => undefined)
    await there.close()
    expect(await troubleOf(post(there.origin))).toEqual({ kind: 'not-sent', cause: 'refused' })
    expect(await troubleOf(new Request(there.origin), { agent: 'keep-alive' })).toEqual({
      kind: 'not-sent',
      cause: 'refused',
    })
  })

  it('a name that does not exist', async () => {
    const limits = { ...short, connectMs: 5_000 }
    expect(await troubleOf(post('http://nowhere.invalid'), { limits })).toEqual({
      kind: 'not-sent',
      cause: 'dns',
    })
  })

  it('a handshake that never ends', async () => {
    const silent = await server(() => undefined, { at: 'connect' })
    const origin = silent.origin.replace('http:', 'https:')
    expect(await troubleOf(post(origin))).toEqual({ kind: 'not-sent', cause: 'connect-timeout' })
    expect(silent.received.join('')).not.toContain('POST')
  })

  it('a connection that is cut during the handshake', async () => {
    const cutting = await server((socket) => socket.once('data', () => socket.resetAndDestroy()), {
      at: 'connect',
    })
    const origin = cutting.origin.replace('http:', 'https:')
    expect(await troubleOf(post(origin))).toEqual({ kind: 'not-sent', cause: 'tls' })
  })

  it('a certificate that nobody trusts; with it trusted, the same request arrives', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})), { tls: true })
    for (const agent of ['fresh', 'keep-alive'] as const) {
      const get = new Request(`${there.origin}/x`)
      expect(await troubleOf(get, { agent })).toEqual({ kind: 'not-sent', cause: 'tls' })
      const trusting = { agent, ca: [testCertificate] }
      expect(await troubleOf(get, trusting)).toEqual({ kind: 'answered', status: 200 })
    }
    expect(there.received.filter((text) => text.includes('GET /x'))).toHaveLength(2)
  })

  it('a certificate of another host, even one that is trusted', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})), { tls: true })
    const proxy = await tunnelTo(there.port)
    const options = { ca: [testCertificate], proxy: async () => `PROXY 127.0.0.1:${proxy.port}` }
    expect(await troubleOf(post('https://other.invalid'), options)).toEqual({
      kind: 'not-sent',
      cause: 'tls',
    })
    expect(there.received.join('')).not.toContain('POST')
  })

  it('given up before and while connecting', async () => {
    const there = await server(() => undefined, { at: 'connect' })
    const early = post(there.origin, { signal: AbortSignal.abort() })
    expect(await troubleOf(early)).toEqual({ kind: 'not-sent', cause: 'aborted' })
    const origin = there.origin.replace('http:', 'https:')
    for (const agent of ['fresh', 'keep-alive'] as const) {
      const midway = new Request(origin, { signal: AbortSignal.timeout(60) })
      expect(await troubleOf(midway, { agent })).toEqual({ kind: 'not-sent', cause: 'aborted' })
    }
  })
})

describe('connected, and no whole answer: the outcome is not known', () => {
  it.each<[string, Parameters<typeof listen>[0], Trouble]>([
    ['reset before a byte', (socket) => socket.resetAndDestroy(), { kind: 'no-answer', cause: 'reset' }],
    ['closed before a byte', (socket) => socket.end(), { kind: 'no-answer', cause: 'reset' }],
    [
      'reset within the headers',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-le', () => socket.resetAndDestroy()),
      { kind: 'no-answer', cause: 'reset' },
    ],
    ['silence', () => undefined, { kind: 'no-answer', cause: 'timeout' }],
    [
      'half a body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half'),
      { kind: 'no-answer', cause: 'half-answer' },
    ],
    [
      'half a chunked body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'),
      { kind: 'no-answer', cause: 'half-answer' },
    ],
    ['not HTTP', (socket) => socket.end('220 mail.example ESMTP\r\n'), { kind: 'no-answer', cause: 'other' }],
    [
      'a change of protocol',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      { kind: 'unusable', status: 101 },
    ],
    [
      'a body larger than announced limits allow',
      (socket) => socket.write(jsonAnswer(200, 'x'.repeat(5_000))),
      { kind: 'unusable', status: 200 },
    ],
    [
      'a body that unpacks beyond the limit',
      (socket) => {
        const bomb = gzipSync(Buffer.alloc(100_000))
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.byteLength}\r\n\r\n`,
        )
        socket.write(bomb)
      },
      { kind: 'unusable', status: 200 },
    ],
    [
      'an impossible status',
      (socket) => socket.write(jsonAnswer(999, {})),
      { kind: 'unusable', status: 999 },
    ],
  ])('%s', async (_name, answer, trouble) => {
    const there = await server(answer)
    expect(await troubleOf(post(there.origin))).toEqual(trouble)
    expect(there.received).toHaveLength(1)
  })

  it('a body that drips for ever ends at the limit', async () => {
    let dripped = 0
    const there = await server((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const drip = setInterval(() => {
        dripped += 1
        socket.write('x')
      }, 40)
      socket.on('close', () => clearInterval(drip))
    })
    expect(await troubleOf(post(there.origin))).toEqual({ kind: 'no-answer', cause: 'timeout' })
    // It dripped still when it was given up, and every drop would have been waited for but for the limit.
    expect(dripped).toBeGreaterThan(0)
    expect(dripped).toBeLessThan(1_000)
  })

  it('given up while waiting for the answer', async () => {
    const there = await server(() => undefined)
    const request = post(there.origin, { signal: AbortSignal.timeout(80) })
    expect(await troubleOf(request)).toEqual({ kind: 'no-answer', cause: 'aborted' })
  })
})

describe('what came back', () => {
  it('HTML, an empty 204 and a packed body are given as they are', async () => {
    const packed = gzipSync('{"packed":true}')
    const there = await server((socket, index) => {
      if (index === 0)
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>')
      else if (index === 1) socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      else {
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.byteLength}\r\n\r\n`,
        )
        socket.write(packed)
      }
    })
    const get = createFetch({ agent: 'fresh', limits: short })
    const html = await get(there.origin)
    expect([html.headers.get('content-type'), await html.text()]).toEqual(['text/html', '<html>'])
    expect((await get(there.origin)).status).toBe(204)
    expect(await (await get(there.origin)).json()).toEqual({ packed: true })
  })
})

describe('through a proxy', () => {
  it('plain http names the whole address', async () => {
    const proxy = await server((socket) => socket.write(jsonAnswer(200, {})))
    const asked: string[] = []
    const options = {
      proxy: async (url: string) => {
        asked.push(url)
        return `PROXY 127.0.0.1:${proxy.port}; DIRECT`
      },
    }
    expect(await troubleOf(post('http://shop.invalid'), options)).toEqual({ kind: 'answered', status: 200 })
    expect(proxy.received[0]).toMatch(/^POST http:\/\/shop\.invalid\/stamp\?a=1 HTTP\/1\.1\r\n/)
    expect(proxy.received[0]).toMatch(/\r\nhost: shop\.invalid\r\n/i)
    expect(asked).toEqual(['http://shop.invalid/'])
  })

  it('https goes through a tunnel, and the handshake is with the server itself', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})), { tls: true })
    const proxy = await tunnelTo(there.port)
    for (const agent of ['fresh', 'keep-alive'] as const) {
      const options = {
        agent,
        ca: [testCertificate],
        proxy: async () => `PROXY 127.0.0.1:${proxy.port}`,
        limits: { ...short, connectMs: 2_000 },
      }
      expect(await troubleOf(new Request(`${there.origin}/x`), options)).toEqual({
        kind: 'answered',
        status: 200,
      })
    }
    expect(there.received[0]).toMatch(/^GET \/x HTTP/)
    expect(proxy.received[0]).toMatch(/^CONNECT localhost:\d+ HTTP/)
    expect(proxy.received.join('')).not.toContain('GET /x')
  })

  it('a proxy that refuses the tunnel carried nothing', async () => {
    const proxy = await server((socket) => socket.end('HTTP/1.1 407 Who\r\ncontent-length: 0\r\n\r\n'))
    const options = { proxy: async () => `PROXY 127.0.0.1:${proxy.port}` }
    expect(await troubleOf(post('https://shop.invalid'), options)).toEqual({
      kind: 'not-sent',
      cause: 'unreachable',
    })
  })

  it('the next way is taken only while nothing was sent', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})))
    const dead = await server(() => undefined)
    await dead.close()
    const around = { proxy: async () => `PROXY 127.0.0.1:${dead.port}; DIRECT` }
    expect(await troubleOf(post(there.origin), around)).toEqual({ kind: 'answered', status: 200 })

    const eating = await server((socket) => socket.resetAndDestroy())
    const lost = { proxy: async () => `PROXY 127.0.0.1:${eating.port}; DIRECT` }
    expect(await troubleOf(post(there.origin), lost)).toEqual({ kind: 'no-answer', cause: 'reset' })
    expect(there.received).toHaveLength(1)
  })

  it('a proxy question that nobody answers ends with the time to connect, or with the caller, and sends nothing', async () => {
    const there = await server((socket) => socket.write(jsonAnswer(200, {})))
    const silent = { proxy: () => new Promise<string>(() => undefined) }
    expect(await troubleOf(post(there.origin), silent)).toEqual({
      kind: 'not-sent',
      cause: 'connect-timeout',
    })
    const limits = { ...short, connectMs: 60_000 }
    const leaving = new AbortController()
    const left = troubleOf(post(there.origin, { signal: leaving.signal }), { ...silent, limits })
    leaving.abort()
    expect(await left).toEqual({ kind: 'not-sent', cause: 'aborted' })
    expect(there.received).toEqual([])
  })

  it('a proxy that we do not speak, and a proxy question that fails, are no connection', async () => {
    for (const proxy of [async () => 'SOCKS5 127.0.0.1:1', async () => Promise.reject(new Error('script'))]) {
      expect(await troubleOf(post('http://127.0.0.1:1'), { proxy })).toEqual({
        kind: 'not-sent',
        cause: 'unreachable',
      })
    }
  })
})
