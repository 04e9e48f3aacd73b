import type { MemberKey } from '../../shared/domain/ids.ts'
import { cardEnds, maskPhone } from '../../shared/domain/mask.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import { stampUnit } from '../../shared/domain/unit.ts'
import type { GoneMember, MemberView } from '../../shared/domain/views.ts'
import { afterPaint, markPainted } from '../api/perf.ts'
import { amountPhrase } from '../i18n/amount-phrase.ts'
import { phrase } from '../i18n/phrase.ts'
import { fittingCard, sameCard } from './card-choice.ts'
import { leaveMember } from './leave-member.ts'
import { show } from './navigation.ts'
import { announce, hush, tell, tellFailure } from './notices.ts'
import { freshStamp } from './stamp-intent.ts'
import { sameParts } from './same-parts.ts'
import { emptyMember } from './till.ts'
import type { Recent, Till } from './till.ts'

const mostRecents = 5

/** Opens a member by its key. */
export async function openMember(till: Till, key: MemberKey): Promise<void> {
  const ticket = till.counter.getState().ticket + 1
  const { screen } = till.nav.getState()
  till.counter.setState({ ticket, enterWaits: false })
  const answer = await till.terminal.call('open', { key })
  // Asked for something else since, or gone to another screen.
  if (till.counter.getState().ticket !== ticket || till.nav.getState().screen !== screen) return
  if (answer.ok) showMember(till, answer.value)
  else tellFailure(till, answer.error)
}

/** The panel is this member's from now on, also while another screen is before it. */
export function putMember(till: Till, view: MemberView): void {
  const before = till.member.getState().view
  if (before !== null && before.key !== view.key) leaveMember(till)
  if (before?.key === view.key) till.member.setState({ view })
  else {
    const { used } = till.member.getState()
    till.member.setState(
      { ...emptyMember(used), view, card: fittingCard(view, used[view.key] ?? null) },
      true,
    )
  }
}

/**
 * Shows a member that is at hand: who was open already is opened anew, so that no number changes what was given before.
 */
export function showMember(till: Till, view: MemberView): void {
  putMember(till, view)
  till.member.setState({ ...freshStamp(), unstamped: null })
  show(till, { kind: 'member' })
  rememberMember(till, view)
  const card = view.cards.length === 1 ? view.cards[0] : undefined
  const name = memberName(view.details)
  const stamps = card?.stamps ?? null
  // What was said of the card before is true of nobody who is here now.
  hush(till)
  announce(
    till,
    stamps === null
      ? phrase('announce.scan.member', { name })
      : phrase('announce.scan.member.balance', {
          name,
          balance: amountPhrase(stamps, card?.unit ?? stampUnit),
        }),
  )
  markPainted('member:painted')
  paintFirst(till, view.key)
}

/** Who was opened and is not on screen yet, and the newest that was told of them meanwhile. */
interface Opening {
  readonly key: MemberKey
  newest: MemberView | null
}

const openings = new WeakMap<Till, Opening>()
/** A window that nobody sees is not painted. */
const longestPaintMs = 100

function paintFirst(till: Till, key: MemberKey): void {
  const before = openings.get(till)
  const opening: Opening = { key, newest: null }
  openings.set(till, opening)
  // Who is not on screen any more stands among those who were.
  if (before !== undefined && before.key !== key && before.newest !== null) refreshMember(till, before.newest)
  const painted = (): void => {
    if (openings.get(till) !== opening) return
    openings.delete(till)
    if (opening.newest !== null) refreshMember(till, opening.newest)
  }
  afterPaint(painted)
  setTimeout(painted, longestPaintMs)
}

/** A newer view was told. Whoever just opened is painted first: drawing them anew at once would only keep them from it. */
export function memberTold(till: Till, view: MemberView): void {
  const opening = openings.get(till)
  if (opening?.key === view.key) opening.newest = view
  else refreshMember(till, view)
}

/** Takes a newer view of the member that is open, or was lately; any other's changes nothing. */
export function refreshMember(till: Till, view: MemberView): void {
  const opening = openings.get(till)
  // What was told before is older.
  if (opening?.key === view.key) opening.newest = null
  till.counter.setState(({ recents }) => ({ recents: calledNow(recents, view) }))
  till.member.setState((state) => {
    if (state.view?.key !== view.key) return state
    const next = sameParts(state.view, view)
    // The same told again: nothing on screen is drawn anew.
    if (next === state.view) return state
    return {
      view: next,
      card: sameCard(next, state.view, state.card) ?? fittingCard(next, state.used[next.key] ?? null),
    }
  })
}

/**
 * The loyalty system does not know a member any more. Whoever is on screen goes from it, for nothing can be added to them;
 * where something waits for them, they stay. Anybody else is told of when they are opened.
 */
export function memberGone(till: Till, { key, name, isKept, mayBe }: GoneMember): void {
  if (till.member.getState().view?.key !== key) return
  const said = { name, named: name === '' ? 'no' : 'yes' }
  if (isKept) {
    tell(till, 'bad', phrase('list.gone.kept', said), { stays: true })
    return
  }
  leaveMember(till)
  // Where they stood is nobody now. The screen stays, and so does what is typed to find the next one.
  till.counter.setState(({ place, recents }) => ({
    place: place.kind === 'member' ? { kind: 'idle' } : place,
    recents: recents.filter((recent) => recent.key !== key),
  }))
  const what = mayBe === null ? phrase('list.gone', said) : phrase('list.gone.may-be', { ...said, mayBe })
  tell(till, 'bad', what, { stays: true })
}

/** Notes a member who was at the counter; a code that led to them is nobody's no more. */
export function rememberMember(till: Till, view: MemberView, code: string | null = null): void {
  if (code !== null) forgetCode(till, code)
  remember(till, recentOf(view))
  till.counter.setState(({ recents }) => ({ recents: calledNow(recents, view) }))
}

function recentOf({ key, details, codes }: MemberView): Omit<Recent, 'at'> {
  const end = details.phone === null ? cardEnds(codes) : maskPhone(details.phone)
  const who = { key, code: null, name: memberName(details) }
  return end === null ? who : { ...who, end }
}

/** Who was at the counter lately, as they are called by now, and without the codes that were found to be theirs. */
function calledNow(recents: readonly Recent[], view: MemberView): readonly Recent[] {
  const who = recentOf(view)
  const isTheirs = ({ key, code }: Recent): boolean =>
    key === null && code !== null && view.codes.includes(code)
  if (!recents.some((recent) => recent.key === view.key || isTheirs(recent))) return recents
  return recents
    .filter((recent) => !isTheirs(recent))
    .map((recent) => (recent.key === view.key ? { ...who, at: recent.at } : recent))
}

/** Notes who was at the counter. */
export function remember(till: Till, recent: Omit<Recent, 'at'>): void {
  till.counter.setState(({ recents }) => ({
    recents: [
      { ...recent, at: Date.now() },
      ...recents.filter((other) => other.key !== recent.key || other.code !== recent.code),
    ].slice(0, mostRecents),
  }))
}

/** A code that was misread was nobody's card: it is not offered again. */
export function forgetCode(till: Till, code: string): void {
  till.counter.setState(({ recents }) => ({ recents: recents.filter((recent) => recent.code !== code) }))
}
