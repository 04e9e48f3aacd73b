import { ChartColumn, Check, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { nameProblem } from '../../../shared/domain/cashier-name.ts'
import type { NameProblem } from '../../../shared/domain/cashier-name.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { LanguageChoice } from '../../components/language-choice.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { localeFor, ownName } from '../../i18n/languages.ts'
import { useCollator } from '../../i18n/collator.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { speakToCashier } from '../../stores/language.ts'
import { closeOverlay, goTo } from '../../stores/navigation.ts'
import { useNav, useStart, useTill } from '../../stores/till-context.tsx'
import { useKeptForm } from '../../stores/use-kept-form.ts'
import { addCashier, chooseCashier } from './staff-actions.ts'
import './staff-dialog.css'

function AddName(): ReactNode {
  const text = useText()
  const till = useTill()
  const cashiers = useStart((start) => start.cashiers)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<NameProblem | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [isSaving, setSaving] = useState(false)
  useKeptForm(name.trim() !== '')
  return (
    <form
      className="staff__add"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = nameProblem(name, cashiers)
        setProblem(found)
        if (found !== null || isSaving) return
        setSaving(true)
        void addCashier(till, name).then((why) => {
          setSaving(false)
          setFailure(why)
        })
      }}
    >
      <Field
        label={text('staff.add.label')}
        value={name}
        autoFocus
        problem={problem === null ? null : text(`staff.add.${problem}`)}
        onChange={(typed) => {
          setName(typed)
          setProblem(null)
        }}
      />
      <Button
        type="submit"
        variant="primary"
        icon={<UserRoundPlus size={20} aria-hidden />}
        isPending={isSaving}
      >
        {text('staff.add.button')}
      </Button>
      {failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />}
    </form>
  )
}

/** The language of whoever is at the till. */
function OwnLanguage(): ReactNode {
  const text = useText()
  const till = useTill()
  const shop = useStart((start) => start.settings.locale)
  const cashier = useStart((start) => start.cashiers.find(({ id }) => id === start.cashierId))
  if (cashier === undefined) return null
  return (
    <LanguageChoice
      label={text('language.cashier', { name: cashier.name })}
      value={cashier.locale === undefined ? null : localeFor(cashier.locale)}
      none={text('language.cashier.shop', { language: ownName(localeFor(shop)) })}
      onChange={(chosen) => void speakToCashier(till, cashier.id, chosen)}
    />
  )
}

/** Who is at the till: one press on a name, or a new one. */
export function StaffDialog(): ReactNode {
  const text = useText()
  const collator = useCollator()
  const till = useTill()
  const cashiers = useStart((start) => start.cashiers)
  const cashierId = useStart((start) => start.cashierId)
  const goesOn = useNav((nav) => nav.goesOn)
  const [adding, setAdding] = useState(false)
  const nobodyYet = cashiers.length === 0
  const names = cashiers.toSorted((a, b) => collator.compare(a.name, b.name))
  // What goes on would go on under this name, by an Enter that was pressed twice.
  const asksFirst = cashierId === null && !goesOn
  return (
    <Dialog
      title={text('staff.title')}
      onClose={() => {
        closeOverlay(till)
      }}
    >
      <div className="staff">
        <p className="staff__why">
          {text('staff.why')}
          {goesOn ? <strong className="staff__goes-on">{text('staff.goes-on')}</strong> : null}
        </p>
        {nobodyYet ? null : (
          <ul className="staff__names" aria-label={text('staff.names')}>
            {names.map((cashier) => {
              const here = cashier.id === cashierId
              return (
                <li key={cashier.id}>
                  <Pressable
                    className={`staff__name${here ? ' staff__name--here' : ''}`}
                    autoFocus={here || (asksFirst && cashier === names[0])}
                    {...(here ? { 'aria-current': 'true' } : {})}
                    onPress={() => void chooseCashier(till, cashier.id)}
                  >
                    <span className="staff__initial" aria-hidden>
                      {Array.from(cashier.name)[0]}
                    </span>
                    <bdi className="staff__who">{cashier.name}</bdi>
                    {here ? (
                      <span className="staff__here">
                        <Check size={20} aria-hidden />
                        {text('staff.here')}
                      </span>
                    ) : null}
                  </Pressable>
                </li>
              )
            })}
          </ul>
        )}
        {nobodyYet || adding ? (
          <AddName />
        ) : (
          <div>
            <Button
              variant="quiet"
              icon={<UserRoundPlus size={20} aria-hidden />}
              onPress={() => {
                setAdding(true)
              }}
            >
              {text('staff.add')}
            </Button>
          </div>
        )}
        <OwnLanguage />
        {nobodyYet ? null : (
          <div>
            <Button
              variant="quiet"
              keysOf="shift"
              icon={<ChartColumn size={20} aria-hidden />}
              onPress={() => {
                closeOverlay(till)
                goTo(till, 'shift')
              }}
            >
              {text('shell.nav.shift')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
