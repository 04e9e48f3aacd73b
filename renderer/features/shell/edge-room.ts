import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Tells the style sheets how high the messages below the screen are (`--edge`): a dialog keeps clear of what is said while
 * it is open.
 */
export function useEdgeRoom(): RefObject<HTMLDivElement | null> {
  const edge = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = edge.current
    if (element === null) return undefined
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      style.setProperty('--edge', `${String(element.offsetHeight)}px`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--edge')
    }
  }, [])
  return edge
}
