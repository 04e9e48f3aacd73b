import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { stampUnit } from '../../shared/domain/unit.ts'
import type { Unit } from '../../shared/domain/unit.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import type { CustomerState } from './customer.ts'
import type {
  CounterState,
  FeedbackState,
  LeavingState,
  MemberState,
  NavState,
  NoticeState,
  ScannersState,
  SessionState,
  StatusState,
  Till,
  UndoState,
} from './till.ts'

const TillContext = createContext<Till | null>(null)

/** Gives everything below it the till. */
export function TillProvider({
  till,
  children,
}: {
  readonly till: Till
  readonly children: ReactNode
}): ReactNode {
  return <TillContext value={till}>{children}</TillContext>
}

/** The till: pass it to an action. */
export function useTill(): Till {
  const till = useContext(TillContext)
  if (till === null) throw new Error('useTill outside of TillProvider')
  return till
}

/** How far the terminal is. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useTill().session, select)
}

/** What the terminal started with; only below a shell that is ready. */
export function useStart<T>(select: (start: Start) => T): T {
  return useSession((state) => {
    if (state.phase !== 'ready') throw new Error('useStart before the terminal is ready')
    return select(state.start)
  })
}

/** What the shop's loyalty system counts for a member. */
export function useUnit(): Unit {
  return useStart(
    ({ capabilities, programme }) => capabilities.adjust?.unit ?? programme?.cards[0]?.unit ?? stampUnit,
  )
}

/** The link, the queue's figures, the member list's progress. */
export function useStatus<T>(select: (state: StatusState) => T): T {
  return useStore(useTill().status, select)
}

/** Where the cashier is. */
export function useNav<T>(select: (state: NavState) => T): T {
  return useStore(useTill().nav, select)
}

/** The counter. */
export function useCounter<T>(select: (state: CounterState) => T): T {
  return useStore(useTill().counter, select)
}

/** The member at the counter. */
export function useMember<T>(select: (state: MemberState) => T): T {
  return useStore(useTill().member, select)
}

/** What can still be undone. */
export function useUndo<T>(select: (state: UndoState) => T): T {
  return useStore(useTill().undo, select)
}

/** What would stay behind unsent, while the window is being closed. */
export function useLeaving<T>(select: (state: LeavingState) => T): T {
  return useStore(useTill().leaving, select)
}

/** The customer's screen. */
export function useCustomer<T>(select: (state: CustomerState) => T): T {
  return useStore(useTill().customer, select)
}

/** The scanners of this till that are no keyboards. */
export function useScanners<T>(select: (state: ScannersState) => T): T {
  return useStore(useTill().scanners, select)
}

/** What is told. */
export function useNotices<T>(select: (state: NoticeState) => T): T {
  return useStore(useTill().notices, select)
}

/** What just happened, for ears and for eyes. */
export function useFeedback<T>(select: (state: FeedbackState) => T): T {
  return useStore(useTill().feedback, select)
}
