/** The card register, and what one till gives to the next. */
export const cards = {
  'cards.title': 'Cards and further tills',
  'cards.count':
    '{count, plural, =0 {This till knows no card yet.} one {This till knows # card.} other {This till knows # cards.}}',
  'cards.sentence':
    'A card that was scanned or given out is known here from then on, also without the network and after the list of members was read anew.',
  'cards.sentence.till':
    'The loyalty system has no place for cards: they are known on this till only. Export them now and then, and import them on the shop’s other tills.',
  'cards.export': 'Export cards…',
  'cards.import': 'Import cards…',
  'cards.exported':
    '{count, plural, one {# card was} other {# cards were}} written to “{file}”.{waiting, plural, =0 {} one { # card of a member who waits for enrolment is not in it.} other { # cards of members who wait for enrolment are not in it.}}',
  'cards.exported.nothing': 'This till knows no card yet: there is nothing to export.',
  'cards.imported':
    '“{file}”: {added, plural, =0 {no new card} one {# new card} other {# new cards}}, {known, plural, =0 {none} other {#}} known already.',
  'cards.imported.others':
    '{count, plural, one {# card is another member’s here and stays theirs} other {# cards are other members’ here and stay theirs}}: {rows}{more, plural, =0 {.} other { and # more.}}',
  'cards.imported.other': 'line {line} (…{end})',
  'cards.imported.unreadable':
    '{count, plural, one {# line is no card} other {# lines are no cards}}: {rows}{more, plural, =0 {.} other { and # more.}}',
  'cards.imported.line': 'line {line}',
  'cards.imported.why':
    'A card is a line with its code and the member’s id in the loyalty system. A code such as 4.0E+12 was rounded by a spreadsheet: format that column as text and export it again.',
  'cards.words.export': 'Where should the list of cards be written?',
  'cards.words.export.go': 'Write',
  'cards.words.import': 'Which list of cards should be imported?',
  'cards.words.import.go': 'Import',
  'cards.words.files': 'Lists of cards (CSV)',
  'tills.sentence':
    'Another till of the same shops can start with what this one knows: settings, shops, cards and members go into one file. Access keys do not: they are entered again there.',
  'tills.practice': 'Practice stays on its own till. Another till’s file can be taken in here all the same.',
  'tills.prepare': 'Prepare another till…',
  'tills.prepare.title': 'Prepare another till from {till}?',
  'tills.prepare.personal':
    'The file holds the names and contacts of the shops’ members. Carry it by hand, and delete it once the other till has taken it in.',
  'tills.prepare.alone':
    'From now on this till is not the shop’s only one: a stamp whose answer was lost may be shown to you under “Needs you”, because counting alone proves nothing any more.',
  'tills.prepare.share':
    'From then on {tills, number} tills share the shop’s key and its limit on requests: each takes its part. If there are more or fewer, connect the shop once more and say how many.',
  'tills.prepare.name': 'Name of the other till',
  'tills.prepare.name.hint': 'Only if you know it already. It can be given there, too.',
  'tills.prepare.go': 'Choose where to write it…',
  'tills.prepared':
    '“{file}” holds {shops, plural, one {# shop} other {# shops}}, {cards, plural, =0 {no cards} one {# card} other {# cards}} and {members, plural, =0 {no members} one {# member} other {# members}}. Take it in on the other till.',
  'tills.take': 'Set up from another till’s file…',
  'tills.taken':
    '“{file}” was taken in: {cards, plural, =0 {no cards} one {# card} other {# cards}} and {members, plural, =0 {no members} one {# member} other {# members}}.{others, plural, =0 {} one { # card is another member’s here and stays theirs.} other { # cards are other members’ here and stay theirs.}}{fresh, plural, =0 {} other { Now check the address and enter the access key of {keys}.}}{isNamed, select, yes { This till is called “{name}” now.} other {}}{isTold, select, yes { The file came from {from}.} other {}}',
  'tills.takenPartly':
    'Only a part of “{file}” was taken in: {shops, plural, one {# shop} other {# shops}}, {cards, plural, =0 {no cards} one {# card} other {# cards}} and {members, plural, =0 {no members} one {# member} other {# members}}. {why} Then take the same file in again: nothing will be here twice.',
  'tills.taken.key': '{name} ({host})',
  'tills.words.prepare': 'Where should the file for the other till be written?',
  'tills.words.prepare.go': 'Write',
  'tills.words.take': 'Which till’s file should be taken in?',
  'tills.words.take.go': 'Take in',
  'tills.words.files': 'Files for another till',
} as const
