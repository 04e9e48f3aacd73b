import { UserPlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { memberFields } from '../../../shared/domain/member.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { emptyDraft, isTouched } from '../../components/details-draft.ts'
import { MemberFields } from '../../components/member-fields.tsx'
import { ThrowAway } from '../../components/throw-away.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { closeOverlay, goTo, openTier, toIdle } from '../../stores/navigation.ts'
import { announce, tell } from '../../stores/notices.ts'
import { registerScanConsumer } from '../../stores/scan-routing.ts'
import { cardForForm, checkCard } from '../../stores/scanned-card.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { useLeavingForm } from '../../stores/use-leaving-form.ts'
import { AskCustomer } from './ask-customer.tsx'
import { CardSlip } from './card-slip.tsx'
import { DifferingDialog } from '../../components/differing-dialog.tsx'
import { Duplicates } from './duplicates.tsx'
import { chosenTemplate, likelySame, questionOf } from './enrol-form.ts'
import { chooseMember, createEnrolment, happen, lookUp, save } from './enrolment.ts'
import { lastingOf } from './lasting.ts'
import { TemplateChoice } from './template-choice.tsx'
import './enrol-screen.css'

/** How long the form rests before people who look the same are looked up, ms. */
const rest = 200

const always = memberFields.filter((field) => field !== 'birthday')

/** The form for a new member. A scan while it is open fills its card. */
export function EnrolScreen({ code }: { readonly code: string | null }): ReactNode {
  const text = useText()
  const till = useTill()
  const [enrolment] = useState(() => createEnrolment(till, code))
  const form = useStore(enrolment)
  const [leaving, setLeaving] = useState(false)
  const capabilities = useStart((start) => start.capabilities)
  const system = useStart((start) => start.connection.provider)
  const programme = useStart((start) => start.programme)
  const country = useStart((start) => start.settings.country)

  useEffect(
    () =>
      registerScanConsumer(till, (raw, comesWrong) => {
        if (till.nav.getState().screen !== 'counter') {
          // Nothing is lost of an empty form that waits behind another screen: the card opens its owner.
          if (!isTouched(enrolment.getState().draft, emptyDraft)) return false
          goTo(till, 'counter')
        }
        // What was to be saved, once somebody is at the till, had another card.
        if (till.nav.getState().goesOn) closeOverlay(till)
        const scanned = cardForForm(till, raw, comesWrong)
        if (scanned.kind === 'card') {
          // As it was read: it is looked up in that form when it is scanned at the counter.
          happen(enrolment, { kind: 'code-scanned', code: scanned.code })
          announce(till, phrase('enrol.card.filled', { code: scanned.code }))
          void checkCard(till, scanned.code, () => {
            if (enrolment.getState().code === scanned.code) happen(enrolment, { kind: 'code-removed' })
          })
        } else {
          tell(till, 'bad', scanned.why, { matter: 'scan' })
        }
        return true
      }),
    [till, enrolment],
  )

  // What was refused is where the cashier goes on.
  const sheet = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (form.refusals > 0) sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form.refusals])

  const question = questionOf(form)
  useEffect(() => {
    if (question === null) return undefined
    const timer = setTimeout(() => void lookUp(till, enrolment), rest)
    return () => {
      clearTimeout(timer)
    }
  }, [till, enrolment, question])

  const leave = (): void => {
    if (isTouched(form.draft, emptyDraft)) setLeaving(true)
    else toIdle(till)
  }
  useLeavingForm(leave)
  const rows = likelySame(form)
  const template = chosenTemplate(form, programme)
  // A balance comes with the member there: nothing is to be chosen, and only what tells the member is asked for.
  const waits = capabilities.enrol === 'waits'
  const cardIsGiven = form.code !== null && capabilities.attachCode
  return (
    <div className="enrol">
      <form
        ref={sheet}
        className="enrol__form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save(till, enrolment)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave()
        }}
      >
        <header className="enrol__head">
          <h1>{text('enrol.title')}</h1>
          <CardSlip
            code={form.code}
            onRemove={() => {
              happen(enrolment, { kind: 'code-removed' })
            }}
          />
        </header>
        {waits ? (
          <Banner
            tone="info"
            title={text('enrol.waits', { system: text(`settings.system.${system}`) })}
            // What was typed is not carried along: from then on the other form is reached by leaving this one.
            action={
              capabilities.tiers === null || isTouched(form.draft, emptyDraft) ? null : (
                <Button
                  onPress={() => {
                    openTier(till, form.code)
                  }}
                >
                  {text('tier.open.label')}
                </Button>
              )
            }
          >
            {text(capabilities.needsEmail === true ? 'enrol.waits.more.email' : 'enrol.waits.more')}
          </Banner>
        ) : null}
        <MemberFields
          draft={form.draft}
          problems={form.problems}
          fields={form.more ? memberFields : always}
          country={country}
          autoFocus="firstName"
          onType={(field, typed) => {
            happen(enrolment, { kind: 'typed', field, text: typed })
          }}
        />
        <AskCustomer
          phone={form.draft.phone}
          country={country}
          onPhone={(typed) => {
            happen(enrolment, { kind: 'typed', field: 'phone', text: typed })
          }}
        />
        {programme === null || template === null || waits ? null : (
          <TemplateChoice
            cards={programme.cards}
            chosen={template}
            onChoose={(templateId) => {
              happen(enrolment, { kind: 'template-chosen', templateId })
            }}
          />
        )}
        <div className="enrol__more">
          {capabilities.sendLinks ? (
            <Toggle
              isOn={form.sendLinks}
              onChange={(sendLinks) => {
                happen(enrolment, { kind: 'links-chosen', sendLinks })
              }}
            >
              {text('enrol.sendLinks')}
            </Toggle>
          ) : null}
          {form.more || waits ? null : (
            <Button
              variant="quiet"
              onPress={() => {
                happen(enrolment, { kind: 'more-opened' })
              }}
            >
              {text('enrol.more')}
            </Button>
          )}
        </div>
        {form.failure === null ? null : (
          <Banner tone="bad" title={<Said phrase={failurePhrase(form.failure)} />} />
        )}
        {form.check.kind === 'failed' ? <Banner tone="warn" title={text('enrol.duplicates.failed')} /> : null}
        <footer className="enrol__foot">
          <Button size="l" variant="quiet" onPress={leave} shortcut="Escape">
            {text('action.cancel')}
          </Button>
          <Button
            type="submit"
            size="l"
            variant={rows.length === 0 ? 'primary' : 'secondary'}
            icon={<UserPlus size={24} aria-hidden />}
            shortcut="Enter"
            isPending={form.saving}
          >
            {text(waits ? 'enrol.save.waits' : 'enrol.save')}
          </Button>
        </footer>
      </form>
      {rows.length === 0 ? null : (
        <Duplicates
          rows={rows}
          takesCard={cardIsGiven ? lastingOf(capabilities) : 'no'}
          isSaving={form.saving}
          asks={form.asks}
          onUse={(duplicate) => void chooseMember(till, enrolment, duplicate)}
          needsEmail={capabilities.needsEmail === true}
          onWithout={(field) => {
            happen(enrolment, { kind: 'typed', field, text: '' })
            sheet.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus()
          }}
          onSomebodyElse={() => {
            happen(enrolment, { kind: 'somebody-else' })
            // What was pressed goes away with the question. From a field Enter saves; a button would also take a scan's space.
            sheet.current?.querySelector<HTMLElement>('input')?.focus()
          }}
        />
      )}
      {form.differing === null ? null : (
        <DifferingDialog
          name={form.differing.duplicate.row.name}
          changes={form.differing.changes}
          take={form.differing.take}
          isSaving={form.saving}
          onTake={(field, takes) => {
            happen(enrolment, { kind: 'take-chosen', field, takes })
          }}
          onSave={() => {
            const { differing } = enrolment.getState()
            if (differing !== null) void chooseMember(till, enrolment, differing.duplicate, differing.take)
          }}
          onClose={() => {
            happen(enrolment, { kind: 'differing-left' })
          }}
        />
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
