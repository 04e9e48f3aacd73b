import { balance } from './en/balance.ts'
import { cards } from './en/cards.ts'
import { codes } from './en/codes.ts'
import { connect } from './en/connect.ts'
import { counter } from './en/counter.ts'
import { customer } from './en/customer.ts'
import { display } from './en/display.ts'
import { enrol } from './en/enrol.ts'
import { extras } from './en/extras.ts'
import { failures } from './en/failures.ts'
import { fields } from './en/fields.ts'
import { language } from './en/language.ts'
import { leave } from './en/leave.ts'
import { memberList } from './en/member-list.ts'
import { member } from './en/member.ts'
import { movements } from './en/movements.ts'
import { people } from './en/people.ts'
import { picker } from './en/picker.ts'
import { practice } from './en/practice.ts'
import { privacy } from './en/privacy.ts'
import { queueOutage } from './en/queue-outage.ts'
import { queue } from './en/queue.ts'
import { safety } from './en/safety.ts'
import { scanners } from './en/scanners.ts'
import { scannerSetup } from './en/scanner-setup.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { shift } from './en/shift.ts'
import { staff } from './en/staff.ts'
import { tester } from './en/tester.ts'
import { tiers } from './en/tiers.ts'
import { tour } from './en/tour.ts'
import { typingScanners } from './en/typing-scanners.ts'

/** English, and the list of every sentence. */
export const en = {
  ...shell,
  ...shift,
  ...tour,
  ...failures,
  ...fields,
  ...counter,
  ...search,
  ...member,
  ...movements,
  ...balance,
  ...extras,
  ...enrol,
  ...people,
  ...picker,
  ...queue,
  ...queueOutage,
  ...language,
  ...leave,
  ...practice,
  ...privacy,
  ...settings,
  ...typingScanners,
  ...scanners,
  ...scannerSetup,
  ...connect,
  ...memberList,
  ...safety,
  ...cards,
  ...codes,
  ...staff,
  ...tester,
  ...tiers,
  ...customer,
  ...display,
} as const

/** The name of a sentence. */
export type MessageId = keyof typeof en

/** Every sentence of a language. */
export type Messages = Readonly<Record<MessageId, string>>
