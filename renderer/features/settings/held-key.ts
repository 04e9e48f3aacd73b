import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { systems } from '../../../shared/domain/systems.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { Till } from '../../stores/till.ts'

/** What was typed and has not left the page. `first` is the key, or the client's id. */
export interface TypedKey {
  readonly first: string
  readonly secret: string
}

/** A key that main holds: the page knows its name alone. */
export interface HeldKey {
  readonly held: Ulid
  /** Whether this computer can keep it over a restart. */
  readonly keeps: boolean
}

/** A key on its one way to main. */
export interface KeyEntry {
  readonly typed: TypedKey
  readonly type: (typed: TypedKey) => void
  readonly held: HeldKey | null
  /** Whether there is anything to send, or something that was sent. */
  readonly isThere: boolean
  /**
   * Hands the typed key over and forgets it here; what is held already is not sent again. Null where by the answer it is
   * not wanted any more, because the form was left or another key or system chosen: main has let go of it then.
   */
  readonly handOver: () => Promise<Result<HeldKey, RequestFailure> | null>
  /** Another one is wanted: main forgets the one it holds. A client's id, which is no secret, stays for correction. */
  readonly letGo: () => void
  /** Another system's is wanted: nothing of this one stays. */
  readonly clear: () => void
}

const nothing: TypedKey = { first: '', secret: '' }

/** The key of one loyalty system while its form is open. Main lets go of a key that was not used. */
export function useKeyEntry(till: Till, provider: ProviderId): KeyEntry {
  const [typed, type] = useState(nothing)
  const [held, setHeld] = useState<HeldKey | null>(null)
  const isPair = systems[provider].key === 'pair'
  const withoutSecret: TypedKey = { first: isPair ? typed.first : '', secret: '' }
  const latest = useRef<HeldKey | null>(null)
  /** Counts what was let go: a key that was on its way meanwhile is no longer wanted. */
  const letsGo = useRef(0)
  const drop = useCallback((): void => {
    letsGo.current += 1
    if (latest.current !== null) void till.terminal.call('dropKey', { held: latest.current.held })
    latest.current = null
  }, [till])
  const letGo = (): void => {
    drop()
    setHeld(null)
    type(withoutSecret)
  }
  useEffect(() => drop, [drop])
  return {
    typed,
    type,
    held,
    isThere: held !== null || (typed.first.trim() !== '' && (!isPair || typed.secret.trim() !== '')),
    async handOver() {
      if (latest.current !== null) return ok(latest.current)
      const key = isPair
        ? ({ kind: 'pair', id: typed.first, secret: typed.secret } as const)
        : ({ kind: 'key', key: typed.first } as const)
      const asked = letsGo.current
      const answer = await till.terminal.call('holdKey', { provider, key })
      if (letsGo.current !== asked) {
        if (answer.ok) void till.terminal.call('dropKey', { held: answer.value.held })
        return null
      }
      if (!answer.ok) return answer
      latest.current = answer.value
      setHeld(answer.value)
      type(withoutSecret)
      return answer
    },
    letGo,
    clear() {
      letGo()
      type(nothing)
    },
  }
}
