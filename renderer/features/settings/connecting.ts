import { useRef, useState } from 'react'
import { mostTills } from '../../../shared/domain/connection.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import { systems } from '../../../shared/domain/systems.ts'
import type { Store } from '../../../shared/domain/systems.ts'
import type { TestedConnection } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { tell } from '../../stores/notices.ts'
import type { Till } from '../../stores/till.ts'
import { useKeyEntry } from './held-key.ts'
import type { KeyEntry } from './held-key.ts'
import { workForOther } from '../../stores/switch-shop.ts'

/** What is said of the shop, beyond where it is. */
export interface ShopDraft {
  readonly store: string | null
  readonly name: string
  readonly zone: string
  readonly singleTill: boolean
  /** As typed: how many tills share the key. */
  readonly tills: string
}

/** A shop that is being connected. */
export interface Connecting {
  readonly provider: ProviderId
  readonly choose: (provider: ProviderId) => void
  readonly address: string
  readonly setAddress: (address: string) => void
  readonly key: KeyEntry
  /** Typed, where the key does not tell its shops. */
  readonly storeId: string
  readonly setStoreId: (id: string) => void
  /** Null until a test was good, and again after anything that it was about has changed. */
  readonly tested: TestedConnection | null
  readonly draft: ShopDraft
  readonly change: (change: Partial<ShopDraft>) => void
  readonly chooseStore: (store: Store) => void
  readonly problem: RequestFailure | null
  readonly busy: 'test' | 'save' | null
  readonly otherKey: () => void
  /** Back to where it is, with the same key. */
  readonly goBack: () => void
  readonly test: () => Promise<void>
  /** `isKnown`: somebody said that it is the shop that is here already. */
  readonly save: (isKnown?: boolean) => Promise<void>
}

/** How many tills somebody typed; null where it is no such number. */
export function tillsOf(typed: string): number | null {
  const tills = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : 0
  return tills >= 1 && tills <= mostTills ? tills : null
}

function emptyDraft(provider: ProviderId): ShopDraft {
  return {
    store: null,
    name: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    singleTill: systems[provider].singleTill.usual,
    tills: '1',
  }
}

/** The draft with a shop chosen: its name and zone are taken over where nobody has typed others. */
function withStore(draft: ShopDraft, store: Store, before: Store | undefined): ShopDraft {
  const untouched = draft.name === '' || draft.name === before?.name
  return {
    ...draft,
    store: store.id,
    name: untouched ? store.name : draft.name,
    zone: store.zone ?? draft.zone,
  }
}

/** What is wrong that lies with the key alone. */
export function isAboutKey(problem: RequestFailure | null): boolean {
  return (
    problem?.kind === 'not-connected' && ['key-unfit', 'key-missing', 'key-refused'].includes(problem.problem)
  )
}

/** Connecting a shop, from the choice of the system to the first page of its members. */
export function useConnecting(till: Till, onDone: () => void): Connecting {
  const [provider, setProvider] = useState<ProviderId>('leal')
  const [address, setAddress] = useState(systems.leal.baseUrl)
  const [storeId, setStoreId] = useState('')
  const [tested, setTested] = useState<TestedConnection | null>(null)
  const [draft, setDraft] = useState<ShopDraft>(() => emptyDraft('leal'))
  const [problem, setProblem] = useState<RequestFailure | null>(null)
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const key = useKeyEntry(till, provider)
  /** Counts what was changed: an answer to what stood there before says nothing of what stands there now. */
  const changes = useRef(0)

  /** What was tested is no longer what is on screen. */
  const untested = (): void => {
    changes.current += 1
    setTested(null)
    setProblem(null)
  }
  const fail = (failure: RequestFailure): void => {
    setProblem(failure)
    // It will not get better by being tried again.
    if (failure.kind === 'not-connected' && ['key-refused', 'key-missing'].includes(failure.problem)) {
      key.letGo()
      setTested(null)
    }
  }

  return {
    provider,
    choose(next) {
      key.clear()
      setProvider(next)
      setAddress(systems[next].baseUrl)
      setStoreId('')
      setDraft(emptyDraft(next))
      untested()
    },
    address,
    setAddress(next) {
      setAddress(next)
      untested()
    },
    key,
    storeId,
    setStoreId(next) {
      setStoreId(next)
      changes.current += 1
      setTested(null)
    },
    tested,
    draft,
    change(change) {
      setDraft({ ...draft, ...change })
    },
    chooseStore(store) {
      const before = tested?.stores?.find((each) => each.id === draft.store)
      setDraft(withStore(draft, store, before))
    },
    problem,
    busy,
    otherKey() {
      key.letGo()
      untested()
    },
    goBack: untested,
    async test() {
      setBusy('test')
      untested()
      const asked = changes.current
      const held = await key.handOver()
      if (held === null) {
        setBusy(null)
        return
      }
      const answer = held.ok
        ? await till.terminal.call('testConnection', {
            held: held.value.held,
            baseUrl: address,
            store: storeId.trim() === '' ? null : storeId,
          })
        : held
      setBusy(null)
      if (changes.current !== asked) return
      if (!answer.ok) {
        fail(answer.error)
        return
      }
      setTested(answer.value)
      setAddress(answer.value.baseUrl)
      if (answer.value.store !== null) setDraft(withStore(draft, answer.value.store, undefined))
    },
    async save(isKnown = false) {
      if (key.held === null || draft.store === null) return
      const { store, name, zone, singleTill } = draft
      const tills = singleTill ? 1 : tillsOf(draft.tills)
      if (tills === null) return
      setBusy('save')
      setProblem(null)
      const answer = await till.terminal.call('connectShop', {
        held: key.held.held,
        baseUrl: address,
        store,
        name,
        zone,
        singleTill,
        tills,
        isKnown,
      })
      setBusy(null)
      if (!answer.ok) {
        fail(answer.error)
        return
      }
      onDone()
      const { kept, known } = answer.value
      const what = !kept ? 'connect.done.notKept' : known ? 'connect.done.known' : 'connect.done'
      tell(till, 'good', phrase(what, { shop: name }))
      // Where the reading of its members is seen.
      await workForOther(till, 'settings')
    },
  }
}

/** What was not done, in the words of the form: a client's ID and secret are no key. */
export function connectPhrase(failure: RequestFailure, provider: ProviderId): Phrase {
  const isRefused = failure.kind === 'not-connected' && failure.problem === 'key-refused'
  return isRefused && systems[provider].key === 'pair'
    ? phrase('connect.refused.pair')
    : failurePhrase(failure)
}
