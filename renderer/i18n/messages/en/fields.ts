/** The fields of a member, and what can be wrong with one. */
export const fields = {
  'field.firstName': 'First name',
  'field.lastName': 'Last name',
  'field.email': 'E-mail',
  'field.phone': 'Phone',
  'field.birthday': 'Birthday',
  'problem.missing': 'Please fill this in.',
  'problem.too-long': 'This is too long.',
  'problem.not-a-phone': 'This is not a phone number. For example +44 20 7946 0142.',
  'problem.not-a-phone.here':
    'This is not a phone number. For example {home} ({country}), or {abroad}. Another country: Settings, “{setting}”.',
  'problem.not-an-email': 'This is not an e-mail address, for example ana@example.com.',
  'problem.not-a-date': 'This is not a date.',
  'problem.in-the-future': 'This date is still to come.',
  'problem.too-long-ago': 'This date is too long ago.',
  'problem.contact-missing': 'An e-mail or a phone number is needed.',
  'problem.email-missing': 'An e-mail is needed: members are known by it there.',
} as const
