import type { ReactNode } from 'react'
import { locales, ownName } from '../i18n/languages.ts'
import type { Locale } from '../i18n/languages.ts'
import { SelectBox } from './select-box.tsx'

/** The pseudo-language is for finding faults: offered to developers, and to whom it is chosen for already. */
function offered(chosen: Locale | null): readonly Locale[] {
  return locales.filter((locale) => locale !== 'en-XA' || locale === chosen || import.meta.env.DEV)
}

/** One of the languages, each by its own name; with `none`, also none of them. */
export function LanguageChoice({
  label,
  value,
  none = null,
  onChange,
}: {
  readonly label: string
  readonly value: Locale | null
  /** What choosing none is called; null where one must be chosen. */
  readonly none?: string | null
  readonly onChange: (chosen: Locale | null) => void
}): ReactNode {
  const languages = offered(value).map((locale) => ({
    value: locale,
    label: ownName(locale),
    lang: locale,
  }))
  return (
    <SelectBox
      label={label}
      value={value ?? 'none'}
      options={none === null ? languages : [{ value: 'none', label: none }, ...languages]}
      onChange={(chosen) => {
        onChange(chosen === 'none' ? null : chosen)
      }}
    />
  )
}
