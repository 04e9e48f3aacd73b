import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Ulid } from '../../shared/domain/ids.ts'
import { useTill } from './till-context.tsx'
import type { Till } from './till.ts'

/** The shop that is worked for; null while there is none. */
function shopOf(till: Till): Ulid | null {
  const state = till.session.getState()
  return state.phase === 'ready' ? state.start.connection.id : null
}

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
    const shop = shopOf(till)
    void till.terminal.call('tiers').then((answer) => {
      // Another shop may call one of the same id otherwise.
      if (!answer.ok || shopOf(till) !== shop) return
      const told = answer.value.flatMap((tier) => (tier.name === '' ? [] : [[tier.id, tier.name] as const]))
      till.tiers.setState({ names: new Map(told) })
    })
  }, [till, isOpen])
  return id === null ? null : (names?.get(id) ?? null)
}
