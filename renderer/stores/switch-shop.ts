import { useState } from 'react'
import type { Ulid } from '../../shared/domain/ids.ts'
import type { UnsentWork } from '../../shared/domain/views.ts'
import { phrase } from '../i18n/phrase.ts'
import { goTo, toIdle } from './navigation.ts'
import { tell, tellFailure } from './notices.ts'
import { boot } from './session.ts'
import { worksForOther } from './still-worked-for.ts'
import { useStart, useTill } from './till-context.tsx'
import type { Screen, Till } from './till.ts'

/** A shop that can be switched to. */
interface Shop {
  readonly id: Ulid
  readonly name: string
}

/** Main works for another shop now: everything on screen is asked for anew, and nobody of the shop before is offered. */
export async function workForOther(till: Till, screen: Screen): Promise<void> {
  worksForOther(till)
  toIdle(till)
  till.counter.setState({ recents: [] })
  goTo(till, screen)
  await boot(till)
}

/** Works for another shop from now on: everything on screen is asked for anew. */
async function switchTo(till: Till, shop: Shop, screen: Screen): Promise<void> {
  const answer = await till.terminal.call('switchConnection', { id: shop.id })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  await workForOther(till, screen)
  tell(till, 'good', phrase('settings.shop.switched', { name: shop.name }))
}

/** The question that names what is unsent for the shop that is left: it stays with that shop. */
interface SwitchQuestion {
  readonly leaving: { readonly kind: 'switch'; readonly to: string }
  readonly work: UnsentWork
  readonly isBusy: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Switching the shop, in one press where nothing is unsent for the open one. */
export function useSwitchShop(screen: Screen): {
  readonly ask: (shop: Shop) => void
  /** The shop of the press that is being worked on. */
  readonly switchingTo: Ulid | null
  readonly question: SwitchQuestion | null
} {
  const till = useTill()
  const current = useStart((start) => start.connection.id)
  const [asking, setAsking] = useState<{ readonly shop: Shop; readonly work: UnsentWork } | null>(null)
  const [switchingTo, setSwitchingTo] = useState<Ulid | null>(null)
  const [isBusy, setBusy] = useState(false)
  const ask = async (shop: Shop): Promise<void> => {
    setSwitchingTo(shop.id)
    const unsent = await till.terminal.call('unsent', { connectionId: current })
    if (!unsent.ok) tellFailure(till, unsent.error)
    // One press, where there is nothing to know before.
    else if (unsent.value.waiting === 0) await switchTo(till, shop, screen)
    else setAsking({ shop, work: unsent.value })
    setSwitchingTo(null)
  }
  const leave = async (shop: Shop): Promise<void> => {
    setBusy(true)
    await switchTo(till, shop, screen)
    setBusy(false)
    setAsking(null)
  }
  return {
    ask: (shop) => void ask(shop),
    switchingTo,
    question:
      asking === null
        ? null
        : {
            leaving: { kind: 'switch', to: asking.shop.name },
            work: asking.work,
            isBusy,
            onStay: () => {
              setAsking(null)
            },
            onLeave: () => void leave(asking.shop),
          },
  }
}
