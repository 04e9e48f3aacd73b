/** The question before something is left while work is unsent: the program, a shop. */
export const leave = {
  'leave.quit.title':
    '{count, plural, one {# is not sent yet. Close all the same?} other {# are not sent yet. Close all the same?}}',
  'leave.quit.then':
    '{count, plural, one {It stays saved on this till, and is sent when Stampwell is started again.} other {They stay saved on this till, and are sent when Stampwell is started again.}}',
  'leave.quit.yes': 'Close anyway',
  'leave.switch.title':
    '{count, plural, one {# is not sent yet. Switch to {to} all the same?} other {# are not sent yet. Switch to {to} all the same?}}',
  'leave.switch.then':
    '{count, plural, one {It stays saved on this till, and is sent while you work for {to}, too.} other {They stay saved on this till, and are sent while you work for {to}, too.}}',
  'leave.switch.yes': 'Switch anyway',
  'leave.sign-out.title':
    '{count, plural, one {# is not sent yet. Sign out all the same?} other {# are not sent yet. Sign out all the same?}}',
  'leave.sign-out.then':
    '{count, plural, one {It stays saved on this till, and is sent when this shop is connected again.} other {They stay saved on this till, and are sent when this shop is connected again.}}',
  'leave.sign-out.yes': 'Sign out anyway',
  'leave.needsYou':
    '{count, plural, one {# of them needs you first: only a person can decide it.} other {# of them need you first: only a person can decide them.}}',
  'leave.shop': '{name}, oldest {age}',
  'leave.more': '{count, plural, one {and # more} other {and # more}}',
  'leave.stay': 'Stay',
} as const
