import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import {
  customerModes,
  customerSeconds,
  isInvitation,
  longestInvitation,
} from '../../../shared/domain/customer-display.ts'
import type { CustomerDisplay, CustomerSettings } from '../../../shared/domain/customer-display.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { LanguageChoice } from '../../components/language-choice.tsx'
import { Panel } from '../../components/panel.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { localeFor, ownName } from '../../i18n/languages.ts'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { tell, tellFailure } from '../../stores/notices.ts'
import { useCustomer, useStart, useTill } from '../../stores/till-context.tsx'
import type { Till } from '../../stores/till.ts'

async function save(till: Till, changes: Partial<CustomerSettings>): Promise<boolean> {
  const answer = await till.terminal.call('setCustomerDisplay', changes)
  if (answer.ok) till.customer.setState({ display: answer.value })
  else tellFailure(till, answer.error)
  return answer.ok
}

function Invitation({ kept }: { readonly kept: string | null }): ReactNode {
  const till = useTill()
  const text = useText()
  /** As it is being typed; null as long as nobody types. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const address = (typed ?? kept ?? '').trim()
  const isFit = address === '' || isInvitation(address)
  const keep = async (): Promise<void> => {
    setBusy(true)
    const isKept = await save(till, { invitation: address === '' ? null : address })
    setBusy(false)
    if (!isKept) return
    setTyped(null)
    tell(till, 'good', phrase('display.saved'))
  }
  return (
    <form
      className="settings__rows settings__rows--close"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy && isFit) void keep()
      }}
    >
      <Field
        label={text('display.invitation')}
        value={typed ?? kept ?? ''}
        onChange={setTyped}
        hint={text('display.invitation.hint')}
        problem={isFit ? null : text('display.invitation.problem', { most: longestInvitation })}
      />
      <div className="safety__actions">
        <Button type="submit" isPending={isBusy} isDisabled={isBusy || !isFit || address === (kept ?? '')}>
          {text('display.invitation.save')}
        </Button>
      </div>
    </form>
  )
}

function Settings({ display: { window, settings } }: { readonly display: CustomerDisplay }): ReactNode {
  const till = useTill()
  const text = useText()
  const shopLocale = localeFor(useStart((start) => start.settings.locale))
  const isOff = settings.mode === 'off'
  return (
    <>
      <div className="settings__rows settings__rows--close">
        <Segmented
          label={text('display.mode')}
          value={settings.mode}
          onChange={(mode) => void save(till, { mode })}
          options={customerModes.map((value) => ({ value, label: text(`display.mode.${value}`) }))}
        />
        <p className="settings__note" role="status">
          {text(`display.window.${window}`)}
        </p>
        {window === 'closed' ? (
          <div className="safety__actions">
            <Button onPress={() => void save(till, { mode: settings.mode })}>{text('display.again')}</Button>
          </div>
        ) : null}
      </div>
      {isOff ? null : (
        <>
          <div className="settings__rows settings__rows--close">
            <Toggle isOn={settings.names} onChange={(names) => void save(till, { names })}>
              {text('display.names')}
            </Toggle>
            <p className="settings__note">{text('display.names.note')}</p>
          </div>
          <Segmented
            label={text('display.seconds')}
            value={String(settings.seconds)}
            onChange={(chosen) => {
              const seconds = customerSeconds.find((one) => String(one) === chosen)
              if (seconds !== undefined) void save(till, { seconds })
            }}
            options={customerSeconds.map((seconds) => ({
              value: String(seconds),
              label: text('display.seconds.value', { seconds }),
            }))}
          />
          <LanguageChoice
            label={text('display.language')}
            value={settings.language === null ? null : localeFor(settings.language)}
            none={text('display.language.shop', { language: ownName(shopLocale) })}
            onChange={(language) => void save(till, { language })}
          />
          <Invitation kept={settings.invitation} />
        </>
      )}
    </>
  )
}

/** The customer's screen: whether, what of a member, for how long, in which language. */
export function CustomerDisplayPanel(): ReactNode {
  const till = useTill()
  const text = useText()
  const display = useCustomer((state) => state.display)
  useEffect(() => {
    void till.terminal.call('customerDisplay').then((answer) => {
      if (answer.ok) till.customer.setState({ display: answer.value })
    })
  }, [till])
  return (
    <Panel label={text('display.title')}>
      <div className="settings__rows">
        <h2>{text('display.title')}</h2>
        {display === null ? null : <Settings display={display} />}
      </div>
    </Panel>
  )
}
