/** Top bar, navigation, practice banner, start and blocked screens. */
export const shell = {
  'shell.brand': 'Stampwell',
  'shell.skip': 'Go to the search field',
  'shell.nav': 'Screens',
  'shell.nav.counter': 'Counter',
  'shell.nav.queue': 'Waiting list',
  'shell.nav.practice': 'Practice',
  'shell.nav.settings': 'Settings',
  'shell.loading': 'One moment…',

  'shell.practice.word': 'Practice',
  'shell.practice.sentence': 'Practice: made-up members, nothing here reaches a real customer.',

  'shell.cashier': 'At the till: {name}. Change',
  'shell.cashier.nobody': 'Who is at the till?',
  'shell.theme.dark': 'Use dark colours',
  'shell.theme.light': 'Use light colours',

  'shell.queue.none': 'Nothing waiting',
  'shell.queue.waiting': '{waiting, plural, one {# waiting} other {# waiting}}',
  'shell.queue.elsewhere':
    '{waiting, plural, =0 {Nothing waiting here} one {# waiting here} other {# waiting here}}, {shops, plural, one {{elsewhere, number} at {shop}} other {{elsewhere, number} at other shops}}',
  'shell.queue.oldest': 'oldest {age}',
  'shell.queue.needs-you': '{count, plural, one {# needs you} other {# need you}}',
  'shell.queue.open': 'Open the waiting list',

  'link.online': 'Online',
  'link.offline': 'Offline since {since}',
  'link.not-the-provider': 'Wrong network since {since}',
  'link.signed-out': 'Signed out since {since}',
  'link.rate-limited': 'Asked to slow down until {until}',
  'link.failing': 'Loyalty system failing since {since}',
  'link.replaced': 'Not sending since {since}',
  'link.online.more': 'Everything is sent as you go.',
  'link.offline.more': 'Go on working: everything is saved here and sent later.',
  'link.not-the-provider.more':
    'Something else answers in place of the loyalty system, perhaps the sign-in page of a Wi-Fi. Everything is saved here and sent later.',
  'link.signed-out.more':
    'This till has no key that the loyalty system accepts: it was refused, or this computer did not keep it. Everything is saved here; the owner enters the key again under Settings.',
  'link.rate-limited.more':
    'The loyalty system asked for a pause. Everything is saved here and sent after it.',
  'link.failing.more': 'The loyalty system answers with errors. Everything is saved here and sent later.',
  'link.replaced.more':
    'This program was started a second time on this till, so this window sends nothing any more. Everything is saved here. Close this window, and start the program again if no other is open.',

  'announce.offline': 'Offline. Go on working, everything is saved here.',
  'announce.online': 'Online again.',

  'undo.region': 'Can still be undone',
  'undo.undo': 'Undo',
  'undo.left': '{seconds, plural, one {# second left} other {# seconds left}}',
  'undo.undone': 'Undone: {what}',
  'undo.for': '{what} · {who}',

  'toast.region': 'Messages',
  'toast.offer.scanner-setup': 'Set up your scanner',
  'toast.dismiss': 'Dismiss',

  'dialog.close': 'Close',
  'action.cancel': 'Cancel',
  'action.save': 'Save',
  'action.back': 'Back',

  'time.justNow': 'just now',

  'shell.shop': '{shop} · {till}',

  'failed.title': 'The terminal did not start',
  'failed.retry': 'Try again',
  'crashed.title': 'This screen stopped',
  'crashed.body': 'Everything that was saved is safe. Open the screen again to go on.',
  'crashed.retry': 'Open again',

  'blocked.safe': 'Nothing that was saved is lost.',
  'blocked.database-newer.title': 'This till’s records were written by a newer Stampwell',
  'blocked.database-newer.body':
    'They are of version {found}; this program knows versions up to {known}. Install the newer Stampwell again and start it.',
  'blocked.database-unreadable.title': 'This till’s records cannot be read',
  'blocked.database-unreadable.body':
    'The file {file} is damaged or is not a Stampwell file. You can set it aside and start with an empty one. The old file is kept, so that what waits in it can be rescued: tell the owner.',
  'blocked.database-unreadable.step': 'Set the file aside and start',
  'blocked.database-not-durable.title': 'This disk does not keep what it is given',
  'blocked.database-not-durable.body':
    'Stampwell says “saved” only when the disk has it for certain, and this one cannot promise that. Ask the owner to move Stampwell’s folder to a local disk.',
  'blocked.folder-not-writable.title': 'Stampwell may not write to its folder',
  'blocked.folder-not-writable.body': 'Allow writing to {folder} and start again.',
  'blocked.disk-full.title': 'The disk is full',
  'blocked.disk-full.body':
    'Free some space on this computer, then start again. Until then nothing new can be saved.',
  'blocked.migration-failed.title': 'The records could not be brought up to date',
  'blocked.migration-failed.body':
    'Step {version} failed, and the records are as they were before. Start again; if it fails again, install the earlier Stampwell and tell the owner.',
  'blocked.page-crashed.title': 'The screen stopped several times',
  'blocked.page-crashed.body': 'Close Stampwell and start it again.',
  'blocked.provision-invalid.title': 'The settings file of this till is not right',
  'blocked.provision-invalid.body': 'Ask the owner to correct: {fields}. Then start again.',
  'blocked.retry': 'Start again',
  'blocked.quit': 'Close Stampwell',
} as const
