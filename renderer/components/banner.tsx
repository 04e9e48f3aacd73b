import type { ReactNode } from 'react'
import { marks } from './marks.tsx'
import type { MarkName } from './marks.tsx'
import './banner.css'

/** A sentence that belongs to the screen: by shape and word as well as by colour. */
export function Banner({
  tone,
  title,
  children = null,
  action = null,
}: {
  readonly tone: Exclude<MarkName, 'asks'>
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}): ReactNode {
  const Mark = marks[tone]
  return (
    <div className={`banner banner--${tone}`}>
      <Mark size={24} aria-hidden data-mark={tone} />
      <div className="banner__words">
        <p className="banner__title">{title}</p>
        {children === null ? null : <div className="banner__body">{children}</div>}
      </div>
      {action}
    </div>
  )
}
