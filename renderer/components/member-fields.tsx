import { useRef } from 'react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { MemberField } from '../../shared/domain/member.ts'
import type { FieldProblem } from '../../shared/ipc/failure.ts'
import { problemPhrase } from '../i18n/failure-text.ts'
import { useText } from '../i18n/text.tsx'
import type { DetailsDraft } from './details-draft.ts'
import { Field } from './field.tsx'
import { phoneExample } from './phone-example.ts'
import { phoneAsTyped } from './phone-typing.ts'
import './member-fields.css'

const looks = {
  firstName: { type: 'text' },
  lastName: { type: 'text' },
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel', inputMode: 'tel' },
  birthday: { type: 'date' },
} as const

/** The fields of a member form, for enrolling, editing and correcting alike. */
export function MemberFields({
  draft,
  problems,
  fields,
  country,
  onType,
  autoFocus = null,
}: {
  readonly draft: DetailsDraft
  readonly problems: Partial<Readonly<Record<MemberField, FieldProblem>>>
  /** Which fields are shown, in this order. */
  readonly fields: readonly MemberField[]
  /** Whose way of writing phone numbers is followed, ISO 3166-1 alpha-2. */
  readonly country: string
  readonly onType: (field: MemberField, text: string) => void
  readonly autoFocus?: MemberField | null
}): ReactNode {
  const text = useText()
  const intl = useIntl()
  const phone = useRef<HTMLInputElement>(null)
  const typed = (field: MemberField, value: string): void => {
    if (field !== 'phone') {
      onType(field, value)
      return
    }
    // Read before React writes the value back: where the caret is tells typing at the end from correcting.
    const caretAtEnd = phone.current === null || phone.current.selectionStart === value.length
    onType(field, phoneAsTyped(draft.phone, value, caretAtEnd, country))
  }
  const said = (problem: FieldProblem): string => {
    const example = problem === 'not-a-phone' ? phoneExample(country) : null
    if (example === null) return text(problemPhrase(problem))
    return text('problem.not-a-phone.here', {
      ...example,
      country: intl.formatDisplayName(country, { type: 'region' }) ?? country,
      setting: text('settings.country'),
    })
  }
  return (
    <div className="member-fields">
      {fields.map((field) => {
        const problem = problems[field]
        return (
          <div key={field} className={`member-fields__field member-fields__field--${field}`}>
            <Field
              label={text(`field.${field}`)}
              name={field}
              value={draft[field]}
              required={field === 'firstName'}
              problem={problem === undefined ? null : said(problem)}
              autoFocus={autoFocus === field}
              onChange={(value) => {
                typed(field, value)
              }}
              {...(field === 'phone' ? { inputRef: phone } : {})}
              {...looks[field]}
            />
          </div>
        )
      })}
    </div>
  )
}
