/** The settings screen. */
export const settings = {
  'settings.title': 'Settings',
  'settings.look': 'Look and language',
  'settings.theme': 'Colours',
  'settings.theme.system': 'As the computer',
  'settings.theme.light': 'Light',
  'settings.theme.dark': 'Dark',
  'settings.language': 'Language',
  'settings.counter': 'At the counter',
  'settings.offlineRewards': 'Rewards for a member while offline',
  'settings.offlineRewards.value': '{count, plural, =0 {None} other {#}}',
  'settings.offlineRewards.none':
    'While the loyalty system cannot be asked, no reward is given: it may have been given elsewhere already.',
  'settings.offlineRewards.some':
    'While the loyalty system cannot be asked, each member may have up to {count, plural, one {# reward} other {# rewards}}. If the system refuses one later, the shop bears it: the member keeps what was given, and you are told.',
  'settings.country': 'Phone numbers are from',
  'settings.country.hint': 'A number without a country’s prefix is read as one from there.',
  'settings.country.open': 'Show all countries',
  'settings.country.none': 'No such country.',
  'settings.country.row': '{country} (+{prefix})',
  'settings.shops': 'Shops on this till',
  'settings.shop.practice': 'Practice',
  'settings.shop.waiting':
    '{waiting, plural, one {# waiting} other {# waiting}}{needsYou, plural, =0 {} one {, # needs you} other {, # need you}}',
  'settings.shop.current': 'In use',
  'settings.shop.switch': 'Switch to {name}',
  'settings.shop.switch.yes': 'Switch',
  'settings.shop.switched': 'This till works for {name} now.',
  'settings.system': 'Loyalty system',
  'settings.system.leal': 'Leal',
  'settings.system.loke': 'LOKE',
  'settings.system.inveterate': 'Inveterate',
  'settings.system.sellauth': 'SellAuth',
  'settings.system.shop': '{shop} works with {system}.',
  'settings.system.practice': 'Practice is a made-up shop that answers as {system} does.',
  'settings.system.members': '{members, plural, one {# member} other {# members}} known on this till.',
  'settings.system.singleTill':
    'This till is the shop’s only one: a stamp whose answer was lost is found again by counting.',
  'settings.system.severalTills':
    'This system cannot confirm single stamps, and other tills stamp here too. A stamp whose answer was lost is shown to you under “Needs you”.',
  'settings.system.noDetach': 'A card that was given to a member cannot be removed again.',
  'settings.system.balance':
    'It counts a balance, not stamps: amounts are added to it and taken from it here.',
  'settings.system.enrol.waits':
    'New members are made in the loyalty system itself. Whoever is entered here waits until they appear there.',
  'settings.system.codes.till': 'Which card is whose is known on this till only.',
  'settings.system.no.enrol': 'New members cannot be enrolled from here.',
  'settings.system.no.edit': 'Members’ details cannot be changed from here.',
  'settings.system.no.stamps': 'Stamps cannot be given from here.',
  'settings.system.no.redeem': 'Rewards cannot be given from here.',
  'settings.system.no.ledger': 'It tells no list of earlier changes: at a member you see what this till did.',
  'settings.system.no.attachCode': 'Cards cannot be given to members from here.',
  'settings.keys': 'Access key',
  'settings.keys.practice': 'Practice needs no access key.',
  'settings.keys.kept':
    'The shop’s access key is kept in this computer’s key store, and never leaves this till.',
  'settings.keys.notKept':
    'The shop’s access key is not stored: this computer has no safe place for keys, or the place did not take it or does not open. The key has to be given again at each start.',
  'till.title': 'This till',
  'till.nameless': 'Till {id}',
  'till.called':
    'This is “{till}”. Its short ID, {id}, is part of each note that it leaves in the loyalty system.',
  'till.name': 'Name of this till',
  'till.name.hint': 'As the people of the shop call it, such as “Front counter”.',
  'till.name.problem': 'At most {most, number} characters, please.',
  'till.name.save': 'Save the name',
  'till.saved': 'This till is called “{till}” now.',
  'settings.about': 'About',
  'settings.version': 'Stampwell {version}',
  'settings.about.sentence':
    'The loyalty terminal that works when the network does not. Free software under the MIT licence.',
  'settings.about.font': 'Set in Inter, under the SIL Open Font Licence.',
} as const
