import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { ThrowAway } from '../../components/throw-away.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { goTo, toIdle } from '../../stores/navigation.ts'
import { announce, tell } from '../../stores/notices.ts'
import { registerScanConsumer } from '../../stores/scan-routing.ts'
import { cardForForm, checkCard } from '../../stores/scanned-card.ts'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { useLeavingForm } from '../../stores/use-leaving-form.ts'
import { CardSlip } from './card-slip.tsx'
import { tierName } from './tier-choice.tsx'
import { askPerson, askTiers, createTierEnrolment, happenTier } from './tier-enrolment.ts'
import type { TierEnrolment } from './tier-enrolment.ts'
import { isTierTouched, presentTier } from './tier-form.ts'
import type { TierForm, TierLimits } from './tier-form.ts'
import { TierTermsForm } from './tier-terms.tsx'
import './tier-screen.css'

/** Whom the pasted text names, once it was looked up. */
function Who({ form }: { readonly form: TierForm }): ReactNode {
  const text = useText()
  if (form.person.kind !== 'found') return null
  const { customerId, member } = form.person.candidate
  if (member === null) {
    return (
      <Banner tone="info" title={text('tier.who.nobody', { id: customerId })}>
        {text('tier.who.nobody.more')}
      </Banner>
    )
  }
  const name = member.name === '' ? text('member.nameless') : member.name
  const present = presentTier(form)
  return (
    <Banner
      tone="good"
      title={
        present === null
          ? text('tier.who.member.unknown', { name })
          : text('tier.who.member', {
              name,
              tier: tierName(present),
            })
      }
    />
  )
}

function LookUp({
  enrolment,
  form,
  online,
}: {
  readonly enrolment: TierEnrolment
  readonly form: TierForm
  readonly online: boolean
}): ReactNode {
  const text = useText()
  const till = useTill()
  const { person } = form
  const problem =
    person.kind !== 'failed'
      ? null
      : person.failure.kind === 'offline'
        ? text('tier.look.failed')
        : text(failurePhrase(person.failure))
  return (
    <form
      className="tier__look"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void askPerson(till, enrolment)
      }}
    >
      <Field
        label={text('tier.customer')}
        value={form.pasted}
        autoFocus
        hint={text('tier.customer.hint')}
        problem={problem}
        onChange={(value) => {
          happenTier(enrolment, { kind: 'typed', field: 'pasted', text: value })
        }}
      />
      <Button
        type="submit"
        variant={person.kind === 'found' ? 'secondary' : 'primary'}
        icon={<Search size={20} aria-hidden />}
        isDisabled={!online}
        isPending={person.kind === 'asking'}
      >
        {text('tier.look')}
      </Button>
    </form>
  )
}

function Sheet({ code, limits }: { readonly code: string | null; readonly limits: TierLimits }): ReactNode {
  const text = useText()
  const till = useTill()
  const [enrolment] = useState(() => createTierEnrolment(code, limits))
  const form = useStore(enrolment)
  const [leaving, setLeaving] = useState(false)
  const takesCards = useStart((start) => start.capabilities.attachCode)
  const online = useStatus((status) => status.link.kind === 'online')
  const { list, person } = form

  useEffect(
    () =>
      registerScanConsumer(till, (raw, comesWrong) => {
        // Nothing is lost of an empty form: the next customer's card opens that customer.
        if (!isTierTouched(enrolment.getState())) return false
        goTo(till, 'counter')
        const scanned = cardForForm(till, raw, comesWrong)
        if (!takesCards) tell(till, 'info', phrase('tier.scan.kept'))
        else if (scanned.kind === 'card') {
          happenTier(enrolment, { kind: 'code-changed', code: scanned.code })
          announce(till, phrase('enrol.card.filled', { code: scanned.code }))
          void checkCard(till, scanned.code, () => {
            if (enrolment.getState().code === scanned.code)
              happenTier(enrolment, { kind: 'code-changed', code: null })
          })
        } else tell(till, 'bad', scanned.why, { matter: 'scan' })
        return true
      }),
    [till, enrolment, takesCards],
  )

  useEffect(() => {
    if (online && enrolment.getState().list.kind !== 'told') void askTiers(till, enrolment)
  }, [till, enrolment, online])

  const leave = (): void => {
    if (isTierTouched(enrolment.getState())) setLeaving(true)
    else toIdle(till)
  }
  useLeavingForm(leave)
  const ready = list.kind === 'told' && person.kind === 'found'
  return (
    <div
      className="tier"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !leaving) leave()
      }}
    >
      <header className="tier__head">
        <h1>{text('tier.title')}</h1>
        {takesCards ? (
          <CardSlip
            code={form.code}
            onRemove={() => {
              happenTier(enrolment, { kind: 'code-changed', code: null })
            }}
          />
        ) : null}
      </header>
      {online ? null : <Banner tone="warn" title={text(ready ? 'tier.offline.saves' : 'tier.offline')} />}
      <LookUp enrolment={enrolment} form={form} online={online} />
      <div className="tier__who" role="status">
        <Who form={form} />
        {online && list.kind === 'asking' ? <p>{text('tier.list.loading')}</p> : null}
      </div>
      {online && list.kind === 'failed' ? (
        <Banner
          tone="bad"
          title={text('tier.list.failed')}
          action={
            <Button
              onPress={() => {
                void askTiers(till, enrolment)
              }}
            >
              {text('tier.list.again')}
            </Button>
          }
        />
      ) : null}
      {ready ? (
        <TierTermsForm enrolment={enrolment} limits={limits} onCancel={leave} />
      ) : (
        <footer className="tier__foot">
          <Button size="l" variant="quiet" shortcut="Escape" onPress={leave}>
            {text('action.cancel')}
          </Button>
        </footer>
      )}
      {leaving ? (
        <ThrowAway
          onThrow={() => {
            toIdle(till)
          }}
          onKeep={() => {
            setLeaving(false)
          }}
        />
      ) : null}
    </div>
  )
}

/** Enrols an existing customer of the shop into a tier. A scan while it is filled in becomes the customer's card. */
export function TierScreen({ code }: { readonly code: string | null }): ReactNode {
  const limits = useStart((start) => start.capabilities.tiers)
  return limits === null ? null : <Sheet code={code} limits={limits} />
}
