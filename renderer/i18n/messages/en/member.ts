/** The member panel. */
export const member = {
  'member.close': 'Close',
  'member.edit': 'Edit',
  'member.new': 'waiting to be enrolled',
  'member.waiting-edit': 'change waiting',
  'member.birthday': 'Birthday today',
  'member.birthday.soon': 'Birthday {date, date, ::d MMM}',
  'member.codes.till': 'known on this till only',
  'member.no-phone': 'no phone',
  'member.no-email': 'no e-mail',
  'member.card-end': 'card … {end}',
  'member.nameless': 'No name',

  'member.as-of': 'as of {at}',
  'member.never-told': 'Balance not known yet',
  'member.waiting': '{count, plural, =0 {} other {{sign}# waiting}}',
  'member.welcome': '{count, plural, one {+# welcome, waiting} other {+# welcome, waiting}}',
  'member.checking': '{count, plural, one {# being checked} other {# being checked}}',
  'member.to-go': '{count, plural, one {# more stamp to} other {# more stamps to}} {reward}',
  'member.reward-ready': 'Reward ready',
  'member.reward-ready.name': '{reward} is ready',
  'member.rewards-ready': '{count, plural, one {# reward ready} other {# rewards ready}}',
  'member.no-rewards': 'No reward is set up for this card.',
  'member.cards': 'Cards of this member',
  'member.choose-card': 'Which card?',
  'member.choose-card.why': '{name} has several cards. Choose the one that is meant.',
  'member.no-card': 'No loyalty card',
  'member.no-card.more':
    'The shop’s system gives a loyalty card only when a member is enrolled, so no stamps can be given here.',
  'member.no-balance': 'No balance',
  'member.no-balance.more':
    '{system} shows no balance of this member, so nothing can be added or taken here.',
  'member.no-card.none':
    'The shop has no loyalty card set up, so no stamps can be given. It is made in the loyalty system.',

  'member.card.stamps':
    '{name}: {stamps, number} of {required, number} stamps{waiting, plural, =0 {} other {, # waiting}}{checking, plural, =0 {} other {, # being checked}}',
  'member.card.of': '{stamps, number}/{required, number}',
  'member.card.of-unknown': '–/{required, number}',
  'member.card.unknown': '{name}: balance not known yet',

  'member.add': 'Add stamp',
  'member.add.title': 'Add stamps',
  'member.add.many': '{count, plural, one {Add # stamp} other {Add # stamps}}',
  'member.added': '{count, plural, one {# stamp added} other {# stamps added}}',
  'member.added.change': 'Another number changes it.',
  'member.again.title': 'Add stamps again?',
  'member.again.body':
    '{amount, plural, one {# stamp was} other {# stamps were}} added for {name} {ago}{named, select, no {} other { by {by}}}. {more, plural, one {Do you want to add one more?} other {Do you want to add # more?}}',
  'member.again.redeem.title': 'Redeem again?',
  'member.again.redeem.body': '{reward} was redeemed for {name} {ago}. Do you want to redeem another one?',
  'member.again.no': 'No, that was it',
  'member.again.yes': 'Yes, once more',

  'member.redeem': 'Redeem',
  'member.redeem.name': 'Redeem: {reward}',
  'member.redeem.choose': 'Which reward?',
  'member.redeem.cost': '{count, plural, one {# stamp} other {# stamps}}',
  'member.redeem.waiting': 'Asking the loyalty system…',
  'member.redeem.waiting.more': 'Wait before you hand it over.',
  'member.redeem.undo-window':
    'It is sent when the time to undo is over, or when you go to the next customer.',
  'member.redeem.send': 'Send now',
  'member.redeem.give': 'Give the reward',
  'member.redeem.given': 'Done',
  'member.redeem.provisional': 'Give the reward, provisionally',
  'member.redeem.provisional.more':
    'The loyalty system could not be asked. It is confirmed when the connection is back.',
  'member.redeem.checking': 'No clear answer',
  'member.redeem.checking.more': 'Do not hand it over yet: the till is checking whether it arrived.',
  'member.redeem.needs-you': 'The reward was not confirmed',
  'member.redeem.offline':
    'Rewards wait for the connection: offline nobody can confirm that the stamps are still there.',
  'member.redeem.offline.allowed': 'Offline: the reward is provisional until it is confirmed.',
  'member.redeem.needs-more': 'Some of these stamps are still on their way. Wait until they have arrived.',

  'edit.fixed': '{fields}: can be changed only in {system} itself.',
  'edit.none': 'Name and contact are changed in {system} itself.',

  'member.history': 'On this till',
  'member.history.none': 'Nothing yet on this till. What you do for this member is listed here.',
  'member.history.by': '{at}, {by}',

  'edit.title': 'Edit details',
  'edit.saved': 'Details saved here',
  'edit.unchanged': 'Nothing was changed.',
  'edit.scan-kept': 'The scan was not used: save or close what is open first.',

  'redeem.elsewhere.confirmed': 'Confirmed: give {who} the reward {reward}.',
  'redeem.elsewhere.refused': 'Do not give {who} the reward. {why}',

  'announce.stamped': '{count, plural, one {# stamp} other {# stamps}} added for {name}.',
  'announce.changed': 'Changed to {count, plural, one {# stamp} other {# stamps}} for {name}.',
  'announce.redeem.confirmed': 'Confirmed. Give the reward: {reward}.',
  'announce.redeem.provisional': 'Give the reward provisionally: {reward}.',
} as const
