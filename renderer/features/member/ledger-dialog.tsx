import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { Ledger } from '../../../shared/domain/ledger.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import { Dialog } from '../../components/dialog.tsx'
import { changePhrase } from '../../i18n/amount-phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { setExtra } from '../../stores/member-actions.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import './ledger-dialog.css'

/** Every change of a balance that the loyalty system tells, also those made elsewhere. For the cashier's eyes alone. */
export function LedgerDialog({ view }: { readonly view: MemberView }): ReactNode {
  const till = useTill()
  const text = useText()
  const intl = useIntl()
  const unit = useStart((start) => start.capabilities.adjust?.unit ?? null)
  const [ledger, setLedger] = useState<Ledger | 'asking' | 'unread'>('asking')
  useEffect(() => {
    let current = true
    void till.terminal.call('ledger', { key: view.key }).then((answer) => {
      if (current) setLedger(answer.ok ? answer.value : 'unread')
    })
    return () => {
      current = false
    }
  }, [till, view.key])
  // A time without a zone was read as UTC: the day it names is shown, whatever the till's own zone.
  const moment = (at: number, zoned: boolean): string =>
    zoned
      ? intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
      : intl.formatDate(at, { dateStyle: 'medium', timeZone: 'UTC' })
  const said =
    ledger === 'asking'
      ? 'extras.ledger.loading'
      : ledger === 'unread'
        ? 'extras.ledger.offline'
        : ledger.kind === 'unreadable'
          ? 'extras.ledger.unreadable'
          : ledger.lines.length === 0
            ? 'extras.ledger.none'
            : null
  const told = typeof ledger !== 'string' && ledger.kind === 'lines' ? ledger : null
  return (
    <Dialog
      title={text('extras.ledger.title', { name: memberName(view.details) })}
      onClose={() => {
        setExtra(till, null)
      }}
    >
      {said === null ? null : <p role="status">{text(said)}</p>}
      {told === null || told.lines.length === 0 ? null : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{text('extras.ledger.when')}</th>
              <th scope="col" className="ledger__amount">
                {text('extras.ledger.amount')}
              </th>
              <th scope="col">{text('extras.ledger.words')}</th>
            </tr>
          </thead>
          <tbody>
            {told.lines.map(({ amount, at, zoned, words }, index) => (
              <tr key={index}>
                <td className="number">{at === null ? text('extras.ledger.unknown') : moment(at, zoned)}</td>
                <td className="ledger__amount number">
                  {amount === null || unit === null
                    ? text('extras.ledger.unknown')
                    : text(changePhrase(amount, unit))}
                </td>
                <td>
                  <bdi>{words}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {told !== null && !told.whole && told.lines.length > 0 ? <p>{text('extras.ledger.more')}</p> : null}
    </Dialog>
  )
}
