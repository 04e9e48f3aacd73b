import type { ReactNode } from 'react'
import './screen.css'

/** A screen beside the counter: its name, what it is about, and what it holds. */
export function Screen({
  title,
  lead = null,
  action = null,
  children,
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="screen">
      <header className="screen__head">
        <div>
          <h1 className="screen__title">{title}</h1>
          {lead === null ? null : <p className="screen__lead">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}
