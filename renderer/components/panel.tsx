import type { ReactNode } from 'react'
import './panel.css'

/** A surface that holds one matter. */
export function Panel({
  children,
  label,
}: {
  readonly children: ReactNode
  readonly label?: string
}): ReactNode {
  return (
    <section className="panel" {...(label === undefined ? {} : { 'aria-label': label })}>
      {children}
    </section>
  )
}
