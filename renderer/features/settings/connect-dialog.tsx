import type { ReactNode } from 'react'
import { mostTills, providerIds } from '../../../shared/domain/connection.ts'
import { isUntoldStore, systems } from '../../../shared/domain/systems.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { useText } from '../../i18n/text.tsx'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { connectPhrase, isAboutKey, tillsOf, useConnecting } from './connecting.ts'
import type { Connecting } from './connecting.ts'
import { KeyFields } from './key-fields.tsx'
import { StoreChoice } from './store-choice.tsx'
import { ZoneChoice } from './zone-choice.tsx'
import './connect-dialog.css'

function isStoreKnown(problem: RequestFailure): boolean {
  return problem.kind === 'not-connected' && problem.problem === 'store-known'
}

/** Which system, where it is, and the key. */
function Where({ connecting }: { readonly connecting: Connecting }): ReactNode {
  const text = useText()
  const { provider, address, key, problem } = connecting
  const system = text(`settings.system.${provider}`)
  const aboutKey = isAboutKey(problem) && problem !== null
  const untold =
    problem?.kind === 'not-connected' &&
    (problem.problem === 'key-not-allowed' || problem.problem === 'no-such-store')
  const isAsked = systems[provider].store.chosen === 'listed' && (untold || connecting.storeId !== '')
  return (
    <>
      <Segmented
        label={text('connect.system')}
        value={provider}
        onChange={connecting.choose}
        options={providerIds.map((value) => ({ value, label: text(`settings.system.${value}`) }))}
      />
      {systems[provider].baseUrlOpen ? (
        <Field
          label={text('connect.address')}
          value={address}
          onChange={connecting.setAddress}
          hint={text('connect.address.hint', { system })}
        />
      ) : null}
      <KeyFields
        key={provider}
        provider={provider}
        entry={key}
        problem={aboutKey ? text(connectPhrase(problem, provider)) : null}
        onOther={connecting.otherKey}
      />
      {isAsked ? (
        <Field
          label={text('connect.store.id', { called: text(systems[provider].store.called) })}
          value={connecting.storeId}
          onChange={connecting.setStoreId}
          hint={text('connect.store.id.hint')}
        />
      ) : null}
    </>
  )
}

/** What a good test leads to: which shop, and how it works. */
function Which({
  connecting,
  tested,
}: {
  readonly connecting: Connecting
  readonly tested: NonNullable<Connecting['tested']>
}): ReactNode {
  const text = useText()
  const shop = useStart((start) => start.connection.name)
  const waiting = useStatus((status) => status.queue.waiting)
  const { provider, draft, change, key } = connecting
  const { stores, baseUrl } = tested
  const system = text(`settings.system.${provider}`)
  return (
    <>
      <Banner
        tone="good"
        title={text('connect.tested', { system })}
        action={<Button onPress={connecting.goBack}>{text('connect.change')}</Button>}
      >
        <p>{baseUrl}</p>
        <p>{key.held?.keeps === true ? text('connect.key.kept', { system }) : text('connect.key.notKept')}</p>
      </Banner>
      {stores === null ? null : (
        <StoreChoice
          label={text(systems[provider].store.called)}
          stores={stores}
          chosen={draft.store}
          onChoose={connecting.chooseStore}
        />
      )}
      {isUntoldStore(provider, stores) ? (
        <Field
          label={text('connect.store.untold')}
          value={draft.store ?? ''}
          onChange={(store) => {
            change({ store })
          }}
          hint={text('connect.store.untold.hint', { system })}
          autoFocus
        />
      ) : null}
      <Field
        label={text('connect.name')}
        value={draft.name}
        onChange={(name) => {
          change({ name })
        }}
        hint={text('connect.name.hint')}
        autoFocus={stores === null && !isUntoldStore(provider, stores)}
      />
      <ZoneChoice
        zone={draft.zone}
        onChange={(zone) => {
          change({ zone })
        }}
      />
      {systems[provider].singleTill.asked ? (
        <div className="settings__rows settings__rows--close">
          <Toggle
            isOn={draft.singleTill}
            onChange={(singleTill) => {
              change({ singleTill })
            }}
          >
            {text('connect.singleTill')}
          </Toggle>
          <p className="settings__note">
            {text(draft.singleTill ? 'connect.singleTill.on' : 'connect.singleTill.off')}
          </p>
        </div>
      ) : null}
      {draft.singleTill ? null : (
        <Field
          label={text('connect.tills')}
          value={draft.tills}
          inputMode="numeric"
          hint={text('connect.tills.hint')}
          problem={tillsOf(draft.tills) === null ? text('connect.tills.problem', { most: mostTills }) : null}
          onChange={(tills) => {
            change({ tills })
          }}
        />
      )}
      {waiting > 0 ? <p className="settings__note">{text('connect.waiting', { waiting, shop })}</p> : null}
    </>
  )
}

/** Connects a shop at one of the loyalty systems: tried first, saved then, and its members read at once. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText()
  const till = useTill()
  const connecting = useConnecting(till, onClose)
  const { tested, problem, busy, draft, key } = connecting
  const elsewhere = isAboutKey(problem) && key.held === null ? null : problem
  return (
    <Dialog
      size="l"
      title={text('connect.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('action.cancel')}
          </Button>
          {tested === null ? (
            <Button
              variant="primary"
              isPending={busy === 'test'}
              isDisabled={busy !== null || !key.isThere}
              onPress={() => void connecting.test()}
            >
              {text('connect.test')}
            </Button>
          ) : (
            <Button
              variant="primary"
              isPending={busy === 'save'}
              isDisabled={
                busy !== null ||
                (draft.store ?? '').trim() === '' ||
                draft.name.trim() === '' ||
                (!draft.singleTill && tillsOf(draft.tills) === null)
              }
              onPress={() => void connecting.save()}
            >
              {text('connect.save')}
            </Button>
          )}
        </>
      }
    >
      <div className="connect">
        {tested === null ? (
          <Where connecting={connecting} />
        ) : (
          <Which connecting={connecting} tested={tested} />
        )}
        {elsewhere === null ? null : (
          <div role="alert">
            <Banner
              tone="bad"
              title={text(connectPhrase(elsewhere, connecting.provider))}
              action={
                isStoreKnown(elsewhere) ? (
                  <Button isDisabled={busy !== null} onPress={() => void connecting.save(true)}>
                    {text('connect.store.same')}
                  </Button>
                ) : null
              }
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}
