/** Search, scan, results, camera. */
export const counter = {
  'counter.search.label': 'Scan a card, or type a name, phone or e-mail',
  'counter.search.label.exact':
    'Scan a card, or type the whole {by, select, email {e-mail address} other {phone number}}',
  'counter.search.clear': 'Clear',
  'counter.camera': 'Scan with the camera',
  'counter.enrol': 'New member',
  'counter.results': 'Members',
  'counter.results.count': '{count, plural, =0 {No member found} one {# member} other {# members}}',
  'counter.results.count.beyond':
    '{count, plural, one {# member} other {# members}}, {besides, plural, =1 {one of them} other {# of them}} from {system}',
  'counter.results.beyond': '{also, select, yes {Also at {system}} other {At {system}}}',
  'counter.results.unasked': '{system} could not be asked as well: these are the members known on this till.',
  'counter.results.asking': 'Asking {system}…',
  'counter.results.exact':
    '“{query}” is no card and no whole {by, select, email {e-mail address} other {phone number}} known on this till',
  'counter.results.exact.more':
    'This shop does not look members up by their names. Scan the card, or type the whole {by, select, email {e-mail address} other {phone number}}.',
  'counter.results.more': 'The first {count, number} are shown. Type more to narrow it down.',
  'counter.results.nobody': 'Nobody by “{query}”',
  'counter.results.nobody.more': 'Check the spelling, or enrol a new member.',
  'counter.results.unknown': '“{query}” is not known on this till yet',
  'counter.results.unknown.offline':
    'This till is offline and may not know every member. Scan the card, or enrol a new member.',
  'counter.results.unknown.unasked':
    '{system} could not be asked. Scan the card, or search again in a while.',
  'counter.results.unknown.incomplete':
    'The member list is still being fetched: {members, number}{total, select, none {} other { of {total, number}}}. Scan the card, which is asked for directly.',
  'counter.results.unknown.incomplete.till':
    'The member list is still being fetched: {members, number}{total, select, none {} other { of {total, number}}}. Search again in a while.',
  'counter.results.waiting': 'waiting',
  'counter.results.before': 'change waiting',
  'counter.results.before.name': 'was {name}',
  'counter.results.other-entry': 'another entry',
  'counter.results.card': 'card {end}',
  'counter.results.visit': 'last here {day}',
  'counter.results.today': 'here today',
  'counter.recent.unknown': 'Card {code}',

  'counter.idle.title': 'Ready to scan',
  'counter.idle.body': 'Scan a card at any time. Or just start typing.',
  'counter.idle.body.exact':
    'Scan a card at any time. Or type the whole {by, select, email {e-mail address} other {phone number}}.',
  'counter.idle.practice': 'No card at hand? Try a sample card.',
  'counter.recent': 'Lately here',
  'counter.recent.open': 'Open {name}',
  'counter.list-damaged':
    'The member list on this till was damaged and has to be read again. What waits to be sent is not touched by that.',
  'counter.fetching':
    'Fetching the member list: {members, number}{total, select, none {} other { of {total, number}}}',
  'counter.fetch-paused':
    'The reading of the member list was stopped at {members, plural, one {# member} other {# members}}. A search finds those alone. It goes on under Settings.',
  'counter.fetch-failed':
    'The member list could not be fetched completely: {members, plural, =0 {nobody is} one {# member is} other {# members are}} known here. Scanning still works.',

  'counter.several.title': 'This card leads to several members',
  'counter.several.body': 'Ask the customer for a name or the last digits of the phone, then choose.',
  'counter.not-a-card.title': 'That was not a card',
  'counter.not-a-card.empty': 'The scan was empty. Hold the scanner a little further away and scan again.',
  'counter.not-a-card.too-long': 'The code is too long to be a card. Scan the card’s own barcode.',
  'counter.not-a-card.unreadable': 'The code could not be read as a card. Scan the card’s own barcode.',
  'counter.half-scan': 'Only part of the code arrived. Scan again.',
  'counter.half-scan.often':
    'Only part of the code arrived. Scan again, or let the till learn how this scanner types.',
  'counter.set-up.layout':
    'This scanner is set to another keyboard than the computer: codes with letters or signs come wrong.',
  'counter.set-up.lost':
    'What this till had learned of its scanner could not be read. Codes may come wrong until the till is started again or the scanner is set up anew.',
  'counter.set-up.slow': 'Was that a scanner? It is too slow to be told from a person typing.',
  'counter.set-up.no-end': 'This scanner sends nothing at the end, so the till waits after each code.',
  'counter.scan.looking': 'Looking the card up…',

  'camera.title': 'Camera',
  'camera.starting': 'Starting the camera…',
  'camera.on': 'Camera on',
  'camera.looking': 'Hold the card in front of the camera.',
  'camera.hint.dark': 'It is too dark to read. Make more light, or turn the card to the light.',
  'camera.hint.unread':
    'A code is there, but not sharp yet. Hold it still, flat and inside the frame, and try a little nearer or further away.',
  'camera.hint.nothing':
    'No code seen yet. Hold the card’s code inside the frame, a hand’s width from the camera.',
  'camera.found': 'Got it.',
  'camera.failed.no-camera': 'No camera was found. Plug one in, or use the hand scanner.',
  'camera.failed.busy': 'Another program is using the camera. Close it and try again.',
  'camera.failed.denied': 'The camera is not allowed. Allow it in this computer’s privacy settings.',
  'camera.failed.unplugged': 'The camera was unplugged. Plug it in again, or use the hand scanner.',
  'camera.failed.black': 'The picture is black. Open the camera’s cover.',
  'camera.failed.unsupported': 'This computer cannot scan with its camera. Use the hand scanner.',
  'camera.retry': 'Try again',
  'camera.torch.on': 'Light on',
  'camera.torch.off': 'Light off',
  'camera.focus': 'Focus again',
  'camera.zoom': 'Zoom',
  'camera.choice': 'Camera',
  'camera.choice.nameless': 'Camera {number}',

  'announce.scan.member': '{name}.',
  'announce.scan.member.balance': '{name}. {balance}.',
  'announce.scan.several': 'The card leads to {count, plural, one {# member} other {# members}}. Choose.',
  'announce.scan.unknown': 'Unknown card.',
  'announce.scan.wrong': 'This code came wrong, in all likelihood.',
  'announce.scan.not-known-here': 'This card is not known on this till yet.',
} as const
