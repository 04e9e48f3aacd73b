import type { ReactNode } from 'react'

/** The mark: a stamp in a well. */
export function BrandMark({ size = 36 }: { readonly size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 36 36" width={size} height={size} aria-hidden="true" className="brand-mark">
      <rect x="1" y="1" width="34" height="34" rx="11" className="brand-mark__ground" />
      <path d="M10 24.5h16" className="brand-mark__line" />
      <path
        d="M18 8a4.4 4.4 0 0 0-2.3 8.1c.6.4.9 1 .8 1.7l-.3 1.7h-3.7c-.8 0-1.5.7-1.5 1.5h14c0-.8-.7-1.5-1.5-1.5h-3.7l-.3-1.7c-.1-.7.2-1.3.8-1.7A4.4 4.4 0 0 0 18 8z"
        className="brand-mark__stamp"
      />
      <path d="M12.5 28h11" className="brand-mark__line brand-mark__line--faint" />
    </svg>
  )
}
