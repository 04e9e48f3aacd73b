import { ScanBarcode, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../i18n/text.tsx'
import './card-slip.css'

/** The scanned code of a card. */
export function CardSlip({
  code,
  onRemove,
}: {
  readonly code: string | null
  /** Takes the card off; absent where it cannot be taken off. */
  readonly onRemove?: () => void
}): ReactNode {
  const text = useText()
  if (code === null) {
    return (
      <div className="card-slip card-slip--empty">
        <ScanBarcode size={24} aria-hidden />
        <span>{text('enrol.card.none')}</span>
      </div>
    )
  }
  return (
    <div className="card-slip">
      <ScanBarcode size={24} aria-hidden />
      <span className="visually-hidden">{text('enrol.code')}</span>
      <span className="card-slip__code number" dir="ltr">
        {code}
      </span>
      {onRemove === undefined ? null : (
        <IconButton label={text('enrol.card.remove', { code })} icon={<X size={20} />} onPress={onRemove} />
      )}
    </div>
  )
}
