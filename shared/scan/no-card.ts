import type { NoCard } from '../domain/views.ts'
import type { CodeMeaning } from './code-meaning.ts'

/** What a code is that is no card; null where it may be one. */
export function noCardOf(meaning: Exclude<CodeMeaning, { readonly kind: 'unreadable' }>): NoCard | null {
  switch (meaning.kind) {
    case 'member-card':
      return null
    case 'coupon':
    case 'staff-badge':
    case 'not-ours':
    case 'misread':
      return { kind: meaning.kind }
    case 'no-check-digit':
      return { kind: 'no-check-digit', check: meaning.check }
    case 'goods':
      return { kind: 'goods', label: meaning.label }
    case 'web-address':
      return { kind: 'web-address', what: meaning.what }
  }
}
