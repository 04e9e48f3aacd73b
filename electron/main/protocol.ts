import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Protocol } from 'electron'

const scheme = 'app'
const host = 'stampwell'
/** The customer's page is another origin: it shares no storage, no permission and no zoom with the till's. */
const customerHost = 'customer'
const customerFile = '/customer.html'

/** The page's address in every build; in development the development server's takes its place. */
export const pageUrl = `${scheme}://${host}/index.html`

/** The address of the customer's page; beside the till's on a development server. */
export function customerUrl(rendererUrl: string | null): string {
  return rendererUrl === null
    ? `${scheme}://${customerHost}${customerFile}`
    : new URL(`.${customerFile}`, rendererUrl).href
}

/** Whether an address is the customer's page, which shows nothing else. */
export function isCustomerPage(address: string, rendererUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const ours = new URL(customerUrl(rendererUrl))
  return url.protocol === ours.protocol && url.host === ours.host && url.pathname === ours.pathname
}

/** Makes `app://` a secure origin of its own. Only before `ready`: call it at the entry's top level. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/**
 * The one style that a component library writes into the page by itself (React Aria's press handling, for
 * touch), allowed by its exact text. A test compares it with the installed library.
 */
const pressStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

// No `require-trusted-types-for`: it refuses `new Worker(url)`, which the camera needs, and would ask the page
// for a policy that lets any address through; `script-src 'self'` already decides where a worker comes from.
const policyWith = (scripts: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src 'self' ${pressStyle}`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'none'",
    "media-src 'self' blob: mediastream:",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The camera's worker, under the name that the build gives it. A worker has the policy of its own answer, not that of
 * its page: this one alone may compile WebAssembly (zxing-cpp), and may no more than the page else.
 */
const cameraWorker = /^\/assets\/camera-worker-[A-Za-z0-9_-]+\.js$/

const policyOf = (name: string): string =>
  policyWith(cameraWorker.test(name) ? "'self' 'wasm-unsafe-eval'" : "'self'")

/** The customer's page draws: it asks nobody, plays nothing and starts no worker. */
const customerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': policyWith("'self'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), hid=(self), serial=(self), usb=(), bluetooth=(), microphone=(), geolocation=(), display-capture=()',
  // A new version's page must not meet an old version's script.
  'cache-control': 'no-cache',
}

const customerHeaders = {
  ...headers,
  'content-security-policy': customerPolicy,
  'permissions-policy':
    'camera=(), hid=(), serial=(), usb=(), bluetooth=(), microphone=(), geolocation=(), display-capture=()',
}

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
])

/** Answers `app://stampwell/*` with the files in `root` and `app://customer/*` with those of the customer's page. */
export function serveRenderer(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return answer(405, { allow: 'GET' })
    const file = fileOf(root, request.url)
    if (file === null) return answer(404)
    const body = await readFile(file.path).catch(missing)
    return body === null
      ? answer(404)
      : new Response(new Uint8Array(body), {
          headers: {
            ...headersOf(new URL(request.url)),
            'content-type': file.type,
          },
        })
  }
}

function headersOf(url: URL): Readonly<Record<string, string>> {
  return url.host === customerHost
    ? customerHeaders
    : { ...headers, 'content-security-policy': policyOf(url.pathname) }
}

function answer(status: number, extra: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...headers, ...extra } })
}

/** What is not there, is not for us or is a folder is one answer; a broken disk is the caller's to hear of. */
function missing(error: unknown): null {
  const code = (error as { readonly code?: unknown }).code
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'EACCES') return null
  throw error
}

/** The file that an address means, or null where it means none of ours. */
export function fileOf(
  root: string,
  address: string,
): { readonly path: string; readonly type: string } | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== `${scheme}:` || ![host, customerHost].includes(url.host)) return null
  const name = decoded(url.pathname === '/' ? '/index.html' : url.pathname)
  // Decoded once: what still climbs, hides a separator, a drive, a stream or a NUL is an attack, not a file of ours.
  if (name === null || !/^(?:\/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+$/.test(name)) return null
  // Neither page opens the other's under its own origin.
  const isCustomers = name === customerFile
  if (url.host === customerHost ? !isCustomers && !name.startsWith('/assets/') : isCustomers) return null
  const type = types.get(extname(name))
  const path = join(root, name)
  return type !== undefined && path.startsWith(root + sep) ? { path, type } : null
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

/** Whether an address is our page's origin: `app://stampwell`, or the development server's. */
export function isOurs(address: string, rendererUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol === `${scheme}:`) return url.host === host
  return (
    rendererUrl !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.origin === new URL(rendererUrl).origin
  )
}
