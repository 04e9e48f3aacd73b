import type { NoCard, ScanAnswer } from '../../shared/domain/views.ts'
import type { RequestArgs } from '../../shared/ipc/contract.ts'
import { isTestCode } from '../../shared/scan/calibration/test-code.ts'
import { phrase } from '../i18n/phrase.ts'
import { leaveMember } from './leave-member.ts'
import { stay } from './leaving.ts'
import { remember, rememberMember, showMember } from './open-member.ts'
import { closeOverlay, goTo, openOverlay, openUnknownCard, show } from './navigation.ts'
import { signal } from './feedback.ts'
import { announce, tell, tellFailure, withdraw } from './notices.ts'
import { stampAtOnce, stampsAtOnce } from './stamp-at-once.ts'
import { stillWorkedFor } from './still-worked-for.ts'
import type { ScanOrigin, ScanOutcome } from './scan-watch.ts'
import type { ScanConsumer, Till } from './till.ts'

/** Asks to be offered scans before the counter; the answer ends it. */
export function registerScanConsumer(till: Till, consumer: ScanConsumer): () => void {
  till.scans.setState(({ consumers }) => ({ consumers: [consumer, ...consumers] }))
  return () => {
    till.scans.setState(({ consumers }) => ({ consumers: consumers.filter((other) => other !== consumer) }))
  }
}

/** Whether something is typed in one of the forms, which a scan does not throw away then: the cashier is told. */
export function keepsForm(till: Till, forms: readonly (() => boolean)[]): boolean {
  const keeps = forms.some((isTouched) => isTouched())
  if (keeps) tell(till, 'info', phrase('edit.scan-kept'), { matter: 'scan' })
  return keeps
}

/** What the sentences for something that is no card are called by. */
export function wordOf(what: NoCard) {
  if (what.kind === 'goods') return what.label
  if (what.kind === 'no-check-digit') return `no-${what.check}` as const
  return what.kind === 'web-address' ? what.what : what.kind
}

/**
 * A code was scanned, by whatever reader: it goes to a form that wants it, or opens a member.
 *
 * @param origin which reader; null where a code on the screen was pressed instead
 */
export async function scanned(till: Till, raw: string, origin: ScanOrigin | null = null): Promise<void> {
  // Who scans goes on working: the window that was about to close stays.
  stay(till)
  // What was said of the scan before this one is over.
  withdraw(till, 'scan')
  const { consumers, watch } = till.scans.getState()
  const watched = origin === null ? undefined : watch?.onScan(raw, origin)
  if (watched?.opens === false) return
  // From the printed sheet, or from the screen: it is nobody's card, and no form's.
  const isForSetUp = origin !== null && watch === null && isTestCode(raw)
  if (isForSetUp && till.nav.getState().overlay !== 'scanner-setup') {
    openOverlay(till, 'scanner-setup')
    return
  }
  const wrong = comesWrong(origin)
  const isTaken = consumers.some((consumer) => consumer(raw, wrong))
  const outcome = isTaken ? 'form' : await lookUp(till, { raw }, { wrong, origin })
  watched?.became(outcome)
}

/** Whether a scan's signs are those of another keyboard than the scanner's; where it sent digits alone, they are known. */
function comesWrong(origin: ScanOrigin | null): boolean {
  return origin?.by === 'keys' && origin.scan.strangeDigits === true && origin.scan.digitKeys === undefined
}

/** What was taken for something else is a card, says the cashier. */
export async function takeAsCard(till: Till, code: string): Promise<void> {
  await lookUp(till, { raw: code, asCard: true })
}

async function lookUp(
  till: Till,
  asked: RequestArgs<'scan'>,
  { wrong = false, origin = null }: { readonly wrong?: boolean; readonly origin?: ScanOrigin | null } = {},
): Promise<ScanOutcome> {
  // Before what the scan opens takes the place of what is open.
  const atOnce = !wrong && origin !== null && stampsAtOnce(till)
  goTo(till, 'counter')
  closeOverlay(till)
  till.member.setState({ question: null, editing: false, forgetting: false })
  till.scans.setState({ latest: asked.raw })
  const ticket = till.counter.getState().ticket + 1
  till.counter.setState({
    ticket,
    looking: true,
    query: '',
    answer: null,
    beyond: null,
    active: 0,
    armed: null,
    enterWaits: false,
  })
  const isWorkedFor = stillWorkedFor(till)
  const answer = await till.terminal.call('scan', asked)
  // Nobody of the shop before, or of the practice before, is known in this one.
  if (!isWorkedFor()) return 'later'
  const current = till.counter.getState().ticket === ticket
  if (!answer.ok) {
    if (current) till.counter.setState({ looking: false })
    tellFailure(till, answer.error)
    return 'failed'
  }
  // Two quick scans are two scans: the later one has the screen, the earlier one is kept at hand.
  note(till, answer.value, wrong)
  // While it was looked up somebody may have gone elsewhere, or opened something that this closes.
  const stamps = atOnce && stampsAtOnce(till)
  // So that what was begun meanwhile is not thrown away: whose card it was stands among those who were here.
  const isKept = current && keepsForm(till, till.scans.getState().kept)
  if (isKept) till.counter.setState({ looking: false })
  else if (current) showScan(till, answer.value, wrong)
  // One card that was read twice in a moment is one scan.
  const isTwice = !current && till.scans.getState().latest === asked.raw
  if (stamps && !isTwice && answer.value.kind === 'member')
    await stampAtOnce(till, answer.value.member, current && !isKept)
  if (isKept) return 'form'
  return current ? answer.value.kind : 'later'
}

function note(till: Till, answer: ScanAnswer, wrong: boolean): void {
  if (answer.kind === 'not-a-card' || answer.kind === 'no-card' || answer.kind === 'replaced') return
  if (answer.kind === 'member') {
    rememberMember(till, answer.member, answer.code)
  } else if (!wrong) remember(till, { key: null, code: answer.code, name: null })
}

/** A member is shown without a sound: the scanner has beeped. What else a scan leads to asks, or went wrong. */
function soundOf({ kind }: ScanAnswer): 'question' | 'failed' | null {
  switch (kind) {
    case 'member':
      return null
    case 'several':
    case 'nobody':
    case 'not-known-here':
    case 'replaced':
      return 'question'
    case 'not-a-card':
    case 'no-card':
      return 'failed'
  }
}

/** A code that came wrong is told to be that by the screen, which offers to set the scanner up: no message says so beside it. */
function showScan(till: Till, answer: ScanAnswer, wrong: boolean): void {
  const sound = soundOf(answer)
  if (sound !== null) signal(till, sound)
  const how = wrong ? ({ comesWrong: true } as const) : {}
  switch (answer.kind) {
    case 'member':
      showMember(till, answer.member)
      return
    case 'several':
      leaveMember(till)
      show(till, { kind: 'several', rows: answer.rows, code: answer.code })
      announce(till, phrase('announce.scan.several', { count: answer.rows.length }))
      return
    case 'nobody':
      if (wrong) withdraw(till, 'scanner')
      openUnknownCard(till, { code: answer.code, certain: true, waitingStamps: 0, ...how })
      announce(till, phrase(wrong ? 'announce.scan.wrong' : 'announce.scan.unknown'), 'assertive')
      return
    case 'not-known-here':
      if (wrong) withdraw(till, 'scanner')
      openUnknownCard(till, {
        code: answer.code,
        certain: false,
        waitingStamps: answer.waitingStamps,
        ...how,
      })
      announce(till, phrase(wrong ? 'announce.scan.wrong' : 'announce.scan.not-known-here'), 'assertive')
      return
    case 'not-a-card':
      leaveMember(till)
      show(till, { kind: 'not-a-card', problem: answer.problem })
      announce(till, phrase(`counter.not-a-card.${answer.problem}`), 'assertive')
      return
    case 'no-card':
      leaveMember(till)
      show(till, { kind: 'no-card', what: answer.what, code: answer.code })
      announce(till, phrase(`codes.${wordOf(answer.what)}.title`), 'assertive')
      return
    case 'replaced': {
      const { code, at, key, nameMasked } = answer
      leaveMember(till)
      show(till, { kind: 'replaced', card: { code, at, key, nameMasked } })
      announce(till, phrase('lost.title', { at }), 'assertive')
    }
  }
}
