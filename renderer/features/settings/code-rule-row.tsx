import { ChevronDown, ChevronUp, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CodeCheck, CodeUse } from '../../../shared/scan/code-meaning.ts'
import { Field } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SelectBox } from '../../components/select-box.tsx'
import { useText } from '../../i18n/text.tsx'
import { problemOf } from './code-rules-draft.ts'
import type { DraftRule } from './code-rules-draft.ts'

const kinds = ['prefix', 'pattern'] as const
const uses: readonly CodeUse[] = ['member-card', 'coupon', 'staff-badge', 'not-ours']
const checks: readonly CodeCheck[] = ['none', 'ean', 'gs1', 'luhn']

/** What codes are used for. */
export function UseChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: CodeUse
  readonly onChange: (use: CodeUse) => void
}): ReactNode {
  const text = useText()
  const options = uses.map((use) => ({ value: use, label: text(`rules.use.${use}`) }))
  return <SelectBox label={label} value={value} onChange={onChange} options={options} />
}

/** Which check digit codes have. */
export function CheckChoice({
  value,
  onChange,
}: {
  readonly value: CodeCheck
  readonly onChange: (check: CodeCheck) => void
}): ReactNode {
  const text = useText()
  const options = checks.map((check) => ({ value: check, label: text(`rules.check.${check}`) }))
  return <SelectBox label={text('rules.check')} value={value} onChange={onChange} options={options} />
}

/** One rule of the shop, to be written, moved or taken away. */
export function CodeRuleRow({
  rule,
  number,
  isLast,
  showsProblem,
  onChange,
  onMove,
  onRemove,
}: {
  readonly rule: DraftRule
  readonly number: number
  readonly isLast: boolean
  readonly showsProblem: boolean
  readonly onChange: (rule: DraftRule) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}): ReactNode {
  const text = useText()
  const problem = problemOf(rule)
  return (
    <li className="code-rule">
      <fieldset className="code-rule__parts">
        <legend className="code-rule__number">{text('rules.rule', { number })}</legend>
        <SelectBox
          label={text('rules.kind')}
          value={rule.kind}
          onChange={(kind) => {
            onChange({ ...rule, kind })
          }}
          options={kinds.map((kind) => ({ value: kind, label: text(`rules.kind.${kind}`) }))}
        />
        <Field
          label={text(`rules.value.${rule.kind}`)}
          value={rule.text}
          onChange={(typed) => {
            onChange({ ...rule, text: typed })
          }}
          problem={problem === null || !(showsProblem || rule.text !== '') ? null : text(problem)}
        />
        <UseChoice
          label={text('rules.is')}
          value={rule.use}
          onChange={(use) => {
            onChange({ ...rule, use })
          }}
        />
        <CheckChoice
          value={rule.check}
          onChange={(check) => {
            onChange({ ...rule, check })
          }}
        />
        <span className="code-rule__buttons">
          <IconButton
            label={text('rules.up', { number })}
            icon={<ChevronUp size={20} />}
            isDisabled={number === 1}
            onPress={() => {
              onMove(-1)
            }}
          />
          <IconButton
            label={text('rules.down', { number })}
            icon={<ChevronDown size={20} />}
            isDisabled={isLast}
            onPress={() => {
              onMove(1)
            }}
          />
          <IconButton
            label={text('rules.remove', { number })}
            icon={<Trash2 size={20} />}
            onPress={onRemove}
          />
        </span>
      </fieldset>
    </li>
  )
}
