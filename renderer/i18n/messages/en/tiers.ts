/** Enrolling an existing customer of the shop into a tier. */
export const tiers = {
  'tier.open': 'Into a tier',
  'tier.open.label': 'Enrol a shop customer into a tier',
  'tier.open.hint': 'Somebody who is a customer of the shop already.',
  'tier.title': 'Enrol a shop customer into a tier',
  'tier.offline':
    'Tiers and customers cannot be looked up now: the loyalty system cannot be reached. Come back to this when the connection is there.',
  'tier.offline.saves': 'The connection is gone. What you save now is kept here and sent later.',
  'tier.scan.kept': 'The form is still open. Save it or cancel it, then scan again.',

  'tier.customer': 'Number or address of the customer in Shopify',
  'tier.customer.hint': 'Copy the address of the customer’s page in Shopify and paste it here.',
  'tier.look': 'Look up',
  'tier.look.failed': 'The customer could not be looked up. Try again.',
  'tier.who.member': '{name} is a member, in the tier {tier} now.',
  'tier.who.member.unknown':
    '{name} is a member. The loyalty system does not tell in which tier the member is now.',
  'tier.who.nobody': 'Customer {id} is no member yet.',
  'tier.who.nobody.more': 'With a tier, this customer becomes one.',
  'tier.somebody': 'Customer {id}',
  'tier.name': 'Name for the waiting list',
  'tier.name.hint': 'Seen on this till only, until the loyalty system tells the customer’s own name.',

  'tier.list': 'Tier',
  'tier.list.loading': 'Asking for the tiers…',
  'tier.list.failed': 'The tiers could not be looked up.',
  'tier.list.again': 'Try again',
  'tier.list.none': 'The shop has no tiers yet. They are made in the loyalty system.',
  'tier.list.choose': 'Choose a tier, please.',
  'tier.nameless': 'Tier {id}',
  'tier.other': 'another tier',
  'tier.now': 'Tier now',
  'tier.kind.free': 'Free',
  'tier.kind.spend': 'By what is spent',
  'tier.kind.spend.from': 'By what is spent, from {amount, number, ::.00}',
  'tier.kind.paid': 'Paid',
  'tier.kind.unknown': 'Kind not told',
  'tier.paid.why': 'Not possible from the till: a paid tier is bought by the customer in the shop itself.',
  'tier.unknown.why': 'If it turns out to be a paid tier, the loyalty system refuses.',
  'tier.benefits': 'Comes with: {benefits}.',
  'tier.benefits.none': 'Nothing comes with it.',
  'tier.benefits.unknown': 'What comes with it was not told.',

  'tier.referred': 'Was this customer referred?',
  'tier.referred.meaning': 'Whether somebody brought this customer to the shop. Who it was is never sent.',
  'tier.override': 'Override the spend',
  'tier.override.meaning':
    'Whether or not to override the spend required to add a customer to a spend based tier.',
  'tier.keep': 'Keep in the tier',
  'tier.keep.meaning':
    'Whether or not you want to keep this customer in the spend based tier despite not meeting the threshold.',

  'tier.credits': 'Credits that come along',
  'tier.credits.why':
    'The loyalty system wants at least {least, plural, one {# credit} other {# credits}} with each enrolment, also where a member only changes tier.',
  'tier.credits.problem': 'From {least, number} to {most, number} credits, please.',
  'tier.birthday.needed': 'The loyalty system wants it with each enrolment.',

  'tier.summary.new': '{name} becomes a member in the tier {tier} and gets {credits}.',
  'tier.summary.up': '{name} moves up from {from} to {tier} and gets {credits}.',
  'tier.summary.down': '{name} moves down from {from} to {tier} and gets {credits}.',
  'tier.summary.same': '{name} stays in the tier {tier} and gets {credits}.',
  'tier.summary.unknown': '{name} goes into the tier {tier} and gets {credits}.',
  'tier.warn.down':
    'This is a step down: {name} leaves {from}, and may lose what comes with it. The loyalty system does not ask again.',
  'tier.warn.unknown':
    'The till cannot tell whether this is a step down for {name}. If it is, what comes with the present tier may be lost.',
  'tier.sure.down': 'Really move {name} down to {tier}?',
  'tier.sure.unknown': 'Really put {name} into {tier}, although it may be a step down?',
  'tier.sure.no': 'No, choose again',
  'tier.sure.yes.down': 'Yes, move down',
  'tier.sure.yes.unknown': 'Yes, into this tier',
  'tier.save': 'Enrol into the tier',
  'tier.saved': '{name}: the tier {tier} is saved',
  'tier.saved.waits':
    '{name}: the tier {tier} is saved. It waits in the list until the loyalty system has taken it.',
  'tier.card.coming': 'The card {code} becomes theirs as well.',
} as const
