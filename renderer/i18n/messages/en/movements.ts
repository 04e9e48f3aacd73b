/** The four movements: shortcuts, guards, taking back, sounds, and the moment in which a card is full. */
export const movements = {
  'failure.day-cap':
    'With these the member would have more than {cap, plural, one {# stamp} other {# stamps}} today, which the shop asks about.',

  'cap.title': 'More stamps today?',
  'cap.body':
    '{name} already got {given, plural, one {# stamp} other {# stamps}} today. The shop’s limit is {cap, number} a day. {more, plural, one {Give one more} other {Give # more}}?',
  'cap.body.card':
    'This card already got {given, plural, one {# stamp} other {# stamps}} today. The shop’s limit is {cap, number} a day. {more, plural, one {Give one more} other {Give # more}}?',
  'cap.yes': 'Give anyway',
  'cap.no': 'Cancel',

  'member.birthday.week': 'Birthday this week',
  'member.phone.show': 'Show the whole phone number',
  'member.phone.hide': 'Hide the phone number',
  'member.last-visit': 'last here {day}',
  'member.last-visit.today': 'here today',

  'moment.title': 'Reward ready!',
  'announce.moment': 'Reward ready: {reward}.',

  'at-once.off': 'Shows the member, Enter stamps',
  'at-once.on': 'Stamps at once',
  'at-once.title': 'A scan at the counter',
  'at-once.note.off': 'Look who it is, then press Enter or a number.',
  'at-once.note.on':
    'One stamp is given when a card is scanned, and can be undone. Not where a form is open, a reward is ready or a choice is to be made.',
  'at-once.not-stamped': '{name} got no stamp: the next card was scanned too soon. Scan the card again.',
  'at-once.not-yet.reward': 'No stamp given yet: a reward is ready. Redeem it, or press a number for stamps.',
  'at-once.not-yet.card': 'No stamp given yet: choose the card, then press Enter or a number.',
  'cap.setting': 'Ask when a member has got this many stamps in a day',
  'cap.setting.value': '{count, plural, =0 {Never} other {#}}',
  'cap.setting.note':
    'The shop’s own day counts, and what this till gave. The cashier can give more after a question.',
  'sounds.title': 'Sounds',
  'sounds.value': '{volume, select, 0 {Off} 1 {Quiet} 2 {Middle} other {Loud}}',
  'sounds.note': 'For what was saved, what asks, and what went wrong. The scanner’s own beep stays.',
  'sounds.try': 'Try: saved',
  'sounds.try.question': 'Try: a question',
  'sounds.try.error': 'Try: went wrong',
  'sounds.try.reward': 'Try: reward',
  'digits.setting': 'Digits and ? are shortcuts',
  'digits.note.on': 'A digit by itself gives so many stamps, or a usual amount; ? shows all shortcuts.',
  'digits.note.off':
    'What you type goes into the search field and does nothing else. Stamps and amounts are given by their buttons; F1 shows all shortcuts.',
  'times.messages': 'Messages stay',
  'times.messages.value':
    '{how, select, usual {As usual} longer {Ten times as long} other {Until dismissed}}',
  'times.messages.note': 'While the pointer or the focus is on a message, all of them stay.',
  'times.undo': 'Time to undo',
  'times.undo.value': '{seconds} s',
  'times.undo.note': 'Stamps, rewards and amounts are sent when it is over.',

  'back.title': 'Undo what you did last?',
  'back.what': '{what} for {who}, {ago}.',
  'back.nothing.title': 'Nothing to undo',
  'back.nothing': 'You have done nothing on this till today that is not undone already.',
  'back.unsent': 'It was not sent yet, so it will simply not be sent.',
  'back.reversal': '{system} has it already: an opposite entry is made.',
  'back.yes': 'Undo it',
  'back.no': 'Leave it',
  'back.close': 'Close',
  'back.none.title': 'This cannot be undone here',
  'back.none.on-its-way': 'It is being sent at this moment. Try again in a few seconds.',
  'back.none.checking':
    'Nobody knows yet whether it arrived: the till is checking. Try again when that is settled.',
  'back.none.needs-you': 'It waits for a decision: open the waiting list and answer there.',
  'back.none.system':
    '{system} has it already and lets no till undo such a thing. Correct it in {system} itself, or tell whoever looks after it.',
  'back.none.offline':
    'It was sent already, and offline it cannot be undone. Try again when the till is online.',
  'back.none.spent': 'It was sent already, and there is less left than undoing it would take.',
  'back.none.changed': 'Something else was done upon it since. Undo that first.',
  'back.none.gone': 'The member is not known on this till any more.',
  'back.done': 'Undone: {what}',

  'keys.title': 'Shortcuts',
  'keys.note': 'A scan never presses any of them. On a Mac hold fn for the F keys.',
  'keys.here': 'On this screen',
  'keys.everywhere': 'Everywhere',
  'key.main': 'The large button: stamp, redeem or done',
  'key.rows': 'Choose a row; Enter opens it',
  'key.search': 'Empty search field',
  'key.amount': 'Other amount',
  'key.card': 'Next card of the member',
  'key.undo': 'Undo my last action',
  'key.reveal': 'Show or hide the whole phone number',
  'key.theme': 'Light or dark colours',
} as const
