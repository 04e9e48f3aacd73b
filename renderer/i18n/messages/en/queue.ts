/** The screen of what this till still owes the loyalty system. */
export const queue = {
  'queue.title': 'What is waiting',
  'queue.summary':
    '{count, plural, =0 {Nothing is waiting} one {# is waiting} other {# are waiting}}{hasOldest, select, yes {, the oldest for {age}} other {}}',
  'queue.safe': 'Everything here is safe on this till, even when it is switched off.',
  'queue.empty.title': 'Everything has arrived',
  'queue.empty.sentence': 'Stamps, rewards and new members appear here when they could not be sent at once.',
  'queue.loadFailed': 'The list could not be read.',
  'queue.again': 'Read again',
  'queue.tryNow': 'Try now',
  'queue.trying': 'Trying…',
  'queue.group.needs-you': 'Needs you',
  'queue.group.checking': 'Checking',
  'queue.group.saved': 'Saved here',
  'queue.group.recent': 'Sent lately',
  'queue.group.needs-you.hint': 'Only you can decide these. Nobody else has to wait for them.',
  'queue.group.checking.hint': 'Sent, but no answer came. The till is looking whether they arrived.',
  'queue.group.saved.hint': 'They are sent by themselves as soon as it goes.',
  'queue.showMore': 'Show {count} more',
  'queue.cut': 'Only the first {shown} of {count} are listed.',
  'queue.by': '{when}, by {name}',
  'queue.at': '{when}',
  'queue.nobody': 'A card that is not known yet',
  'queue.attempts': '{count, plural, one {tried once} other {tried # times}}',
  'queue.proof.person': 'settled by a person',
  'queue.choose.confirm': 'It’s there',
  'queue.choose.fix': 'Fix and send',
  'queue.choose.member': 'Choose the member',
  'queue.choose.retry': 'Try again',
  'queue.choose.drop': 'Drop it',
  'queue.choose.useOther': 'It is {name}',
  'queue.evidence.looks-applied':
    'Before {before}, now {now}; we were adding {adding}: it looks as if it arrived.',
  'queue.evidence.looks-not-applied':
    'Before {before}, still {now}; we were adding {adding}: it looks as if it did not arrive.',
  'queue.evidence.unclear':
    'Before {before}, now {now}; we were adding {adding}: somebody else may have stamped too.',
  'queue.evidence.only-now':
    'Now {now}; we were adding {adding}. How many there were before is not known.',
  'queue.evidence.unread': 'We were adding {adding}. The number now could not be read.',
  'queue.evidence.unread.before': 'Before {before}; we were adding {adding}. The number now could not be read.',
  'queue.evidence.taking.looks-applied':
    'Before {before}, now {now}; we were taking {adding}: it looks as if it arrived.',
  'queue.evidence.taking.looks-not-applied':
    'Before {before}, still {now}; we were taking {adding}: it looks as if it did not arrive.',
  'queue.evidence.taking.unclear':
    'Before {before}, now {now}; we were taking {adding}: somebody else may have stamped too.',
  'queue.evidence.taking.only-now':
    'Now {now}; we were taking {adding}. How many there were before is not known.',
  'queue.evidence.taking.unread': 'We were taking {adding}. The number now could not be read.',
  'queue.evidence.taking.unread.before':
    'Before {before}; we were taking {adding}. The number now could not be read.',
  'queue.confirm.title': 'Is it really there?',
  'queue.confirm.sentence': 'It is then taken as done, and not sent again.',
  'queue.confirm.yes': 'Yes, it’s there',
  'queue.retry.title': 'Send it again?',
  'queue.retry.sentence':
    'Only if you are sure that it is not there. If it did arrive, it will then count twice.',
  'queue.retry.yes': 'Send it again',
  'queue.drop.title': 'Drop this?',
  'queue.drop.sentence': 'It is never sent. The reason stays in this till’s log.',
  'queue.drop.reason': 'Reason',
  'queue.drop.reason.hint': 'For example: entered twice',
  'queue.drop.yes': 'Drop it',
  'queue.drop.needsReason': 'Please write down why.',
  'queue.keep': 'Leave it as it is',
  'queue.fix.title': 'Fix and send',
  'queue.fix.sentence': 'Correct what was refused. It is sent again with what stands here.',
  'queue.fix.send': 'Send',
  'queue.fix.loadFailed': 'The member’s details could not be read.',
  'queue.member.title': 'Which member is it?',
  'queue.member.use': 'Use {name}',
} as const
