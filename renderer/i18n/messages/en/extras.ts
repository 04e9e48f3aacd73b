/** What a loyalty system keeps of a member beside the balance, and a till can change. */
export const extras = {
  'extras.change': 'Change',
  'extras.affiliate.change': 'Change the affiliate code',
  'extras.lists.change': 'Change the lists',
  'extras.affiliate.title': 'Affiliate code of {name}',
  'extras.affiliate.code': 'Affiliate code',
  'extras.affiliate.hint':
    'At most {longest, plural, one {# character} other {# characters}}. Empty removes the code.',
  'extras.affiliate.too-long': 'At most {longest, plural, one {# character} other {# characters}}.',
  'extras.lists.title': 'Lists of {name}',
  'extras.lists.loading': 'Asking the loyalty system…',
  'extras.lists.offline': 'The lists can be shown only while the loyalty system can be reached.',
  'extras.lists.none': 'The shop has no lists.',
  'extras.lists.unknown': 'Which of these {name} is on, the loyalty system does not tell.',
  'extras.wallet': 'Wallet pass',
  'extras.wallet.title': 'Wallet pass of {name}',
  'extras.wallet.how': 'The customer points the phone’s camera at the code.',
  'extras.wallet.apple': 'iPhone',
  'extras.wallet.google': 'Android',
  'extras.wallet.none': 'The loyalty system has no wallet pass for this card.',
  'extras.wallet.offline': 'The pass can be shown only while the loyalty system can be reached.',
  'extras.saved': 'Saved: {what}',
} as const
