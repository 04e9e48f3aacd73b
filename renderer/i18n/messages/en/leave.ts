/** The question before something is left while work is unsent: the program, a shop. */
export const leave = {
  'leave.quit.title':
    '{count, plural, one {# is still waiting. Close all the same?} other {# are still waiting. Close all the same?}}',
  'leave.quit.then':
    '{sendable, plural, =0 {Everything stays saved on this till.} other {Everything stays saved on this till{keyed, select, no {.} other {, and is sent when Stampwell is started again.}}}}',
  'leave.quit.key':
    'This computer does not keep the key of {name}: it has to be given again after the start, and then this is sent.',
  'leave.quit.yes': 'Close anyway',
  'leave.switch.title':
    '{count, plural, one {# is still waiting. Switch to {to} all the same?} other {# are still waiting. Switch to {to} all the same?}}',
  'leave.switch.then':
    '{sendable, plural, =0 {Everything stays saved on this till.} other {Everything stays saved on this till, and is sent while you work for {to}, too.}}',
  'leave.switch.yes': 'Switch anyway',
  'leave.sign-out.title':
    '{count, plural, one {# is still waiting. Sign out all the same?} other {# are still waiting. Sign out all the same?}}',
  'leave.sign-out.then':
    '{sendable, plural, =0 {Everything stays saved on this till.} other {Everything stays saved on this till, and is sent when this shop is connected again.}}',
  'leave.sign-out.yes': 'Sign out anyway',
  'leave.needsYou':
    '{count, plural, one {# needs you: only a person can decide it.} other {# need you: only a person can decide them.}}',
  'leave.shop': '{name}, oldest {age}',
  'leave.more': '{count, plural, one {and # more} other {and # more}}',
  'leave.stay': 'Stay',
} as const
