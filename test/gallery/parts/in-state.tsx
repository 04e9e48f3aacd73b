import { useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'

/** What React Aria writes on a part while a hand is on it; style sheets follow these attributes alone. */
export type HandState = 'hovered' | 'pressed' | 'focus-visible'

/** A part as it looks with a hand on it: the first element of `selector` inside gets the attribute. */
export function InState({
  state,
  selector = 'button',
  children,
}: {
  readonly state: HandState
  readonly selector?: string
  readonly children: ReactNode
}): ReactNode {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const part = place.current?.querySelector<HTMLElement>(selector)
    part?.setAttribute(`data-${state}`, 'true')
    if (state === 'focus-visible') part?.setAttribute('data-focused', 'true')
  })
  return <span ref={place}>{children}</span>
}
