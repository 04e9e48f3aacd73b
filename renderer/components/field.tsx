import type { HTMLInputTypeAttribute, ReactNode, Ref } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import { latinDigits } from '../../shared/domain/digits.ts'
import './field.css'

/** A labelled text field, with what is wrong with it under it. */
export function Field({
  label,
  value,
  onChange,
  problem = null,
  hint = null,
  required = false,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  autoFocus = false,
  name,
  inputRef,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The sentence that says what is wrong; null where nothing is. */
  readonly problem?: string | null
  readonly hint?: string | null
  readonly required?: boolean
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'email' | 'tel' | 'date' | 'number' | 'password'>
  readonly inputMode?: 'text' | 'email' | 'tel' | 'numeric'
  readonly autoComplete?: string
  readonly autoFocus?: boolean
  readonly name?: string
  readonly inputRef?: Ref<HTMLInputElement>
}): ReactNode {
  const isNumber = type === 'tel' || type === 'number' || inputMode === 'tel' || inputMode === 'numeric'
  // A name runs as it is written, and begins where the language does; a number, an address or a secret runs from left to
  // right in every language.
  const isLatin = isNumber || type === 'email' || type === 'password'
  const direction = isLatin ? 'ltr' : value === '' ? undefined : 'auto'
  return (
    <TextField
      className="field"
      value={value}
      onChange={(typed) => {
        onChange(isNumber ? latinDigits(typed) : typed)
      }}
      isInvalid={problem !== null}
      isRequired={required}
      validationBehavior="aria"
      type={type}
      autoComplete={autoComplete}
      autoFocus={autoFocus}
      {...(name === undefined ? {} : { name })}
      {...(inputMode === undefined ? {} : { inputMode })}
    >
      <Label className="field__label">{label}</Label>
      <Input
        className="field__input"
        dir={direction}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      {hint === null || problem !== null ? null : (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      )}
      <FieldError className="field__problem">{problem}</FieldError>
    </TextField>
  )
}
