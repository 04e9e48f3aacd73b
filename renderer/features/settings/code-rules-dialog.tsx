import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { maxCodeRules } from '../../../shared/scan/code-meaning.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { tell } from '../../stores/notices.ts'
import { registerScanConsumer } from '../../stores/scan-routing.ts'
import { saveSettings } from '../../stores/settings.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { CheckChoice, CodeRuleRow, UseChoice } from './code-rule-row.tsx'
import { draftOf, moved, problemOf, rulesOf, triedOut, withOneMore } from './code-rules-draft.ts'
import type { RulesDraft } from './code-rules-draft.ts'
import './code-rules.css'

const labels = ['goods', 'cards'] as const

/** A code to try: a scan while this is open is meant for it, wherever the focus is. */
function TryOut({ draft }: { readonly draft: RulesDraft }): ReactNode {
  const text = useText()
  const till = useTill()
  const [code, setCode] = useState('')
  useEffect(
    () =>
      registerScanConsumer(till, (raw) => {
        setCode(raw)
        return true
      }),
    [till],
  )
  const answer = triedOut(draft, code)
  return (
    <section className="code-rules__try" aria-label={text('rules.try')}>
      <Field
        label={text('rules.try')}
        value={code}
        onChange={setCode}
        hint={text('rules.try.hint')}
        autoFocus
      />
      <p role="status">
        {answer === null ? null : (
          <>
            <strong>{text(answer)}</strong>{' '}
            <span className="code-rules__known">{text('rules.try.known')}</span>
          </>
        )}
      </p>
    </section>
  )
}

/** Writes what scanned codes mean in this shop, and tries it out before it is saved. */
export function CodeRulesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText()
  const till = useTill()
  const saved = useStart((start) => start.settings.codeRules)
  const [opened] = useState(() => draftOf(saved))
  const [draft, setDraft] = useState(opened)
  const [isLeaving, setLeaving] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isTried, setTried] = useState(false)
  /** Where the focus goes, and how often it was sent there. */
  const [sent, setSent] = useState<{ readonly to: 'wrong' | 'new'; readonly times: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (sent === null) return
    const fields = [...(list.current?.querySelectorAll<HTMLElement>('input') ?? [])]
    const field =
      sent.to === 'new' ? fields.at(-1) : fields.find((one) => one.getAttribute('aria-invalid') === 'true')
    field?.focus()
  }, [sent])
  const send = (to: 'wrong' | 'new'): void => {
    setSent((before) => ({ to, times: (before?.times ?? 0) + 1 }))
  }
  const isGood = draft.rules.every((rule) => problemOf(rule) === null)
  /** What was written is thrown away by a press on those words alone. */
  const leave = (): void => {
    if (draft === opened) onClose()
    else setLeaving(true)
  }
  const save = async (): Promise<void> => {
    setTried(true)
    if (!isGood) {
      send('wrong')
      return
    }
    setBusy(true)
    const isSaved = await saveSettings(till, { codeRules: rulesOf(draft) })
    setBusy(false)
    if (!isSaved) return
    tell(till, 'good', phrase('rules.saved'))
    onClose()
  }
  return (
    <Dialog
      size="l"
      title={text('rules.title')}
      onClose={leave}
      footer={
        isLeaving ? (
          <>
            <p className="code-rules__leaving" role="status">
              {text('rules.leave')}
            </p>
            <Button variant="quiet" onPress={onClose}>
              {text('enrol.throwAway.yes')}
            </Button>
            <Button
              variant="primary"
              autoFocus
              onPress={() => {
                setLeaving(false)
              }}
            >
              {text('rules.leave.no')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="quiet" onPress={leave}>
              {text('action.cancel')}
            </Button>
            <Button variant="primary" isPending={isBusy} isDisabled={isBusy} onPress={() => void save()}>
              {text('rules.save')}
            </Button>
          </>
        )
      }
    >
      <div className="code-rules">
        <TryOut draft={draft} />
        <section className="code-rules__part" aria-label={text('rules.list')}>
          <h3>{text('rules.list')}</h3>
          <div ref={list} hidden={draft.rules.length === 0}>
            <ol className="code-rules__list">
              {draft.rules.map((rule, at) => (
                <CodeRuleRow
                  key={rule.id}
                  rule={rule}
                  number={at + 1}
                  isLast={at === draft.rules.length - 1}
                  showsProblem={isTried}
                  onChange={(changed) => {
                    setDraft({ ...draft, rules: draft.rules.with(at, changed) })
                  }}
                  onMove={(by) => {
                    setDraft(moved(draft, at, by))
                  }}
                  onRemove={() => {
                    setDraft({ ...draft, rules: draft.rules.toSpliced(at, 1) })
                  }}
                />
              ))}
            </ol>
          </div>
          <div className="code-rules__add">
            <Button
              isDisabled={draft.rules.length >= maxCodeRules}
              onPress={() => {
                setDraft(withOneMore(draft))
                send('new')
              }}
            >
              {text('rules.add')}
            </Button>
            <p className="settings__note">
              {draft.rules.length >= maxCodeRules
                ? text('rules.most', { most: maxCodeRules })
                : text('rules.pattern.hint')}
            </p>
          </div>
        </section>
        <section className="code-rules__part" aria-label={text('rules.rest')}>
          <h3>{text('rules.rest')}</h3>
          <div className="code-rules__rest">
            <UseChoice
              label={text('rules.rest.are')}
              value={draft.otherwise}
              onChange={(otherwise) => {
                setDraft({ ...draft, otherwise })
              }}
            />
            <CheckChoice
              value={draft.check}
              onChange={(check) => {
                setDraft({ ...draft, check })
              }}
            />
          </div>
          <Segmented
            label={text('rules.labels')}
            value={draft.priceLabels}
            onChange={(priceLabels) => {
              setDraft({ ...draft, priceLabels })
            }}
            options={labels.map((value) => ({ value, label: text(`rules.labels.${value}`) }))}
          />
        </section>
      </div>
    </Dialog>
  )
}
