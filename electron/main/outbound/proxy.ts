/** One way to a host. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly secure: boolean; readonly host: string; readonly port: number }

/**
 * Reads a PAC answer such as `PROXY proxy.shop:3128; DIRECT`, in order of preference.
 *
 * SOCKS is not spoken; where nothing else is offered the list is empty, and the caller says "unreachable"
 * instead of going around a proxy that somebody prescribed.
 */
export function parsePac(answer: string): readonly Route[] {
  const routes: Route[] = []
  for (const part of answer.split(';')) {
    const [word = '', address = ''] = part.trim().split(/\s+/)
    const scheme = word.toUpperCase()
    if (scheme === 'DIRECT') routes.push({ kind: 'direct' })
    else if (scheme === 'PROXY' || scheme === 'HTTP' || scheme === 'HTTPS') {
      const route = proxyRoute(scheme === 'HTTPS', address)
      if (route !== null) routes.push(route)
    }
  }
  return routes
}

function proxyRoute(secure: boolean, address: string): Route | null {
  const found = /^(\[[0-9a-f:.]+\]|[^:\s/]+)(?::(\d{1,5}))?$/i.exec(address)
  if (found === null) return null
  const [, host = '', digits] = found
  const port = digits === undefined ? (secure ? 443 : 80) : Number(digits)
  if (port < 1 || port > 65_535) return null
  return { kind: 'proxy', secure, host: host.replace(/^\[|\]$/g, ''), port }
}
