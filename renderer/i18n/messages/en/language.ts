/** Languages: the shop's own, and that of each cashier. */
export const language = {
  'language.failed': 'This language could not be loaded. Close Stampwell and start it again.',
  'language.shop': 'Language of the shop',
  'language.shop.hint': 'For everybody who has chosen none.',
  'language.cashier': 'Language for {name}',
  'language.cashier.shop': 'As the shop ({language})',
} as const
