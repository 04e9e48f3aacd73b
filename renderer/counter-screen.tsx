import { lazy, memo, Suspense, useEffect, useLayoutEffect, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { Idle, Recents } from './features/counter/idle.tsx'
import { Results } from './features/counter/results.tsx'
import { NotACard, Several } from './features/counter/scan-outcome.tsx'
import { SearchBar } from './features/counter/search-bar.tsx'
import { MemberPanel } from './features/member/member-panel.tsx'
import { useCounter, useFeedback, useMember } from './stores/till-context.tsx'
import './styles/counter-screen.css'

const importUnknownCard = () => import('./features/enrol/unknown-card-screen.tsx')
const importEnrol = () => import('./features/enrol/enrol-screen.tsx')
const importTier = () => import('./features/enrol/tier-screen.tsx')
const importNoCard = () => import('./features/counter/no-card.tsx')
const importAgain = () => import('./features/member/again-dialog.tsx')
const importBalance = () => import('./features/member/balance-dialog.tsx')
const importExtras = () => import('./features/member/extras-dialog.tsx')
const importForget = () => import('./features/member/forget-dialog.tsx')
const importEdit = () => import('./features/member/edit-dialog.tsx')
const importMoment = () => import('./features/member/reward-moment.tsx')

const UnknownCardScreen = lazy(async () => ({ default: (await importUnknownCard()).UnknownCardScreen }))
const EnrolScreen = lazy(async () => ({ default: (await importEnrol()).EnrolScreen }))
const TierScreen = lazy(async () => ({ default: (await importTier()).TierScreen }))
const NoCardOutcome = lazy(async () => ({ default: (await importNoCard()).NoCardOutcome }))
const LostCardOutcome = lazy(async () => ({ default: (await importNoCard()).LostCardOutcome }))
const AgainDialog = lazy(async () => ({ default: (await importAgain()).AgainDialog }))
const BalanceDialog = lazy(async () => ({ default: (await importBalance()).BalanceDialog }))
const ExtrasDialog = lazy(async () => ({ default: (await importExtras()).ExtrasDialog }))
const ForgetDialog = lazy(async () => ({ default: (await importForget()).ForgetDialog }))
const RewardMoment = lazy(async () => ({ default: (await importMoment()).RewardMoment }))
const EditDialog = lazy(async () => ({ default: (await importEdit()).EditDialog }))

/** The first screen has been drawn and the first scan may come, ms. */
const restMs = 1_500

/**
 * Fetches what a cashier opens next, once the first screen rests: a form that came late would lose the first letters
 * typed into it.
 */
function fetchNextScreens(): void {
  const fetching = Promise.allSettled([
    importUnknownCard(),
    importEnrol(),
    importTier(),
    importNoCard(),
    importAgain(),
    importEdit(),
    importForget(),
    importBalance(),
    importExtras(),
    importMoment(),
  ])
  // A part that could not be fetched is fetched again, and its failure shown, where it is opened.
  void fetching
}

/** Results that come and go above it draw it no second time. */
const CurrentPlace = memo(function CurrentPlace(): ReactNode {
  const place = useCounter((counter) => counter.place)
  switch (place.kind) {
    case 'idle':
      return <Idle />
    case 'member':
      return <MemberPanel />
    case 'several':
      return <Several rows={place.rows} />
    case 'unknown-card':
      return <UnknownCardScreen key={place.card.code} card={place.card} />
    case 'enrol':
      return <EnrolScreen key={place.code} code={place.code} />
    case 'tier':
      return <TierScreen key={place.code} code={place.code} />
    case 'not-a-card':
      return <NotACard problem={place.problem} />
    case 'no-card':
      return <NoCardOutcome what={place.what} code={place.code} />
    case 'replaced':
      return <LostCardOutcome card={place.card} />
  }
})

/**
 * Whatever opens is seen from its beginning: who it is stands there, and a form that was scrolled to its end has left
 * the screen scrolled. In a window that scrolls as a whole the bars above would take most of the room.
 */
function useBeginning(): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null)
  const place = useCounter((counter) => counter.place)
  const who = useMember((member) => member.view?.key ?? null)
  useLayoutEffect(() => {
    element.current?.closest('.shell__screen')?.scrollTo({ top: 0 })
    const page = document.scrollingElement
    if (page === null || page.scrollHeight <= page.clientHeight) return
    if (place.kind === 'idle') page.scrollTo({ top: 0 })
    else element.current?.scrollIntoView({ block: 'start' })
  }, [place, who])
  return element
}

/** The counter: the search field, and what a scan or a search opened. */
export function CounterScreen(): ReactNode {
  const kind = useCounter((counter) => counter.place.kind)
  const searching = useCounter((counter) => counter.answer !== null && counter.armed === null)
  const asks = useMember((member) => member.question !== null)
  const counts = useMember((member) => member.counting)
  const extra = useMember((member) => member.extra !== null)
  const edits = useMember((member) => member.editing)
  const forgets = useMember((member) => member.forgetting)
  const beginning = useBeginning()
  const celebrates = useFeedback((feedback) => feedback.moment !== null)
  useEffect(() => {
    const timer = setTimeout(fetchNextScreens, restMs)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  // A form has its own fields: one more would only draw the eye.
  const hasForm = kind === 'enrol' || kind === 'tier' || kind === 'unknown-card'
  return (
    <div className="counter-screen">
      {hasForm ? null : (
        <div className="counter-screen__search">
          <SearchBar />
          {searching ? (
            <div className="counter-screen__results">
              <Results />
            </div>
          ) : null}
        </div>
      )}
      <div ref={beginning} className="counter-screen__place" inert={searching}>
        <Suspense fallback={null}>
          <CurrentPlace />
        </Suspense>
        {kind === 'several' || kind === 'not-a-card' || kind === 'no-card' ? <Recents /> : null}
      </div>
      <Suspense fallback={null}>
        {celebrates ? <RewardMoment /> : null}
        {asks ? <AgainDialog /> : null}
        {counts ? <BalanceDialog /> : null}
        {extra ? <ExtrasDialog /> : null}
        {edits ? <EditDialog /> : null}
        {forgets ? <ForgetDialog /> : null}
      </Suspense>
    </div>
  )
}
