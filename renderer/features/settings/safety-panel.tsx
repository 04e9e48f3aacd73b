import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { DialogWords, SafetyView } from '../../../shared/domain/safety.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import type { Say } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import {
  backUpNow,
  chooseFolder,
  forgetFolder,
  moveUnsent,
  readSafety,
  takeIn,
  writeMovedAgain,
} from '../../stores/safety.ts'
import { useStatus, useTill } from '../../stores/till-context.tsx'
import type { Till } from '../../stores/till.ts'
import { MoveDialog } from './move-dialog.tsx'
import './safety-panel.css'

function wordsFor(text: Say, what: 'folder' | 'save' | 'open'): DialogWords {
  const button = {
    folder: 'safety.words.folder.choose',
    save: 'safety.words.save.write',
    open: 'safety.words.open.take',
  } as const
  return {
    title: text(`safety.words.${what}`),
    button: text(button[what]),
    files: text('safety.words.files'),
  }
}

type Work = 'choose' | 'forget' | 'copy' | 'move' | 'again' | 'take'

/** One thing at a time: a window of the system is open, or a copy is being made. */
function useWork(
  till: Till,
): readonly [Work | null, (work: Work, run: (till: Till) => Promise<void>) => void] {
  const [busy, setBusy] = useState<Work | null>(null)
  const start = (work: Work, run: (till: Till) => Promise<void>): void => {
    setBusy(work)
    void run(till).finally(() => {
      setBusy(null)
    })
  }
  return [busy, start]
}

function Copies({ safety }: { readonly safety: SafetyView }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(1_000)
  const { folder, lastCopyAt, lastOutsideAt } = safety
  const ago = (at: number): string => times.ago(at, now)
  return (
    <dl className="safety__copies">
      <dt>{text('safety.here')}</dt>
      <dd>
        {lastCopyAt === null ? text('safety.last.never') : text('safety.last', { ago: ago(lastCopyAt) })}
      </dd>
      <dt>{text('safety.folder')}</dt>
      {folder === null ? (
        <dd>{text('safety.folder.none')}</dd>
      ) : (
        <>
          <dd className="safety__path">
            <bdi>{folder}</bdi>
          </dd>
          <dd>
            {lastOutsideAt === null
              ? text('safety.folder.never')
              : text('safety.folder.last', { ago: ago(lastOutsideAt) })}
          </dd>
        </>
      )}
      <dd className="settings__note">{text('safety.folder.personal')}</dd>
    </dl>
  )
}

function LastMove({
  move,
  onWrite,
  isBusy,
  isPending,
}: {
  readonly move: NonNullable<SafetyView['lastMove']>
  readonly onWrite: () => void
  readonly isBusy: boolean
  readonly isPending: boolean
}): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(1_000)
  const said = { count: move.count, ago: times.ago(move.at, now) }
  const again = (
    <Button isPending={isPending} isDisabled={isBusy} onPress={onWrite}>
      {text('safety.again')}
    </Button>
  )
  return move.written ? (
    <div className="settings__rows settings__rows--close">
      <p className="settings__note">{text('safety.lastMove.written', said)}</p>
      <div className="safety__actions">{again}</div>
    </div>
  ) : (
    <Banner tone="bad" title={text('safety.lastMove.unwritten', said)} action={again} />
  )
}

/** Where copies of the records are kept, and how unsent work gets to another till. */
export function SafetyPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const safety = useStatus((status) => status.safety)
  const waiting = useStatus((status) => status.queue.waiting)
  const [asking, setAsking] = useState(false)
  const [busy, start] = useWork(till)
  useEffect(() => {
    void readSafety(till)
  }, [till])
  const isBusy = busy !== null
  const words = (what: 'folder' | 'save' | 'open'): DialogWords => wordsFor(text, what)
  return (
    <Panel label={text('safety.title')}>
      <div className="settings__rows">
        <h2>{text('safety.title')}</h2>
        <p>{text('safety.sentence')}</p>
        {safety === null ? null : (
          <>
            {safety.trouble === null ? null : (
              <Banner tone="warn" title={text(`safety.trouble.${safety.trouble}`)} />
            )}
            {safety.auditBrokenAt === null ? null : (
              <Banner tone="bad" title={text('safety.auditBroken', { row: safety.auditBrokenAt })} />
            )}
            <Copies safety={safety} />
            <div className="safety__actions">
              <Button
                isPending={busy === 'choose'}
                isDisabled={isBusy}
                onPress={() => {
                  start('choose', (shop) => chooseFolder(shop, words('folder')))
                }}
              >
                {text('safety.choose')}
              </Button>
              <Button
                isPending={busy === 'copy'}
                isDisabled={isBusy}
                onPress={() => {
                  start('copy', backUpNow)
                }}
              >
                {text('safety.now')}
              </Button>
              {safety.folder === null ? null : (
                <Button
                  variant="quiet"
                  isPending={busy === 'forget'}
                  isDisabled={isBusy}
                  onPress={() => {
                    start('forget', forgetFolder)
                  }}
                >
                  {text('safety.forget')}
                </Button>
              )}
            </div>
            {safety.lastMove === null ? null : (
              <LastMove
                move={safety.lastMove}
                isBusy={isBusy}
                isPending={busy === 'again'}
                onWrite={() => {
                  start('again', (shop) => writeMovedAgain(shop, words('save')))
                }}
              />
            )}
            <div className="safety__actions">
              <Button
                isPending={busy === 'move'}
                isDisabled={isBusy}
                onPress={() => {
                  setAsking(true)
                }}
              >
                {text('safety.move')}
              </Button>
              <Button
                isPending={busy === 'take'}
                isDisabled={isBusy}
                onPress={() => {
                  start('take', (shop) => takeIn(shop, words('open')))
                }}
              >
                {text('safety.takeIn')}
              </Button>
            </div>
          </>
        )}
      </div>
      {asking ? (
        <MoveDialog
          waiting={waiting}
          onClose={() => {
            setAsking(false)
          }}
          onMove={() => {
            setAsking(false)
            start('move', (shop) => moveUnsent(shop, words('save')))
          }}
        />
      ) : null}
    </Panel>
  )
}
