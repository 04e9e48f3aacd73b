import {
  CornerDownRight,
  Keyboard,
  Layers,
  RefreshCcw,
  ScanSearch,
  UserPlus,
  UserRoundCheck,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { MemberRow } from '../../../shared/domain/views.ts'
import { Banner } from '../../components/banner.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import type { ShortcutId } from '../../components/shortcuts.ts'
import { toldBy } from '../../components/told-keys.tsx'
import { useText } from '../../i18n/text.tsx'
import { openEnrolment, openOverlay, openTier, toIdle } from '../../stores/navigation.ts'
import { forgetCode } from '../../stores/open-member.ts'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import type { UnknownCard } from '../../stores/till.ts'
import { AttachConfirm, AttachSearch } from './attach.tsx'
import { lastingOf } from './lasting.ts'
import { CardSlip } from './card-slip.tsx'
import { ReplaceConfirm } from './replace-card.tsx'
import { StampCode } from './stamp-code.tsx'
import './unknown-card-screen.css'

function Choice({
  icon,
  title,
  hint,
  primary = false,
  action,
  onPress,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  /** What Enter does while nothing has the focus. */
  readonly primary?: boolean
  readonly action?: ShortcutId
  readonly onPress: () => void
}): ReactNode {
  useShortcut(action ?? 'enrol', onPress, action !== undefined)
  const keys = action === undefined ? null : shortcuts[action].keys[0]
  return (
    <Pressable
      {...toldBy(action)}
      className={`unknown-choice${primary ? ' unknown-choice--primary' : ''}`}
      {...(primary ? { 'data-primary': true } : {})}
      onPress={onPress}
    >
      <span className="unknown-choice__icon">{icon}</span>
      <span>
        <span className="unknown-choice__title">{title}</span>
        <span className="unknown-choice__hint">{hint}</span>
      </span>
      {primary || keys !== null ? (
        <span className="unknown-choice__keys">
          {primary ? <Kbd keys="Enter" /> : null}
          {keys === null ? null : <Kbd keys={keys} />}
        </span>
      ) : null}
    </Pressable>
  )
}

const attachHints = {
  'till-only': 'enrol.choice.attach.tillOnly',
  'for-good': 'enrol.choice.attach.forGood',
  removable: 'enrol.choice.attach.hint',
} as const

/**
 * A scanned code that opened nobody, and what can be done with it. Only where the provider was asked does it say
 * that the card is nobody's.
 */
export function UnknownCardScreen({ card }: { readonly card: UnknownCard }): ReactNode {
  const text = useText()
  const till = useTill()
  const capabilities = useStart((start) => start.capabilities)
  const linkKind = useStatus((status) => status.link.kind)
  const lasting = lastingOf(capabilities)
  const [finding, setFinding] = useState<'attach' | 'replace' | null>(null)
  const [chosen, setChosen] = useState<MemberRow | null>(null)
  /** A code that comes wrong is to be used as it came. */
  const [isMeant, setMeant] = useState(false)
  const isHeld = card.comesWrong === true && !isMeant
  const heading = useRef<HTMLHeadingElement>(null)
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const onlyHere = capabilities.codes === 'till'
  const Confirm = finding === 'replace' ? ReplaceConfirm : AttachConfirm
  const words = isHeld
    ? 'enrol.wrong'
    : card.certain
      ? 'enrol.unknown'
      : onlyHere
        ? 'enrol.tillOnly'
        : 'enrol.notHere'

  useEffect(() => {
    heading.current?.focus()
  }, [card.code])

  // Wherever the focus is: who walked to the bar with Tab gets out with Escape all the same.
  useEffect(() => {
    const leave = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || chosen !== null) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
      if (finding !== null) setFinding(null)
      else toIdle(till)
    }
    document.addEventListener('keydown', leave)
    return () => {
      document.removeEventListener('keydown', leave)
    }
  }, [till, finding, chosen])

  useShortcut('main', null, finding === null && (card.certain || onlyHere || isHeld))
  useShortcut('close', null)
  // A scan's own Enter never arrives here; on a button, Enter presses that button.
  const pressPrimary = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter' || event.repeat || event.target !== heading.current || finding !== null) return
    event.preventDefault()
    event.currentTarget.querySelector<HTMLElement>('[data-primary]')?.click()
  }

  const attach = capabilities.attachCode ? (
    <Choice
      primary={onlyHere}
      action="attach"
      icon={<UserRoundCheck size={28} aria-hidden />}
      title={text('enrol.choice.attach')}
      hint={text(attachHints[lasting])}
      onPress={() => {
        setFinding('attach')
      }}
    />
  ) : null

  const misread = (
    <Choice
      action="misread"
      icon={<ScanSearch size={28} aria-hidden />}
      title={text('enrol.choice.misread')}
      hint={text('enrol.choice.misread.hint')}
      onPress={() => {
        forgetCode(till, card.code)
        toIdle(till)
      }}
    />
  )

  return (
    <div className="unknown-card" onKeyDown={pressPrimary}>
      <header className="unknown-card__head">
        <div className="unknown-card__first">
          <h1 ref={heading} tabIndex={-1} className="unknown-card__title">
            {text(`${words}.title`)}
          </h1>
          <CardSlip code={card.code} />
        </div>
        <p className="unknown-card__sentence">{text(`${words}.sentence`, { system })}</p>
        {!isHeld && !card.certain && !onlyHere && linkKind === 'online' ? (
          <Banner tone="info" title={text('enrol.notHere.scanAgain')} />
        ) : null}
      </header>
      {finding !== null ? (
        <AttachSearch
          title={text(finding === 'attach' ? 'enrol.attach.title' : 'lost.who')}
          onPick={setChosen}
          onBack={() => {
            setFinding(null)
          }}
        />
      ) : isHeld ? (
        <div className="unknown-card__choices">
          <Choice
            primary
            icon={<Keyboard size={28} aria-hidden />}
            title={text('enrol.choice.set-up')}
            hint={text('enrol.choice.set-up.hint')}
            onPress={() => {
              openOverlay(till, 'scanner-setup')
            }}
          />
          {misread}
          <Choice
            action="asItCame"
            icon={<CornerDownRight size={28} aria-hidden />}
            title={text('enrol.choice.as-it-came')}
            hint={text('enrol.choice.as-it-came.hint')}
            onPress={() => {
              setMeant(true)
              heading.current?.focus()
            }}
          />
        </div>
      ) : (
        <>
          {card.certain || capabilities.stamps === null ? null : (
            <StampCode card={card} range={capabilities.stamps} />
          )}
          <div className="unknown-card__choices">
            {onlyHere ? attach : null}
            {capabilities.enrol !== 'no' ? (
              <Choice
                primary={card.certain && !onlyHere}
                action="enrol"
                icon={<UserPlus size={28} aria-hidden />}
                title={text(capabilities.enrol === 'waits' ? 'enrol.title' : 'enrol.choice.enrol')}
                hint={
                  capabilities.enrol === 'waits'
                    ? text('enrol.choice.enrol.hint.waits', { system })
                    : text('enrol.choice.enrol.hint')
                }
                onPress={() => {
                  openEnrolment(till, card.code)
                }}
              />
            ) : null}
            {capabilities.tiers === null ? null : (
              <Choice
                icon={<Layers size={28} aria-hidden />}
                action="tier"
                title={text('tier.open.label')}
                hint={text('tier.open.hint')}
                onPress={() => {
                  openTier(till, card.code)
                }}
              />
            )}
            {onlyHere ? null : attach}
            {capabilities.attachCode ? (
              <Choice
                icon={<RefreshCcw size={28} aria-hidden />}
                action="replace"
                title={text('lost.choice')}
                hint={text('lost.choice.hint')}
                onPress={() => {
                  setFinding('replace')
                }}
              />
            ) : null}
            {misread}
          </div>
        </>
      )}
      {chosen === null ? null : (
        <Confirm
          code={card.code}
          row={chosen}
          lasting={lasting}
          onClose={() => {
            setChosen(null)
          }}
        />
      )}
    </div>
  )
}
