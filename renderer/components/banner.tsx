import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './banner.css'

const icons = {
  info: <Info size={24} aria-hidden />,
  good: <CircleCheck size={24} aria-hidden />,
  warn: <TriangleAlert size={24} aria-hidden />,
  bad: <CircleAlert size={24} aria-hidden />,
}

/** A sentence that belongs to the screen: by shape and word as well as by colour. */
export function Banner({
  tone,
  title,
  children = null,
  action = null,
}: {
  readonly tone: keyof typeof icons
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}): ReactNode {
  return (
    <div className={`banner banner--${tone}`}>
      {icons[tone]}
      <div className="banner__words">
        <p className="banner__title">{title}</p>
        {children === null ? null : <div className="banner__body">{children}</div>}
      </div>
      {action}
    </div>
  )
}
