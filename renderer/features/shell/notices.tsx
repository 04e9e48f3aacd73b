import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { MessageTime } from '../../../shared/domain/counter-settings.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { marks } from '../../components/marks.tsx'
import { Said, useText } from '../../i18n/text.tsx'
import { openOverlay } from '../../stores/navigation.ts'
import { dismiss } from '../../stores/notices.ts'
import { useNotices, useStart, useTill } from '../../stores/till-context.tsx'
import type { NoticeState, Toast } from '../../stores/till.ts'
import './notices.css'

/** What stays can be read at leisure; good news that nobody dismisses must not lie over the next member for ever. */
const staysFor = { good: 30_000, info: 30_000, bad: null } as const
const shownFor = { good: 5_000, info: 5_000, bad: 12_000 } as const

/** How long a message is shown, ms; null: until it is dismissed. */
function lastsFor({ stays, tone }: Toast, time: MessageTime): number | null {
  const usual = (stays ? staysFor : shownFor)[tone]
  if (usual === null || time === 'stay') return null
  return time === 'longer' ? 10 * usual : usual
}

/** Whether somebody is at the messages: nothing goes away under a pointer, or under the focus. */
function isHeld(list: HTMLElement | null): boolean {
  return list !== null && (list.contains(document.activeElement) || list.matches(':hover'))
}

function ToastRow({
  toast,
  list,
}: {
  readonly toast: Toast
  readonly list: RefObject<HTMLElement | null>
}): ReactNode {
  const till = useTill()
  const text = useText()
  const { offer } = toast
  const Mark = marks[toast.tone]
  const ms = useStart((start) => lastsFor(toast, start.settings.counter.messages))
  useEffect(() => {
    if (ms === null) return undefined
    let timer: ReturnType<typeof setTimeout>
    const wait = (): void => {
      timer = setTimeout(() => {
        // Whoever reads it has its time once more.
        if (isHeld(list.current)) wait()
        else dismiss(till, toast.id)
      }, ms)
    }
    wait()
    return () => {
      clearTimeout(timer)
    }
  }, [till, toast.id, ms, list])
  return (
    <li className={`toast toast--${toast.tone}`}>
      <Mark size={24} aria-hidden data-mark={toast.tone} />
      <span className="toast__words">
        <Said phrase={toast.what} />
        {offer === null ? null : (
          <Button
            variant="quiet"
            onPress={() => {
              dismiss(till, toast.id)
              openOverlay(till, offer)
            }}
          >
            {text(`toast.offer.${offer}`)}
          </Button>
        )}
      </span>
      <IconButton
        label={text('toast.dismiss')}
        icon={<X size={20} />}
        onPress={() => {
          dismiss(till, toast.id)
        }}
      />
    </li>
  )
}

/**
 * Messages at the edge of the screen. They are said by {@link Announcer}, not by being shown. Dialogs take neither for a part of
 * what they cover: a scan that is refused because one is open has to be seen and heard.
 */
export function Toasts(): ReactNode {
  const toasts = useNotices((notices) => notices.toasts)
  const text = useText()
  const list = useRef<HTMLUListElement>(null)
  return (
    <ul ref={list} className="toasts" aria-label={text('toast.region')} data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} list={list} />
      ))}
    </ul>
  )
}

type Utterance = NonNullable<NoticeState['polite']>

/**
 * What a region holds: the urgent sentence before the newest stays (they name nobody who may be forgotten), or of two that come in one moment (offline, and a reward that
 * is ready) the first would be gone before a screen reader came to it. Each is said once, when it comes.
 */
function useLately(said: NoticeState['polite'], most: number): readonly Utterance[] {
  const [lately, setLately] = useState<readonly Utterance[]>([])
  if (said === null) {
    if (lately.length > 0) setLately([])
  } else if (lately.at(-1)?.id !== said.id) setLately([...lately, said].slice(-most))
  return lately
}

function Region({
  urgent,
  said,
}: {
  readonly urgent: boolean
  readonly said: NoticeState['polite']
}): ReactNode {
  const lately = useLately(said, urgent ? 2 : 1)
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      aria-live={urgent ? 'assertive' : 'polite'}
      aria-atomic="false"
      aria-relevant="additions"
    >
      {lately.map(({ id, what }) => (
        <p key={id}>
          <Said phrase={what} />
        </p>
      ))}
    </div>
  )
}

/** The two live regions. A new key makes the same sentence be said again. */
export function Announcer(): ReactNode {
  const polite = useNotices((notices) => notices.polite)
  const assertive = useNotices((notices) => notices.assertive)
  return (
    <div className="visually-hidden" data-react-aria-top-layer="true">
      <Region urgent={false} said={polite} />
      <Region urgent said={assertive} />
    </div>
  )
}
