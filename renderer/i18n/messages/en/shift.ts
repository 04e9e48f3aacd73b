/** The shift summary: what was done at this till on a day. */
export const shift = {
  'shell.nav.shift': 'Shift summary',

  'shift.lead': 'What was done on this till for {shop}. No member’s name is on it.',
  'shift.day': 'Day',
  'shift.day.today': 'Today, {date}',
  'shift.cashier': 'Cashier',
  'shift.cashier.all': 'All cashiers',
  'shift.printed': '{day} · {who} · {till}',

  'shift.stamps': 'Stamps',
  'shift.changes': 'Balance changes',
  'shift.added': 'Added',
  'shift.taken': 'Taken',
  'shift.rewards': 'Rewards',
  'shift.enrolments': 'New members',
  'shift.undone': 'Undone',
  'shift.done': 'All actions',
  'shift.offline': 'Made offline',
  'shift.offline.share': '{share, number, percent} of {done, number}',
  'shift.balance': '{added} added, {taken} taken',

  'shift.chart': 'By hour',
  'shift.chart.told':
    'Bars by hour, {from} to {to}.{done, select, no {} other { Most was done at {busiest}.}} The table below has the same figures.',
  'shift.table': 'The day by hour',
  'shift.hour': 'Hour',
  'shift.total': 'The day',

  'shift.empty': 'Nothing was done on this day',
  'shift.empty.today': 'Nothing has been done today',
  'shift.empty.next': 'Scan a card at the counter: what you do for members is counted here.',
  'shift.empty.other': 'Choose another day or all cashiers.',
  'shift.unread':
    '{count, plural, one {One addition is} other {# additions are}} of members who were forgotten since: the amount is not kept, and not in the sums.',
  'shift.failed': 'The day could not be added up. What was saved is safe.',
  'shift.again': 'Try again',

  'shift.print': 'Print',
  'shift.save': 'Save as a table',
  'shift.save.title': 'Save the day as a table',
  'shift.save.go': 'Save',
  'shift.save.files': 'Tables (CSV)',
  'shift.saved': 'The day is in {file}.',
  'shift.column.day': 'Day',
} as const
