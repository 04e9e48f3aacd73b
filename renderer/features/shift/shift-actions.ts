import type { ShiftColumn } from '../../../shared/domain/shift.ts'
import type { ShiftAsked } from '../../../shared/ipc/shift-contract.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Say } from '../../i18n/text.tsx'
import { tell, tellFailure } from '../../stores/notices.ts'
import type { Till } from '../../stores/till.ts'

/** Headings of a file, in the language of the screen. */
function headings(text: Say): Readonly<Record<ShiftColumn, string>> {
  return {
    day: text('shift.column.day'),
    hour: text('shift.hour'),
    stamps: text('shift.stamps'),
    changes: text('shift.changes'),
    added: text('shift.added'),
    taken: text('shift.taken'),
    rewards: text('shift.rewards'),
    enrolments: text('shift.enrolments'),
    undone: text('shift.undone'),
    done: text('shift.done'),
    offline: text('shift.offline'),
  }
}

/** Writes a day to a file that a person chooses, and tells what became of it. */
export async function saveShift(till: Till, text: Say, asked: ShiftAsked): Promise<void> {
  const answer = await till.terminal.call('exportShift', {
    ...asked,
    title: text('shift.save.title'),
    button: text('shift.save.go'),
    files: text('shift.save.files'),
    columns: headings(text),
  })
  if (!answer.ok) tellFailure(till, answer.error, { matter: 'file' })
  else if (answer.value.kind === 'exported')
    tell(till, 'good', phrase('shift.saved', { file: answer.value.file }), { stays: true, matter: 'file' })
}
