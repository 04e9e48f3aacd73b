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
  'extras.saved': 'Saved: {what}',
} as const
