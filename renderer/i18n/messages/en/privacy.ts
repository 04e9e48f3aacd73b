/** What a till keeps of members, and taking it off again. */
export const privacy = {
  'forget.open': 'Forget on this till…',
  'forget.title': 'Forget {name} on this till?',
  'forget.goes':
    'What goes: name, phone, e-mail, birthday, cards and balances that this till keeps, and the details in what it has sent for them.',
  'forget.stays':
    'What stays: everything at {system}; when stamps, rewards and amounts were given here, without a name; and copies of the records made before now, until newer ones have taken their place.',
  'forget.stays.cards':
    'What stays: everything at {system}; which card is theirs, because nobody but this till knows it; when stamps, rewards and amounts were given here, without a name; and copies of the records made before now, until newer ones have taken their place.',
  'forget.back':
    'Reading the member list does not bring them back. They are known here again once their card is scanned while {system} can be asked, once somebody opens them from what {system} itself finds, or once they are enrolled anew.',
  'forget.waits':
    'Something of this member has not arrived at {system} yet. They can be forgotten here once it has.',
  'forget.go': 'Forget',
  'forget.done': 'The member is forgotten on this till.',

  'privacy.title': 'Members’ privacy',
  'privacy.look': 'Members are looked up by',
  'privacy.look.name': 'Name, phone, e-mail or card',
  'privacy.look.exact': 'Card or whole {by, select, email {e-mail} other {phone}} alone',
  'privacy.look.name.note':
    'Phones and e-mails are shown in part until a member is opened. Part of a name, a phone or an e-mail is enough to find somebody.',
  'privacy.look.exact.note':
    'Nobody is found by a name, {by, select, email {or by part of an e-mail} other {an e-mail, or part of a phone}}: not at the counter, and not where a member is chosen elsewhere. Nor does the counter say who was there lately.',
  'privacy.rebuild': 'Read the member list anew…',
  'privacy.rebuild.note':
    'The list of members on this till is a copy. It can be thrown away and read again at any time.',
  'privacy.rebuild.title': 'Throw the member list on this till away?',
  'privacy.rebuild.what':
    'The copy is deleted and read again from {system}. What waits to be sent, the cards learned here and the settings stay.',
  'privacy.rebuild.meanwhile':
    'Until a member has been read again, a scan asks {system} directly, and who waits to be sent is found.',
  'privacy.rebuild.meanwhile.till':
    'Until a member has been read again, a scan finds them where this till knows the card, and who waits to be sent is found.',
  'privacy.rebuild.offline':
    'This till is offline now: until it is online again, nobody is found but those who wait to be sent.',
  'privacy.rebuild.go': 'Throw away and read anew',
  'privacy.rebuild.done': 'The member list is being read anew.',
} as const
