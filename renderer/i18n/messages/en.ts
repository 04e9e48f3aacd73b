import { balance } from './en/balance.ts'
import { cards } from './en/cards.ts'
import { codes } from './en/codes.ts'
import { connect } from './en/connect.ts'
import { counter } from './en/counter.ts'
import { enrol } from './en/enrol.ts'
import { extras } from './en/extras.ts'
import { failures } from './en/failures.ts'
import { fields } from './en/fields.ts'
import { leave } from './en/leave.ts'
import { memberList } from './en/member-list.ts'
import { member } from './en/member.ts'
import { people } from './en/people.ts'
import { picker } from './en/picker.ts'
import { practice } from './en/practice.ts'
import { privacy } from './en/privacy.ts'
import { queueOutage } from './en/queue-outage.ts'
import { queue } from './en/queue.ts'
import { safety } from './en/safety.ts'
import { scanners } from './en/scanners.ts'
import type { scannerSetup } from './en/scanner-setup.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { staff } from './en/staff.ts'
import { tester } from './en/tester.ts'
import { tiers } from './en/tiers.ts'
import { typingScanners } from './en/typing-scanners.ts'

/** English, and the list of every sentence that is there from the start. */
export const en = {
  ...shell,
  ...failures,
  ...fields,
  ...counter,
  ...member,
  ...balance,
  ...extras,
  ...enrol,
  ...people,
  ...picker,
  ...queue,
  ...queueOutage,
  ...leave,
  ...practice,
  ...privacy,
  ...settings,
  ...typingScanners,
  ...scanners,
  ...connect,
  ...memberList,
  ...safety,
  ...cards,
  ...codes,
  ...staff,
  ...tester,
  ...tiers,
} as const

/** Sentences that come with the screen that says them: see `MoreWords`. */
export type LaterWords = typeof scannerSetup

/** The name of a sentence. */
export type MessageId = keyof typeof en | keyof LaterWords

/** A language: every sentence, or it does not compile. */
export type Messages = Readonly<Record<keyof typeof en, string>>
