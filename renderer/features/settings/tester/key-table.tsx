import { memo } from 'react'
import type { ReactNode } from 'react'
import { visibleText } from '../../../../shared/scan/visible-text.ts'
import { useText } from '../../../i18n/text.tsx'
import { mostKeys } from './trace.ts'
import type { KeyPress } from './trace.ts'

const Row = memo(function Row({ press }: { readonly press: KeyPress }): ReactNode {
  const text = useText()
  const key = press.key === ' ' ? text('tester.keys.space') : visibleText(press.key)
  return (
    <tr>
      <th scope="row">{press.repeat ? text('tester.keys.repeat', { key }) : key}</th>
      <td>{press.code}</td>
      <td className="number">{press.since === null ? '' : text('tester.keys.ms', { ms: press.since })}</td>
      <td className="number">
        {press.held === null ? text('tester.keys.down') : text('tester.keys.ms', { ms: press.held })}
      </td>
    </tr>
  )
})

/** Every key that was pressed lately, and when. */
export function KeyTable({ keys }: { readonly keys: readonly KeyPress[] }): ReactNode {
  const text = useText()
  return (
    <div className="tester__part">
      <h3>{text('tester.keys')}</h3>
      <p className="tester__note">{text('tester.keys.note', { most: mostKeys })}</p>
      {/* Whoever has no wheel scrolls it by arrow keys, so it can be reached. */}
      <div className="tester__scroll" role="region" aria-label={text('tester.keys')} tabIndex={0}>
        <table className="tester__table">
          <thead>
            <tr>
              <th scope="col">{text('tester.keys.key')}</th>
              <th scope="col">{text('tester.keys.place')}</th>
              <th scope="col">{text('tester.keys.since')}</th>
              <th scope="col">{text('tester.keys.held')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((press) => (
              <Row key={press.id} press={press} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
