import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { FieldProblem, RequestFailure } from '../../../shared/ipc/failure.ts'
import { Button } from '../../components/button.tsx'
import { detailsOf, draftOf } from '../../components/details-draft.ts'
import type { DetailsDraft } from '../../components/details-draft.ts'
import { Dialog } from '../../components/dialog.tsx'
import { MemberFields } from '../../components/member-fields.tsx'
import { useText } from '../../i18n/text.tsx'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { fixableFields } from './choices.ts'
import { Failed, useSettle } from './settle-dialogs.tsx'

type Problems = Partial<Readonly<Record<MemberField, FieldProblem>>>

function partOf(details: MemberDetails, fields: readonly MemberField[]): Partial<MemberDetails> {
  return Object.fromEntries(fields.map((field) => [field, details[field]]))
}

function problemsOf(failure: RequestFailure | null, mended: readonly MemberField[]): Problems {
  if (failure?.kind !== 'invalid') return {}
  return Object.fromEntries(
    Object.entries(failure.fields).filter(([field]) => !mended.includes(field as MemberField)),
  )
}

/** Corrects what was refused, and sends it again. */
export function FixDialog({
  operation,
  memberKey,
  onClose,
}: {
  readonly operation: OperationView
  readonly memberKey: MemberKey
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const country = useStart((start) => start.settings.country)
  const [draft, setDraft] = useState<DetailsDraft | null>(null)
  const [tries, setTries] = useState(0)
  const [unread, setUnread] = useState<RequestFailure | null>(null)
  // Fields typed in since the last answer: what was wrong with them may be right now.
  const [mended, setMended] = useState<readonly MemberField[]>([])
  const { isBusy, failure, answer } = useSettle({ operation, onClose })
  const fields = fixableFields(operation)
  const wrong = operation.reason?.kind === 'contact-taken' ? operation.reason.field : (fields[0] ?? null)

  useEffect(() => {
    let gone = false
    void till.terminal.call('open', { key: memberKey }).then((opened) => {
      if (gone) return
      setUnread(opened.ok ? null : opened.error)
      if (opened.ok) setDraft(draftOf(opened.value.details, opened.value.phoneShown))
    })
    return () => {
      gone = true
    }
  }, [till, memberKey, tries])

  const send = (): void => {
    if (draft === null) return
    setMended([])
    answer({ kind: 'fix-details', details: partOf(detailsOf(draft), fields) })
  }
  return (
    <Dialog
      title={text('queue.fix.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('queue.leave')}
          </Button>
          {unread === null ? (
            <Button variant="primary" isPending={isBusy} isDisabled={draft === null} onPress={send}>
              {text('queue.fix.send')}
            </Button>
          ) : (
            <Button
              variant="primary"
              onPress={() => {
                setTries(tries + 1)
              }}
            >
              {text('queue.readAgain')}
            </Button>
          )}
        </>
      }
    >
      <form
        className="settle"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <p>{text('queue.fix.sentence')}</p>
        {draft === null ? null : (
          <MemberFields
            draft={draft}
            fields={fields}
            problems={problemsOf(failure, mended)}
            country={country}
            autoFocus={wrong}
            onType={(field, typed) => {
              setDraft({ ...draft, [field]: typed })
              setMended([...mended, field])
            }}
          />
        )}
        <Failed failure={unread ?? (failure?.kind === 'invalid' ? null : failure)} />
        {/* Enter in any field sends. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
