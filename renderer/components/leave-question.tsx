import type { ReactNode } from 'react'
import { createIntl, useIntl } from 'react-intl'
import type { OperationView } from '../../shared/domain/operation.ts'
import type { UnsentShop, UnsentWork } from '../../shared/domain/views.ts'
import { operationPhrase } from '../i18n/failure-text.ts'
import { Said, useText } from '../i18n/text.tsx'
import { clock, useNow, useTimes } from '../i18n/times.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import './leave-question.css'

/** What is being left. */
export type Leaving =
  | { readonly kind: 'quit' }
  /** Another shop on this till. */
  | { readonly kind: 'switch'; readonly to: string }
  | { readonly kind: 'sign-out' }

function Owed({ operation, zone }: { readonly operation: OperationView; readonly zone: string }): ReactNode {
  const text = useText()
  const intl = useIntl()
  // The shop's own day, whichever shop is open.
  const inZone = createIntl({ locale: intl.locale, timeZone: zone })
  const now = useNow(60_000)
  const { target, who } = operation
  const name =
    target.kind === 'code'
      ? text('queue.unknownCard', { code: target.code })
      : who.name === ''
        ? text('queue.nobody')
        : who.name
  return (
    <li className="leave__owed">
      <bdi className="leave__who">{name}</bdi>
      <span className="leave__what">
        <Said phrase={operationPhrase(operation.facts)} />
      </span>
      <span className="leave__when number">{clock(inZone, operation.createdAt, now)}</span>
    </li>
  )
}

function Shop({ shop, keyGoes }: { readonly shop: UnsentShop; readonly keyGoes: boolean }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(60_000)
  const more = shop.waiting - shop.first.length
  return (
    <section className="leave__shop">
      <h3 className="leave__name">
        {text('leave.shop', { name: shop.name, age: times.ago(shop.oldestAt, now) })}
      </h3>
      <ul className="leave__list">
        {shop.first.map((operation) => (
          <Owed key={operation.id} operation={operation} zone={shop.zone} />
        ))}
        {more > 0 ? <li className="leave__more">{text('leave.more', { count: more })}</li> : null}
      </ul>
      {keyGoes && shop.waiting > shop.needsYou ? (
        <p className="leave__needs">{text('leave.quit.key', { name: shop.name })}</p>
      ) : null}
      {shop.needsYou > 0 ? (
        <p className="leave__needs">{text('leave.needsYou', { count: shop.needsYou })}</p>
      ) : null}
    </section>
  )
}

/**
 * Names what is unsent before it is left behind: how much, whose, how old, and what becomes of it. Nothing is lost
 * either way, so leaving is allowed; staying is what Enter, Escape and a press outside do.
 */
export function LeaveQuestion({
  leaving,
  work,
  isBusy = false,
  onStay,
  onLeave,
}: {
  readonly leaving: Leaving
  readonly work: UnsentWork
  readonly isBusy?: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}): ReactNode {
  const text = useText()
  const questions = work.shops.reduce((sum, shop) => sum + shop.needsYou, 0)
  const values = {
    count: work.waiting,
    sendable: work.waiting - questions,
    keyed: work.shops.some((shop) => shop.keyKept && shop.waiting > shop.needsYou) ? 'yes' : 'no',
    to: leaving.kind === 'switch' ? leaving.to : '',
  }
  return (
    <Dialog
      role="alertdialog"
      title={text(`leave.${leaving.kind}.title`, values)}
      onClose={onStay}
      footer={
        <>
          <Button variant="secondary" isPending={isBusy} onPress={onLeave}>
            {text(`leave.${leaving.kind}.yes`)}
          </Button>
          <Button variant="primary" autoFocus onPress={onStay}>
            {text('leave.stay')}
          </Button>
        </>
      }
    >
      <div className="leave">
        <p>{text(`leave.${leaving.kind}.then`, values)}</p>
        {work.shops.map((shop) => (
          <Shop
            key={`${shop.mode} ${shop.name}`}
            shop={shop}
            keyGoes={leaving.kind === 'quit' && !shop.keyKept}
          />
        ))}
      </div>
    </Dialog>
  )
}
