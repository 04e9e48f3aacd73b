import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Calibration } from '../../../shared/scan/calibration/calibrate.ts'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import {
  clashOf,
  isAlike,
  layoutOfProfiles,
  profileOf,
  wedgeSettingsOf,
  withProfile,
} from '../../../shared/scan/wedge-profile.ts'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { keysPhrases } from '../../i18n/keys-phrase.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { closeOverlay } from '../../stores/navigation.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { notes } from './finding-phrases.ts'
import { TestCodeCard } from './test-code-card.tsx'

type Result = Extract<Calibration, { kind: 'learned' }>
type Tried = { readonly kind: 'nothing' | 'half' } | { readonly kind: 'scan'; readonly text: string }

function framePhrases(keys: string): readonly Phrase[] {
  return keys === '' ? [phrase('scanner-setup.learned.nothing')] : keysPhrases(keys)
}

function layoutPhrase({ layout, findings }: Result): Phrase {
  if (layout === null) return phrase('scanner-setup.learned.layout.system')
  const name = phrase(`scanner-setup.layout.${layout}`)
  if (findings.some(({ kind }) => kind === 'layout-differs'))
    return phrase('scanner-setup.learned.layout.differs', { layout: name })
  return name
}

function Summary({
  result,
  profile,
}: {
  readonly result: Result
  readonly profile: WedgeProfile
}): ReactNode {
  const text = useText()
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text('scanner-setup.learned.speed'), text('scanner-setup.learned.speed.value', { pace: profile.pace })],
    [text('scanner-setup.learned.prefix'), <Keys key="prefix" keys={profile.prefix} />],
    [text('scanner-setup.learned.suffix'), <Keys key="suffix" keys={profile.suffix} />],
    [text('scanner-setup.learned.layout'), <Said key="layout" phrase={layoutPhrase(result)} />],
    [
      text('scanner-setup.learned.aim'),
      profile.aim === ''
        ? text('scanner-setup.learned.aim.none')
        : text('scanner-setup.learned.aim.value', { identifier: profile.aim }),
    ],
  ]
  return (
    <dl className="scanner-setup__facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Keys({ keys }: { readonly keys: string }): ReactNode {
  const text = useText()
  return framePhrases(keys)
    .map((each) => text(each))
    .join(' ')
}

function TriedWords({ tried }: { readonly tried: Tried }): ReactNode {
  const text = useText()
  switch (tried.kind) {
    case 'nothing':
      return <Banner tone="info" title={text('scanner-setup.try')} />
    case 'half':
      return <Banner tone="warn" title={text('scanner-setup.try.half')} />
    case 'scan': {
      const isRight = tried.text === testCode
      return (
        <Banner
          tone={isRight ? 'good' : 'info'}
          title={<code className="scanner-setup__text">{tried.text}</code>}
        >
          {text(isRight ? 'scanner-setup.try.right' : 'scanner-setup.try.wrong')}
        </Banner>
      )
    }
  }
}

/** What was learned; it is tried before it is kept. */
export function Learned({
  result,
  layouts,
  isDirect,
  onTried,
  onAgain,
}: {
  readonly result: Result
  readonly layouts: readonly KeyboardLayout[]
  /** The last scan was not typed. */
  readonly isDirect: boolean
  /** A scan was typed. */
  readonly onTried: () => void
  readonly onAgain: () => void
}): ReactNode {
  const till = useTill()
  const text = useText()
  const known = useStart((start) => start.wedges)
  const [isBesides, setBesides] = useState(false)
  const [tried, setTried] = useState<Tried>({ kind: 'nothing' })
  const [isSaving, setSaving] = useState(false)
  const profile = useMemo(() => profileOf(result, 0), [result])
  const others = known.filter((each) => !isAlike(each, profile) && clashOf(each, profile) === null)
  const clash = known.map((each) => clashOf(each, profile)).find((each) => each !== null) ?? null
  const settings = useMemo(() => {
    const profiles = isBesides ? withProfile(known, profile) : [profile]
    const id = layoutOfProfiles(profiles)
    return wedgeSettingsOf(profiles, layouts.find((each) => each.id === id) ?? null)
  }, [known, profile, isBesides, layouts])

  useEffect(() => {
    till.scans.setState({
      trial: {
        settings,
        onScan: (scanned) => {
          onTried()
          setTried({ kind: 'scan', text: scanned })
        },
        onHalfScan: () => {
          onTried()
          setTried({ kind: 'half' })
        },
      },
    })
    return () => {
      till.scans.setState({ trial: null })
    }
  }, [till, settings, onTried])

  const save = async (): Promise<void> => {
    const learned = profileOf(result, Date.now())
    setSaving(true)
    const answer = await till.terminal.call('keepWedges', {
      wedges: isBesides ? withProfile(known, learned) : [learned],
    })
    setSaving(false)
    if (!answer.ok) {
      tellFailure(till, answer.error)
      return
    }
    patchStart(till, { wedges: answer.value, wedgesLost: false })
    closeOverlay(till)
    tell(till, 'good', phrase('scanner-setup.saved'))
  }

  return (
    <div className="scanner-setup">
      <TestCodeCard />
      <div className="scanner-setup__try" role="status">
        {isDirect ? (
          <Banner tone="info" title={text('scanner-setup.direct')} />
        ) : (
          <TriedWords tried={tried} />
        )}
      </div>
      <h2 className="scanner-setup__stage">{text('scanner-setup.learned')}</h2>
      <Summary result={result} profile={profile} />
      {notes(result.findings, profile.prefix).map(({ tone, what }) => (
        <Banner key={what.id} tone={tone} title={<Said phrase={what} />} />
      ))}
      {others.length === 0 ? null : (
        <div className="scanner-setup__others">
          <p>{text('scanner-setup.others', { count: others.length })}</p>
          <Segmented
            label={text('scanner-setup.others.question')}
            value={isBesides ? 'besides' : 'instead'}
            onChange={(chosen) => {
              setBesides(chosen === 'besides')
            }}
            options={[
              { value: 'instead', label: text('scanner-setup.others.instead') },
              { value: 'besides', label: text('scanner-setup.others.besides') },
            ]}
          />
        </div>
      )}
      {clash === null ? null : <Banner tone="info" title={text(`scanner-setup.others.clash.${clash}`)} />}
      <div className="scanner-setup__actions scanner-setup__actions--end">
        <Button onPress={onAgain}>{text('scanner-setup.again')}</Button>
        <Button variant="primary" isPending={isSaving} onPress={() => void save()}>
          {text('scanner-setup.save')}
        </Button>
      </div>
    </div>
  )
}
