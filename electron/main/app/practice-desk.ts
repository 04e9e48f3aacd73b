import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { Desk } from '../ipc/handlers/desk.ts'
import type { Publisher } from '../ipc/publish.ts'
import type { OpenShop } from './open-shop.ts'
import type { Practice } from './practice.ts'

/** What practice alone offers: its weather, its first day, its sample cards. */
export function createPracticeDesk({
  practice,
  open,
  publisher,
}: {
  readonly practice: () => Practice | null
  readonly open: () => OpenShop | null
  readonly publisher: Publisher
}): Pick<Desk, 'setPracticeCondition' | 'resetPractice' | 'sampleCards'> {
  const inPractice = <T>(work: (practice: Practice, shop: OpenShop) => T): Result<T, RequestFailure> => {
    const here = practice()
    const shop = open()
    return here === null || shop?.profile.mode !== 'practice'
      ? err({ kind: 'not-offered' })
      : ok(work(here, shop))
  }
  return {
    setPracticeCondition: (condition) => {
      const set = inPractice((one, { profile, shop }) => {
        one.setCondition(condition)
        publisher.publish('practice', { condition })
        void profile.outbox.probe(shop.connection.id)
      })
      return set.ok ? ok(condition) : set
    },
    async resetPractice() {
      const reset = inPractice((one, { profile, shop }) => {
        // Cards of the first day get other ids: what waits for the old ones could never arrive.
        const { waiting } = profile.outbox.summary(shop.connection.id)
        if (waiting > 0) return err({ kind: 'work-waiting' as const, waiting })
        const cleared = profile.outbox.replaced.clear(shop.connection.id)
        return cleared.ok ? one.reset() : cleared
      })
      if (!reset.ok) return reset
      if (!reset.value.ok) return reset.value
      await open()?.reread()
      return ok(null)
    },
    sampleCards: () => inPractice((one) => one.sampleCards()),
  }
}
