import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberView, Saved } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { newIntent } from '../../api/intent.ts'
import { Barcode } from '../../components/barcode.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { operationPhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { cardOf } from '../../stores/card-choice.ts'
import { setExtra } from '../../stores/member-actions.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { takeSaved } from '../../stores/operations.ts'
import { useMember, useStart, useTill } from '../../stores/till-context.tsx'
import type { Till } from '../../stores/till.ts'
import './extras-dialog.css'
import { LedgerDialog } from './ledger-dialog.tsx'
import { useIsHere } from '../../stores/use-is-here.ts'
import { useKeptForm } from '../../stores/use-kept-form.ts'

type Passes = { readonly apple: string | null; readonly google: string | null }
type List = { readonly id: string; readonly name: string }

/** Takes what a form saved; true where it is saved. */
function taken(till: Till, answer: Result<Saved, RequestFailure>): boolean {
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return false
  }
  takeSaved(till, answer.value)
  tell(till, 'good', phrase('extras.saved', { what: operationPhrase(answer.value.operation.facts) }))
  return true
}

function AffiliateForm({
  view,
  longest,
}: {
  readonly view: MemberView
  readonly longest: number
}): ReactNode {
  const till = useTill()
  const text = useText()
  const fact = view.facts?.find((one) => one.kind === 'affiliate-code')
  const [before] = useState(fact?.kind === 'affiliate-code' ? (fact.text ?? '') : '')
  const [code, setCode] = useState(before)
  const [intent] = useState(newIntent)
  const [saving, setSaving] = useState(false)
  const isHere = useIsHere()
  useKeptForm(code !== before)
  const tooLong = Array.from(code.trim()).length > longest
  const close = (): void => {
    setExtra(till, null)
  }
  const save = async (): Promise<void> => {
    if (tooLong || saving) return
    if (code.trim() === before) {
      close()
      return
    }
    setSaving(true)
    const wanted = code.trim() === '' ? null : code.trim()
    const answer = await till.terminal.call('setAffiliateCode', { intent, key: view.key, code: wanted })
    setSaving(false)
    if (taken(till, answer) && isHere()) close()
  }
  return (
    <Dialog
      title={text('extras.affiliate.title', { name: memberName(view.details) })}
      size="s"
      onClose={close}
      footer={
        <>
          <Button size="l" onPress={close}>
            {text('action.cancel')}
          </Button>
          <Button variant="primary" size="l" isPending={saving} onPress={() => void save()}>
            {text('action.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={text('extras.affiliate.code')}
          value={code}
          autoFocus
          hint={text('extras.affiliate.hint', { longest })}
          problem={tooLong ? text('extras.affiliate.too-long', { longest }) : null}
          onChange={setCode}
        />
      </form>
    </Dialog>
  )
}

/** Which lists the member is on; memberships tell it only where one of them is one of these lists. */
function listsOf(view: MemberView, lists: readonly List[]): readonly List[] | null {
  const told = (kind: 'lists' | 'memberships'): readonly List[] | null => {
    const fact = view.facts?.find((one) => one.kind === kind)
    return fact !== undefined && 'lists' in fact ? fact.lists : null
  }
  const memberships = told('memberships')
  const areLists = memberships?.some(({ id }) => lists.some((list) => list.id === id)) === true
  return told('lists') ?? (areLists ? memberships : null)
}

function ListsForm({ view }: { readonly view: MemberView }): ReactNode {
  const till = useTill()
  const text = useText()
  const [lists, setLists] = useState<readonly List[] | 'asking' | 'unread'>('asking')
  // What was switched here, over what the provider told: it arrives later.
  const [switched, setSwitched] = useState<Readonly<Record<string, boolean>>>({})
  const [busy, setBusy] = useState(false)
  const name = memberName(view.details)
  const known = Array.isArray(lists) ? listsOf(view, lists) : null

  useEffect(() => {
    let current = true
    void till.terminal.call('memberLists').then((answer) => {
      if (current) setLists(answer.ok ? answer.value : 'unread')
    })
    return () => {
      current = false
    }
  }, [till])

  const change = async (list: List, on: boolean): Promise<void> => {
    if (busy) return
    setBusy(true)
    const answer = await till.terminal.call('setList', {
      intent: newIntent(),
      key: view.key,
      listId: list.id,
      listName: list.name,
      on,
    })
    setBusy(false)
    if (taken(till, answer)) setSwitched((before) => ({ ...before, [list.id]: on }))
  }
  return (
    <Dialog
      title={text('extras.lists.title', { name })}
      size="s"
      onClose={() => {
        setExtra(till, null)
      }}
    >
      {lists === 'asking' ? <p role="status">{text('extras.lists.loading')}</p> : null}
      {lists === 'unread' ? <p role="status">{text('extras.lists.offline')}</p> : null}
      {known === null && Array.isArray(lists) ? <p>{text('extras.lists.unknown', { name })}</p> : null}
      {typeof lists === 'string' ? null : lists.length === 0 ? (
        <p>{text('extras.lists.none')}</p>
      ) : (
        <ul>
          {lists.map((list) => (
            <li key={list.id}>
              <Toggle
                isOn={switched[list.id] ?? known?.some(({ id }) => id === list.id) ?? false}
                onChange={(on) => void change(list, on)}
              >
                <bdi>{list.name}</bdi>
              </Toggle>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** The pass as codes that the customer's own phone reads from the screen. */
function WalletCodes({ view, cardId }: { readonly view: MemberView; readonly cardId: string }): ReactNode {
  const till = useTill()
  const text = useText()
  const [passes, setPasses] = useState<Passes | 'asking' | 'unread'>('asking')
  useEffect(() => {
    let current = true
    void till.terminal.call('walletPasses', { key: view.key, cardId }).then((answer) => {
      if (current) setPasses(answer.ok ? answer.value : 'unread')
    })
    return () => {
      current = false
    }
  }, [till, view.key, cardId])
  const found =
    typeof passes === 'string'
      ? []
      : (['apple', 'google'] as const).flatMap((phone) => {
          const address = passes[phone]
          return address === null ? [] : [{ phone, address }]
        })
  return (
    <Dialog
      title={text('extras.wallet.title', { name: memberName(view.details) })}
      size="l"
      onClose={() => {
        setExtra(till, null)
      }}
    >
      {passes === 'asking' ? <p role="status">{text('extras.lists.loading')}</p> : null}
      {passes === 'unread' ? <p role="status">{text('extras.wallet.offline')}</p> : null}
      {typeof passes !== 'string' && found.length === 0 ? <p>{text('extras.wallet.none')}</p> : null}
      {found.length === 0 ? null : <p>{text('extras.wallet.how')}</p>}
      <ul className="wallet-codes">
        {found.map(({ phone, address }) => (
          <li key={phone}>
            <Barcode card={{ symbology: 'qrcode', code: address }} fallback={text('extras.wallet.none')} />
            <span>{text(`extras.wallet.${phone}`)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** What was opened beside the panel for the member at the counter. */
export function ExtrasDialog(): ReactNode {
  const view = useMember((member) => member.view)
  const extra = useMember((member) => member.extra)
  const affiliate = useStart((start) => start.capabilities.affiliate)
  const chosen = useMember((member) => member.card)
  const card = view === null ? null : cardOf(view, chosen)
  if (view === null || extra === null) return null
  if (extra === 'wallet') {
    return card === null || card.id === null ? null : (
      <WalletCodes key={card.id} view={view} cardId={card.id} />
    )
  }
  if (extra === 'ledger') return <LedgerDialog key={view.key} view={view} />
  if (extra === 'lists') return <ListsForm key={view.key} view={view} />
  return affiliate === null ? null : <AffiliateForm key={view.key} view={view} longest={affiliate.longest} />
}
