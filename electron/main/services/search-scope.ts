import type { Finding } from '../directory/match-one.ts'
import { planSearch } from '../directory/search-plan.ts'
import { cleanText } from './clean-text.ts'
import type { Shop } from './shop.ts'
import { emailAddress, phoneNumber } from './validate-details.ts'

/** Nobody types more, and no provider finds anybody by it. */
const longest = 200

/**
 * What the provider is asked for a query; null where it is asked nothing: it has no such search, the query means nothing,
 * or it is a name in a shop that finds nobody by names.
 */
export function questionFor(shop: Shop, query: string): string | null {
  const searches = shop.provider?.capabilities.searches ?? []
  const text = cleanText(query.slice(0, longest))
  const plan = planSearch(text)
  if (plan === null) return null
  const email = plan.email === null ? null : wholeEmail(text)
  const phone = plan.phone === null ? null : wholePhone(text, shop.settings().country)
  if (!shop.settings().nameLookUp && phone === null && (email === null || !tellsByEmail(shop))) return null
  if (searches.includes('text')) return text
  if (searches.includes('email') && email !== null) return email
  return searches.includes('phone') ? phone : null
}

/** Whether a finding is one that a shop without look-up by names still has. */
export function isExact(shop: Shop, { tier }: Finding): boolean {
  return tier === 'code' || tier === 'phone' || (tier === 'email' && tellsByEmail(shop))
}

/** Whether the provider can be asked now, as far as anybody knows. */
export function isOnline(shop: Shop): boolean {
  return shop.provider !== null && shop.outbox.link(shop.connection.id).kind === 'online'
}

/** Where members have no phones, the whole e-mail is what the whole phone is elsewhere. */
function tellsByEmail(shop: Shop): boolean {
  return shop.provider?.capabilities.needsEmail === true
}

function wholeEmail(text: string): string | null {
  const read = emailAddress(text)
  return read.ok ? read.value : null
}

function wholePhone(text: string, country: string): string | null {
  const read = phoneNumber(text, country)
  return read.ok ? read.value : null
}
