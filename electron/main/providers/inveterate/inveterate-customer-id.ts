/** What a cashier pasted or typed for a Shopify customer. */
export type PastedCustomer =
  /** `shop` is the store's handle, where the paste tells it: another shop's customer must not be enrolled. */
  | { readonly kind: 'customer'; readonly id: string; readonly shop: string | null }
  | { readonly kind: 'empty' }
  /** An address of Shopify, but not of one customer (an order, a list, a segment). */
  | { readonly kind: 'no-customer' }
  /** Neither a number nor an address of Shopify. */
  | { readonly kind: 'unreadable' }

/** Longer than any address; a whole page that was pasted by mistake is not worth a look. */
const longestPaste = 2_000

/**
 * Reads a Shopify customer from a number, a `gid://shopify/Customer/...`, or the address of the customer's page
 * in the admin, old (`shop.myshopify.com/admin/customers/1`) or new (`admin.shopify.com/store/shop/customers/1`).
 */
export function parseCustomer(pasted: string): PastedCustomer {
  if (pasted.length > longestPaste) return { kind: 'unreadable' }
  // Copies from a chat or a table bring invisible characters and brackets along.
  const text = pasted
    .replace(/[\p{Cf}\p{Cc}\s]/gu, '')
    .replace(/^[<("'#]+/, '')
    .replace(/[>)"',;.]+$/, '')
  if (text === '') return { kind: 'empty' }
  if (isId(text)) return { kind: 'customer', id: text, shop: null }
  const gid = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?|$)/i.exec(text)
  if (gid !== null) return ofGid(gid[1] ?? '', gid[2] ?? '')
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null) return { kind: 'unreadable' }
  return ofAddress(url)
}

/** Whether a text is a customer's number: digits alone, no leading zero, no more than 64 bits hold. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= 0xffff_ffff_ffff_ffffn
}

function ofGid(type: string, id: string): PastedCustomer {
  return type.toLowerCase() === 'customer' && isId(id)
    ? { kind: 'customer', id, shop: null }
    : { kind: 'no-customer' }
}

function ofAddress(url: URL): PastedCustomer {
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const handle = /^([a-z0-9][a-z0-9-]*)\.myshopify\.com$/.exec(url.hostname)?.[1]
  if (handle !== undefined) return after(parts, ['admin'], handle)
  if (url.hostname !== 'admin.shopify.com') return { kind: 'unreadable' }
  const shop = parts[1]?.toLowerCase()
  return parts[0] === 'store' && shop !== undefined
    ? after(parts, ['store', parts[1] ?? ''], shop)
    : { kind: 'no-customer' }
}

function after(parts: readonly string[], head: readonly string[], shop: string): PastedCustomer {
  const [customers, id = ''] = parts.slice(head.length)
  return head.every((part, at) => parts[at] === part) && customers === 'customers' && isId(id)
    ? { kind: 'customer', id, shop }
    : { kind: 'no-customer' }
}
