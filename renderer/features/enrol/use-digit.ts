import { useEffect, useEffectEvent } from 'react'
import { latinDigits } from '../../../shared/domain/digits.ts'
import { useCharacterKeys } from '../../components/key-map.tsx'
import { quiet } from '../../stores/arm.ts'
import { useTill } from '../../stores/till-context.tsx'

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, [role="dialog"], [role="alertdialog"]') !== null
}

/** A single digit, where digits are shortcuts, with nothing typed after it and no field or dialog having the focus. */
export function useDigit(onDigit: (digit: number) => void): void {
  const till = useTill()
  const isOn = useCharacterKeys()
  const take = useEffectEvent(onDigit)
  useEffect(() => {
    if (!isOn) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = (event: KeyboardEvent): void => {
      clearTimeout(timer)
      const key = latinDigits(event.key)
      const digit = /^[1-9]$/u.test(key) ? Number(key) : null
      const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing
      if (held || event.defaultPrevented || isElsewhere(event.target) || digit === null) return
      const fire = (): void => {
        const wait = till.scans.getState().claim()
        if (wait > 0) timer = setTimeout(fire, wait)
        else take(digit)
      }
      timer = setTimeout(fire, quiet)
    }
    window.addEventListener('keydown', heard)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', heard)
    }
  }, [till, isOn])
}
