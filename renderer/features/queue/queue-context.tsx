import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import type { QueueList } from './queue-list.ts'

const QueueListContext = createContext<QueueList | null>(null)

/** Gives the cards of the queue screen its list. */
export function QueueListProvider({
  list,
  children,
}: {
  readonly list: QueueList
  readonly children: ReactNode
}): ReactNode {
  return <QueueListContext value={list}>{children}</QueueListContext>
}

/** The list that the screen shows. */
export function useQueueList(): QueueList {
  const list = useContext(QueueListContext)
  if (list === null) throw new Error('useQueueList outside of QueueListProvider')
  return list
}
