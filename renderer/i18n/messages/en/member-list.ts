/** How this till's copy of the member list is kept like the list. */
export const memberList = {
  'list.title': 'Member list',
  'list.whole': 'Last read completely',
  'list.whole.never': 'Not yet',
  'list.whole.damaged': 'Not since the list on this till was damaged',
  'list.changes.changed': 'Last asked who is new or changed',
  'list.changes.new': 'Last asked who is new',
  'list.changes.never': 'Not yet',
  'list.changes.none':
    'The loyalty system does not tell by itself who is new. That is found when the list is read whole.',
  'list.pass': 'Being read again',
  'list.pass.figure': '{told, number} of {members, number} members',
  'list.pass.slowly': 'The list is read again slowly, all day long. Whoever is opened is read at once.',
  'list.pass.hurried': 'The counter works meanwhile.',
  'list.trouble': 'Last trouble',
  'list.trouble.unreachable': 'The loyalty system could not be reached ({ago}).',
  'list.trouble.no-answer': 'No whole answer came ({ago}).',
  'list.trouble.signed-out': 'The key was not accepted ({ago}).',
  'list.trouble.not-allowed': 'The key may not read the list ({ago}). Ask the owner to give it more rights.',
  'list.trouble.slow-down': 'The loyalty system asked for a pause ({ago}).',
  'list.trouble.not-understood': 'The answer could not be understood ({ago}).',
  'list.trouble.failing': 'The loyalty system failed ({ago}).',
  'list.trouble.disk-full': 'This computer’s disk is full ({ago}). Free some space.',
  'list.trouble.copy': 'The list on this computer could not be written ({ago}).',
  'list.trouble.next': 'It is tried again at {time}.',
  'list.trouble.later': 'It is tried again as soon as the loyalty system can be asked.',
  'list.missing':
    '{members, plural, one {# member is} other {# members are}} suddenly not in the list any more. That may be a mistake of the loyalty system, so nobody was removed here. Should {passes, plural, =1 {two more readings} other {one more reading}} say the same, they are removed.',
  'list.old':
    'The list here is old: it was last told {ago}. Who has joined or changed since may be missing from a search. Scanning works.',
  'list.gone':
    '{named, select, no {This member} other {{name}}} is no member in the loyalty system any more, and was taken off this till.',
  'list.gone.may-be':
    '{named, select, no {This member} other {{name}}} is no member in the loyalty system any more, and was taken off this till. The same card, phone or e-mail is {mayBe}’s now: look for {mayBe}.',
  'list.gone.kept':
    '{named, select, no {This member} other {{name}}} is no member in the loyalty system any more. Something still waits to be sent for them: you will be asked who they are now.',
  'list.again': 'Read again now',
  'list.again.offline': 'It can be read again as soon as the loyalty system can be asked.',
} as const
