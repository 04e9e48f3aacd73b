/** Questions that one outage left behind, settled together. */
export const queueOutage = {
  'outage.undecided':
    '{count, plural, one {# got no answer ({when}): {kinds}.} other {# got no answer ({when}): {kinds}.}}',
  'outage.given-up':
    '{count, plural, one {# got only errors from the loyalty system ({when}): {kinds}.} other {# got only errors from the loyalty system ({when}): {kinds}.}}',
  'outage.restored':
    '{count, plural, one {# may have been sent from a copy of this till’s records: {kinds}.} other {# may have been sent from a copy of this till’s records: {kinds}.}}',
  'outage.kind.stamps.add': '{count, plural, one {# for stamps} other {# for stamps}}',
  'outage.kind.reward.redeem': '{count, plural, one {# for a reward} other {# for rewards}}',
  'outage.kind.card.attach': '{count, plural, one {# for a card} other {# for cards}}',
  'outage.kind.member.edit': '{count, plural, one {# for changed details} other {# for changed details}}',
  'outage.kind.member.create': '{count, plural, one {# for a new member} other {# for new members}}',
  'outage.kind.balance.adjust': '{count, plural, one {# for a balance} other {# for balances}}',
  'outage.kind.balance.revert': '{count, plural, one {# taken back} other {# taken back}}',
  'outage.kind.affiliate.set': '{count, plural, one {# for an affiliate code} other {# for affiliate codes}}',
  'outage.kind.list.set': '{count, plural, one {# for a list} other {# for lists}}',
  'outage.kind.tier.enrol': '{count, plural, one {# for a tier} other {# for tiers}}',
  'outage.kind.unknown': '{count, plural, one {# for something else} other {# for something else}}',
  'outage.arrived': '{count, plural, one {# looks arrived} other {# look arrived}}',
  'outage.missing': '{count, plural, one {# looks missing} other {# look missing}}',
  'outage.unclear': '{count, plural, one {# cannot be told} other {# cannot be told}}',
  'outage.verdicts': '{verdicts}. The counts were read {age}.',
  'outage.nothing-read': 'Nothing shows whether they arrived. Look at the members in the loyalty system.',
  'outage.how': 'The list shows what is said of each; change what you know better.',
  'outage.say.there': '{count, plural, one {# is there} other {# are there}}',
  'outage.say.again': '{count, plural, one {Send # again} other {Send the # again}}',
  'outage.column.who': 'Member',
  'outage.column.what': 'What',
  'outage.column.counts': 'Before → now',
  'outage.column.mark': 'What is said',
  'outage.counts': '{before} → {now}',
  'outage.count.unknown': '?',
  'outage.verdict.arrived': 'looks arrived',
  'outage.verdict.missing': 'looks missing',
  'outage.verdict.unclear': 'cannot be told',
  'outage.mark': '{what} for {who}',
  'outage.mark.all': 'All',
  'outage.mark.there': 'It’s there',
  'outage.mark.again': 'Send again',
  'outage.mark.later': 'Later',
  'outage.apart': 'Settle on its own: {what} for {who}',
  'outage.sure.there.title': '{count, plural, one {Is # really there?} other {Are # really there?}}',
  'outage.sure.there.sentence':
    '{doubtful, plural, one {By its count # of them is missing} other {By their counts # of them are missing}}: {names}. What you say is there is taken as done, and never sent again.',
  'outage.sure.there.yes': '{count, plural, one {Yes, it’s there} other {Yes, all # are there}}',
  'outage.sure.again.title': '{count, plural, one {Send # again?} other {Send the # again?}}',
  'outage.sure.again.sentence':
    '{doubtful, plural, one {# of them may have arrived} other {# of them may have arrived}}: {names}. What did arrive and is sent again counts twice.',
  'outage.sure.again.yes': '{count, plural, one {Send it again} other {Send all # again}}',
  'outage.name': '{name}',
  'outage.names.more': '{count, plural, one {# more} other {# more}}',
  'outage.answered.confirm': '{count, plural, one {# taken as done.} other {# taken as done.}}',
  'outage.answered.retry':
    '{count, plural, one {# is sent again at once.} other {# are sent again at once.}}',
  'outage.passed.settled':
    '{count, plural, one {# had settled meanwhile, and was left out.} other {# had settled meanwhile, and were left out.}}',
  'outage.passed.changed':
    '{count, plural, one {# has new figures, and was left for you to look at.} other {# have new figures, and were left for you to look at.}}',

  'advice.looks-applied': 'Most likely it arrived. Sent again it would count twice.',
  'advice.looks-not-applied': 'Most likely it never arrived, and can be sent again.',
  'advice.unclear': 'The till cannot tell. Look at the member in the loyalty system, or ask the customer.',
  'advice.given-up':
    'It may have arrived all the same. Look at the member in the loyalty system before it is sent again.',
  'advice.refused.fix': 'Correct what is wrong with it, and it is sent again.',
  'advice.refused': 'The same is likely to be refused again. If it cannot be done, drop it.',
  'advice.contact-taken':
    'Is it the same person? Then choose that member. If not, correct it here, or leave it out: nobody can share it there.',
  'advice.contact-taken.edit': 'Correct it here, and it is sent again.',
  'advice.member-gone':
    'The member may have been joined with another one there. Choose that member, and all that waits goes there.',
  'advice.card-gone':
    'Open the member: if there is another card, or a balance again, do it there, then drop this.',
  'advice.code-taken':
    'Is it the same person? Then choose that member. If not, hand out another card and drop this.',
  'advice.code-taken.attach':
    'Was the card handed on to this member? Then send it again: a card that only this till knows changes hands at once, any other must first be taken off in the loyalty system. If not, give this member another card and drop this.',
  'advice.not-enough-stamps':
    'If the missing stamps are on their way from another till, send it again later. If the reward was given and cannot be booked, drop it: the shop bears it.',
  'advice.reward-unavailable': 'If the reward was given, drop it: the shop bears it.',
  'advice.details-needed':
    'Enter what is missing and send again, or change it in the loyalty system itself and drop this.',
  'advice.edit-conflict':
    '“Send again” puts what was entered here in its place; “It’s there” leaves it as it is now.',
  'advice.connection-gone': 'When the shop is set up again, it is sent.',
} as const
