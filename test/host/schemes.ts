import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { CustomScheme } from 'electron'
import { loud } from './loud.ts'

type Handler = (request: Request) => Response | Promise<Response>

/**
 * Chromium knows no `app:` scheme, so `app://shop/x` is opened as `http://shop.app.localhost/x` (a fixed, secure
 * origin) and answered by a loopback server through the app's own protocol.handle. Everything that main sees
 * (request.url, getURL, senderFrame.url, will-navigate) is mapped back.
 */
export class Schemes {
  private readonly registered = new Set<string>()
  private readonly handlers = new Map<string, Handler>()
  private readonly ownPaths = new Map<string, (body: string) => string>()
  private server: Server | undefined
  private readonly isReady: () => boolean

  constructor(isReady: () => boolean) {
    this.isReady = isReady
  }

  readonly toChromium = (url: string): string =>
    url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (all, scheme: string, host: string) =>
      this.registered.has(scheme) ? `http://${host}.${scheme}.localhost` : all,
    )

  readonly toApp = (url: string): string =>
    url.replace(
      /^http:\/\/([^/?#:]+)\.([a-z][a-z0-9+-]*)\.localhost(?::\d+)?(?=[/?#]|$)/i,
      (all, host: string, scheme: string) => (this.registered.has(scheme) ? `${scheme}://${host}` : all),
    )

  /** The `protocol` module. */
  readonly protocol = loud('protocol', {
    registerSchemesAsPrivileged: (schemes: CustomScheme[]): void => {
      if (this.isReady()) {
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      }
      for (const { scheme } of schemes) this.registered.add(scheme)
    },
    handle: (scheme: string, handler: Handler): void => {
      this.requireReady()
      if (!this.registered.has(scheme)) {
        throw new Error(
          `chromium host: scheme '${scheme}' must be registered as privileged before it is handled`,
        )
      }
      if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      this.handlers.set(scheme, handler)
    },
    unhandle: (scheme: string): void => {
      if (!this.handlers.delete(scheme)) throw new Error(`Failed to unregister protocol: ${scheme}`)
    },
    isProtocolHandled: (scheme: string): boolean => {
      this.requireReady()
      return this.handlers.has(scheme)
    },
  })

  private requireReady(): void {
    if (!this.isReady()) throw new Error('Session can only be received when app is ready')
  }

  /** Lets the host's own part of a page ask main something by a synchronous request; undefined ends it. */
  answerPage(path: string, answer: ((body: string) => string) | undefined): void {
    if (answer === undefined) this.ownPaths.delete(path)
    else this.ownPaths.set(path, answer)
  }

  isOwn(url: string): boolean {
    return [...this.ownPaths.keys()].some((path) => url.endsWith(path))
  }

  /** Starts answering; returns the resolver rules that lead Chromium here. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response))
    this.server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return [...this.registered].map((scheme) => `MAP *.${scheme}.localhost:80 127.0.0.1:${port}`).join(',')
  }

  close(): void {
    this.server?.close()
    this.server?.closeAllConnections()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.toApp(`http://${request.headers.host ?? ''}${request.url ?? '/'}`)
    const handler = this.handlers.get(url.slice(0, url.indexOf(':')))
    if (handler === undefined) {
      response.writeHead(404).end()
      return
    }
    // Chromium asks for it over http; Electron never asks for it over a custom scheme.
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    const own = this.ownPaths.get(request.url ?? '')
    try {
      if (own !== undefined) {
        response.writeHead(200).end(own(await text(request)))
        return
      }
      const reply = await handler(toRequest(url, request))
      const origin = `http://${request.headers.host ?? ''}`
      const allowed = [...this.ownPaths.keys()].map((path) => `${origin}${path}`)
      response.writeHead(reply.status, [...withAllowedRequests(reply.headers, allowed)].flat())
      if (reply.body === null) response.end()
      else
        Readable.fromWeb(reply.body as NodeReadableStream)
          .on('error', () => response.destroy())
          .pipe(response)
    } catch (error) {
      console.error(`protocol handler failed for ${url}:`, error)
      response.destroy() // net::ERR_EMPTY_RESPONSE, where Electron says net::ERR_FAILED
    }
  }
}

/** The page's policy governs the preload's world too here, so it must allow the host's own paths, which it cannot guess. */
function withAllowedRequests(headers: Headers, allowed: readonly string[]): Headers {
  const policy = headers.get('content-security-policy')
  if (policy === null || allowed.length === 0) return headers
  const directives = policy.split(';').map((directive) => directive.trim())
  const valueOf = (name: string): string | undefined =>
    directives.find((directive) => directive.startsWith(`${name} `))?.slice(name.length + 1)
  const current = valueOf('connect-src') ?? valueOf('default-src')
  if (current === undefined) return headers
  const sources = [...current.split(/\s+/).filter((source) => source !== "'none'"), ...allowed].join(' ')
  const others = directives.filter((directive) => !directive.startsWith('connect-src '))
  const changed = new Headers(headers)
  changed.set('content-security-policy', [...others, `connect-src ${sources}`].join('; '))
  return changed
}

function toRequest(url: string, request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    // Of the loopback connection, not of the page's request.
    if (value !== undefined && !['host', 'connection', 'upgrade-insecure-requests'].includes(name)) {
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    }
  }
  const method = request.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  return new Request(url, {
    method,
    headers,
    body: Readable.toWeb(request) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
}
