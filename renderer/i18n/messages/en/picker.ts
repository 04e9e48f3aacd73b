/** Choosing a member inside another task; keys as printed on the keyboard. */
export const picker = {
  'picker.label': 'Name, phone, e-mail or card',
  'picker.label.exact': 'Whole phone number, or card',
  'picker.results': 'Members found',
  'picker.empty': 'Type a name, a phone number or an e-mail address.',
  'picker.empty.exact': 'Type a whole phone number, or a card.',
  'picker.nobody': 'Nobody found. Check the spelling, or scan a card.',
  'picker.nobodyHere': 'Not known on this till yet: it is offline, or its list of members is not complete.',
  'picker.exact':
    'Not found as a whole phone number or card. This shop does not look members up by their names.',
  'picker.more': 'There are more. Type a little more to narrow it down.',
  'key.control': 'Ctrl',
  'key.escape': 'Esc',
} as const
