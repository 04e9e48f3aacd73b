/** Copies of the records, and moving unsent work between tills. */
export const safety = {
  'safety.title': 'Safety',
  'safety.here': 'On this computer',
  'safety.sentence':
    'Everything you save is on this computer’s disk at once. While anything waits to be sent, a copy of the records is made every ten minutes.',
  'safety.last': 'Last copy: {ago}',
  'safety.last.never': 'No copy was needed yet.',
  'safety.folder': 'Second place',
  'safety.folder.none':
    'None. Choose a stick or a folder on another computer, so that waiting work outlives this one.',
  'safety.folder.personal':
    'Copies hold customers’ names and contacts: only the shop should be able to open that place.',
  'safety.folder.last': 'Last copy there: {ago}',
  'safety.folder.never': 'No copy has arrived there yet.',
  'safety.trouble.folder-gone':
    'The last copy did not reach the second place: it is not there. Plug it in or connect it; work goes on meanwhile.',
  'safety.trouble.folder-replaced':
    'The last copy did not reach the second place: there is a file by that name now, no folder. Choose another; work goes on meanwhile.',
  'safety.trouble.folder-full':
    'The last copy did not reach the second place: it is full. Free some space there; work goes on meanwhile.',
  'safety.trouble.folder-refused':
    'The last copy did not reach the second place: this computer may not write there. Choose another; work goes on meanwhile.',
  'safety.trouble.own-full': 'No copy could be made: the disk is full. Free some space.',
  'safety.trouble.own-failed':
    'No copy could be made on this computer’s disk. What you save is still kept; tell the owner.',
  'safety.auditBroken':
    'The records of what happened here were changed from outside this program: from entry {row, number} on they prove nothing. Nothing was repaired or removed. Keep a copy, and have somebody look at it.',
  'safety.choose': 'Choose folder…',
  'safety.forget': 'Stop copying there',
  'safety.now': 'Back up now',
  'safety.copied': 'Copied.',
  'safety.move': 'Move unsent work to another till…',
  'safety.move.title': 'Move unsent work from {till} to another till?',
  'safety.move.what':
    '{count, plural, one {# entry leaves} other {# entries leave}} this till’s waiting list and {count, plural, one {goes} other {go}} into one file. This till will not send {count, plural, one {it} other {them}} any more: take the file in on the other till, and on one till only.',
  'safety.move.undo': 'What could still be undone leaves too, and can then no longer be undone.',
  'safety.move.nothing': 'Nothing waits here, so there is nothing to move.',
  'safety.move.personal':
    'The file holds customers’ names and contacts. Carry it by hand, and delete it once the other till has taken it in.',
  'safety.move.go': 'Choose where to write it…',
  'safety.moved':
    '{count, plural, one {# entry was} other {# entries were}} moved to the file {file}. Take it in on the other till.',
  'safety.lastMove.written':
    '{count, plural, one {# entry} other {# entries}} moved {ago}. If the file was lost, write it again.',
  'safety.lastMove.unwritten':
    '{count, plural, one {# entry has} other {# entries have}} left the waiting list {ago}, but the file was not written. Write it now: until then nobody sends {count, plural, one {it} other {them}}.',
  'safety.unwritten':
    '{count, plural, one {# entry was} other {# entries were}} to be moved to another till, but the file was not written. Open the settings and write it under “Safety”: until then nobody sends {count, plural, one {it} other {them}}.',
  'safety.again': 'Write the file again…',
  'safety.takeIn': 'Take in work from a file…',
  'safety.takenIn':
    '“{file}” was taken in.{taken, plural, =0 {} one { # entry goes on here.} other { # entries go on here.}}{asking, plural, =0 {} one { # needs you.} other { # need you.}}{known, plural, =0 {} one { # was here already.} other { # were here already.}}{refused, plural, =0 {} one { # could not be taken in and stays in the file.} other { # could not be taken in and stay in the file.}}{isTold, select, yes { It came from {from}.} other {}}',
  'safety.takenIn.nothing': 'Everything in “{file}” was here already. Nothing was added.',
  'safety.words.folder': 'Where should copies of the records be kept?',
  'safety.words.folder.choose': 'Keep copies here',
  'safety.words.save': 'Where should the file for the other till be written?',
  'safety.words.save.write': 'Write',
  'safety.words.open': 'Which file should be taken in?',
  'safety.words.open.take': 'Take in',
  'safety.words.files': 'Unsent work and copies of records',
  'safety.suspected.older':
    'This till’s records are older than the ones it had before: what was saved here in between is missing from them. Look whether it arrived, and enter it again if it did not.{count, plural, =0 {} one { # entry that waits is being looked for before it is sent again.} other { # entries that wait are being looked for before anything is sent again.}}',
  'safety.suspected':
    'This till’s records were restored or copied from elsewhere. {count, plural, one {# entry that waits is} other {# entries that wait are}} being looked for before anything is sent again. What cannot be found out needs you.',
} as const
