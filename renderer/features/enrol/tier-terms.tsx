import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { TierMovement } from '../../../shared/domain/tier.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { failurePhrase, problemPhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { PhraseValues } from '../../i18n/phrase.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useTill } from '../../stores/till-context.tsx'
import { TierChoice, tierName } from './tier-choice.tsx'
import { happenTier, saveTier } from './tier-enrolment.ts'
import type { TierEnrolment } from './tier-enrolment.ts'
import { chosenTier, creditUnit, tierChoice, tierGaps } from './tier-form.ts'
import type { TierForm, TierLimits } from './tier-form.ts'

interface Parts {
  readonly enrolment: TierEnrolment
  readonly form: TierForm
  readonly limits: TierLimits
}

function isStepDown(movement: TierMovement): movement is 'down' | 'unknown' {
  return movement === 'down' || movement === 'unknown'
}

/** Something that is on or off, with what it means beside it. */
function Flag({
  enrolment,
  form,
  flag,
  name,
  meaning,
}: Pick<Parts, 'enrolment' | 'form'> & {
  readonly flag: 'referred' | 'overrideSpend' | 'keepInTier'
  readonly name: string
  readonly meaning: string
}): ReactNode {
  return (
    <Toggle
      isOn={form[flag]}
      onChange={(on) => {
        happenTier(enrolment, { kind: 'switched', flag, on })
      }}
    >
      <span className="tier__flag">
        <span className="tier__flag-name">{name}</span>
        <span className="tier__flag-meaning">{meaning}</span>
      </span>
    </Toggle>
  )
}

function Flags({ enrolment, form }: Pick<Parts, 'enrolment' | 'form'>): ReactNode {
  const text = useText()
  const bySpend = chosenTier(form)?.kind === 'spend'
  return (
    <div className="tier__flags">
      {bySpend ? (
        <>
          <Flag
            enrolment={enrolment}
            form={form}
            flag="overrideSpend"
            name={text('tier.override')}
            meaning={text('tier.override.meaning')}
          />
          <Flag
            enrolment={enrolment}
            form={form}
            flag="keepInTier"
            name={text('tier.keep')}
            meaning={text('tier.keep.meaning')}
          />
        </>
      ) : null}
      <Flag
        enrolment={enrolment}
        form={form}
        flag="referred"
        name={text('tier.referred')}
        meaning={text('tier.referred.meaning')}
      />
    </div>
  )
}

function Figures({ enrolment, form, limits }: Parts): ReactNode {
  const text = useText()
  const gaps = tierGaps(form, limits)
  const tried = form.refusals > 0
  const typed = (field: 'credits' | 'birthday') => (value: string) => {
    happenTier(enrolment, { kind: 'typed', field, text: value })
  }
  const creditsProblem = text('tier.credits.problem', {
    least: limits.leastCredits / 100,
    most: limits.mostCredits / 100,
  })
  return (
    <div className="tier__figures">
      <Field
        label={text('tier.credits')}
        value={form.credits}
        inputMode="numeric"
        required
        hint={text('tier.credits.why', { least: limits.leastCredits / 100 })}
        problem={gaps.credits ? creditsProblem : null}
        onChange={typed('credits')}
      />
      <Field
        label={text('field.birthday')}
        value={form.birthday}
        type="date"
        required={limits.birthday === 'needed'}
        hint={limits.birthday === 'needed' ? text('tier.birthday.needed') : null}
        problem={tried && gaps.birthday !== null ? text(problemPhrase(gaps.birthday)) : null}
        onChange={typed('birthday')}
      />
    </div>
  )
}

/** What is about to be saved, in a sentence that is in sight wherever saving is. */
function Summary({ form, values }: { readonly form: TierForm; readonly values: PhraseValues }): ReactNode {
  const choice = tierChoice(form)
  return (
    <p className="tier__summary" role="status">
      {choice === null ? null : <Said phrase={phrase(`tier.summary.${choice.movement}`, values)} />}
      {choice === null || form.code === null ? null : (
        <>
          {' '}
          <Said phrase={phrase('tier.card.coming', { code: form.code })} />
        </>
      )}
    </p>
  )
}

/** The names and figures of every sentence about the choice. */
function valuesOf(form: TierForm): PhraseValues {
  const choice = tierChoice(form)
  const { tier = null, from = null, credits = 0 } = choice ?? {}
  const { member = null, customerId = '' } = choice?.candidate ?? {}
  const name = member === null ? form.name.trim() : member.name
  return {
    name: name === '' ? phrase('tier.somebody', { id: customerId }) : name,
    tier: tier === null ? '' : tierName(tier),
    from: from === null ? phrase('tier.other') : tierName(from),
    credits: amountPhrase(credits, creditUnit),
  }
}

/** What comes with the enrolment of somebody who was looked up, and saving it. */
export function TierTermsForm({
  enrolment,
  limits,
  onCancel,
}: Pick<Parts, 'enrolment' | 'limits'> & { readonly onCancel: () => void }): ReactNode {
  const text = useText()
  const till = useTill()
  const form = useStore(enrolment)
  const { person, list, refusals } = form
  const candidate = person.kind === 'found' ? person.candidate : null

  // What is missing is where the cashier goes on.
  const sheet = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (refusals === 0) return
    const first = sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const field = first?.matches('input') === true ? first : first?.querySelector<HTMLElement>('input')
    field?.focus()
  }, [refusals])

  if (candidate === null || list.kind !== 'told') return null
  const gaps = tierGaps(form, limits)
  const values = valuesOf(form)
  const choice = tierChoice(form)
  const asks = form.asksSure && choice !== null && isStepDown(choice.movement) ? choice.movement : null
  const save = (): void => void saveTier(till, enrolment, limits)
  return (
    <form
      ref={sheet}
      className="tier__terms"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // A step down has buttons of its own: Enter in a field is no answer.
        if (asks === null) save()
      }}
    >
      {candidate.member === null ? (
        <Field
          label={text('tier.name')}
          value={form.name}
          required
          autoFocus
          hint={text('tier.name.hint')}
          problem={refusals > 0 && gaps.name ? text('problem.missing') : null}
          onChange={(value) => {
            happenTier(enrolment, { kind: 'typed', field: 'name', text: value })
          }}
        />
      ) : null}
      <TierChoice
        tiers={list.tiers}
        chosen={form.tierId}
        presentId={candidate.member?.tierId ?? null}
        isMissing={refusals > 0 && gaps.tier}
        onChoose={(tierId) => {
          happenTier(enrolment, { kind: 'tier-chosen', tierId })
        }}
      />
      {choice !== null && isStepDown(choice.movement) ? (
        <Banner tone="warn" title={<Said phrase={phrase(`tier.warn.${choice.movement}`, values)} />} />
      ) : null}
      <Flags enrolment={enrolment} form={form} />
      <Figures enrolment={enrolment} form={form} limits={limits} />
      {form.failure === null ? null : (
        <Banner tone="bad" title={<Said phrase={failurePhrase(form.failure)} />} />
      )}
      {asks === null ? (
        <footer className="tier__foot">
          <Summary form={form} values={values} />
          <Button size="l" variant="quiet" shortcut="Escape" onPress={onCancel}>
            {text('action.cancel')}
          </Button>
          <Button type="submit" size="l" variant="primary" isPending={form.saving}>
            {text('tier.save')}
          </Button>
        </footer>
      ) : (
        <div className="tier__foot tier__sure" role="alert">
          <p>{text(`tier.sure.${asks}`, values)}</p>
          <Button
            size="l"
            autoFocus
            onPress={() => {
              happenTier(enrolment, { kind: 'sure', asks: false })
            }}
          >
            {text('tier.sure.no')}
          </Button>
          <Button size="l" variant="danger" isPending={form.saving} onPress={save}>
            {text(`tier.sure.yes.${asks}`)}
          </Button>
        </div>
      )}
    </form>
  )
}
