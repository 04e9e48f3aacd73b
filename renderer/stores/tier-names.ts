import { useEffect } from 'react'
import { useStore } from 'zustand'
import { stillWorkedFor } from './still-worked-for.ts'
import { useTill } from './till-context.tsx'

/**
 * What the tier of that id is called; null while, and where, the loyalty system does not say. It is asked once for a
 * shop, when the first member in a tier is shown, and again for the next one where it could not be asked.
 */
export function useTierName(id: string | null): string | null {
  const till = useTill()
  const names = useStore(till.tiers, (state) => state.names)
  const isOpen = id !== null && names === null
  useEffect(() => {
    if (!isOpen) return
    const isWorkedFor = stillWorkedFor(till)
    void till.terminal.call('tiers').then((answer) => {
      // Another shop may call one of the same id otherwise.
      if (!answer.ok || !isWorkedFor()) return
      const told = answer.value.flatMap((tier) => (tier.name === '' ? [] : [[tier.id, tier.name] as const]))
      till.tiers.setState({ names: new Map(told) })
    })
  }, [till, isOpen])
  return id === null ? null : (names?.get(id) ?? null)
}
