import { useCallback, useEffect, useRef } from 'react'

/** Tells an answer that comes late whether the form that asked is still on screen: it must close no other. */
export function useIsHere(): () => boolean {
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return useCallback(() => here.current, [])
}
