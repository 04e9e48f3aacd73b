import { Check, Gift, Search, Stamp, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Age, Clock } from '../../../renderer/components/age.tsx'
import { Banner } from '../../../renderer/components/banner.tsx'
import { Barcode } from '../../../renderer/components/barcode.tsx'
import { Button } from '../../../renderer/components/button.tsx'
import { ChoiceBox } from '../../../renderer/components/choice-box.tsx'
import { Field } from '../../../renderer/components/field.tsx'
import { IconButton } from '../../../renderer/components/icon-button.tsx'
import { Kbd } from '../../../renderer/components/kbd.tsx'
import { MarkedText } from '../../../renderer/components/marked-text.tsx'
import { MemberRowLine } from '../../../renderer/components/member-row.tsx'
import { Panel } from '../../../renderer/components/panel.tsx'
import { Segmented } from '../../../renderer/components/segmented.tsx'
import { SelectBox } from '../../../renderer/components/select-box.tsx'
import { StampCard } from '../../../renderer/components/stamp-card.tsx'
import { Toggle } from '../../../renderer/components/toggle.tsx'
import { rowOf } from '../../ui/fake-terminal.ts'
import { people } from '../scenes/people.ts'
import { InState } from './in-state.tsx'
import { colours, sizes, spaces, radii } from './tokens.ts'

const stamps = { kind: 'stamps', decimals: 0 } as const
const long = 'A sentence that is as long as a translation of it may well become in another language'
const variants = ['primary', 'secondary', 'quiet', 'danger'] as const

function Buttons(): ReactNode {
  return (
    <>
      {variants.map((variant) => (
        <div key={variant} className="gallery__row">
          <Button variant={variant}>At rest</Button>
          {(['hovered', 'pressed', 'focus-visible'] as const).map((state) => (
            <InState key={state} state={state}>
              <Button variant={variant}>{state}</Button>
            </InState>
          ))}
          <Button variant={variant} isDisabled>
            Disabled
          </Button>
          <Button variant={variant} icon={<Stamp size={20} aria-hidden />} shortcut="Enter">
            Icon and key
          </Button>
        </div>
      ))}
      <div className="gallery__row">
        <Button size="l">Large</Button>
        <Button size="xl" variant="primary" icon={<Gift size={28} aria-hidden />} shortcut="1">
          Largest
        </Button>
        <IconButton label="Close" icon={<X size={20} />} />
        <IconButton label="Undo" icon={<Undo2 size={20} />} tone="framed" />
        <InState state="hovered">
          <IconButton label="Undo, hovered" icon={<Undo2 size={20} />} />
        </InState>
        <InState state="focus-visible">
          <IconButton label="Undo, focused" icon={<Undo2 size={20} />} />
        </InState>
        <IconButton label="Search, disabled" icon={<Search size={20} />} isDisabled />
        <Kbd keys="Esc" />
        <Kbd keys="?" />
      </div>
      <div className="gallery__narrow">
        <Button wide size="xl" variant="primary" shortcut="Enter">
          {long}
        </Button>
      </div>
    </>
  )
}

function Fields(): ReactNode {
  const [words, setWords] = useState('Ana Schröder')
  const [on, setOn] = useState(true)
  const [one, setOne] = useState<'a' | 'b' | 'c'>('a')
  const [zone, setZone] = useState('de')
  const options = [
    { value: 'a', label: 'First' },
    { value: 'b', label: 'Second one' },
    { value: 'c', label: 'Third' },
  ] as const
  return (
    <div className="gallery__columns">
      <Field label="First name" value={words} onChange={setWords} required />
      <InState state="focus-visible" selector="input">
        <Field label="With the focus" value={words} onChange={setWords} hint="What it is for." />
      </InState>
      <Field label="E-mail" value="ana@" onChange={setWords} problem="This is not an e-mail address." />
      <Field label={long} value="" onChange={setWords} hint={long} problem={long} />
      <Toggle isOn={on} onChange={setOn}>
        Send the links for the phone
      </Toggle>
      <Toggle isOn={!on} onChange={(value) => setOn(!value)}>
        {long}
      </Toggle>
      <Segmented label="One of three" value={one} onChange={setOne} options={options} />
      <InState state="focus-visible" selector="[data-rac].segmented__option">
        <Segmented label="With the focus" value={one} onChange={setOne} options={options} />
      </InState>
      <SelectBox label="One of a list" value={one} onChange={setOne} options={options} />
      <ChoiceBox
        label="Country"
        hint="Type a part of it."
        openLabel="Show all"
        none="No such country."
        rows={[
          { id: 'de', name: 'Germany' },
          { id: 'fr', name: 'France' },
        ]}
        value={zone}
        onChange={setZone}
      />
    </div>
  )
}

function Banners(): ReactNode {
  return (
    <>
      {(['info', 'good', 'warn', 'bad'] as const).map((tone) => (
        <Banner key={tone} tone={tone} title={`${tone}: what happened`} action={<Button>Do it</Button>}>
          What is safe, and what to do. {long}.
        </Banner>
      ))}
      <div className="gallery__row">
        <MarkedText text="Schröder" marks={[[0, 4]]} />
        <Age at={Date.now() - 120_000} />
        <Clock at={Date.now() - 120_000} />
        <Check size={24} aria-hidden />
      </div>
    </>
  )
}

const card = { stamps: 6, waiting: 0, welcome: 0, checking: 0, required: 10 }

function Cards(): ReactNode {
  const shown: readonly (readonly [string, Parameters<typeof StampCard>[0]['figures'], boolean])[] = [
    ['Six of ten', card, false],
    ['Waiting and checking', { ...card, stamps: 4, waiting: 3, checking: 1 }, false],
    ['Leaving', { ...card, stamps: 8, waiting: -3 }, false],
    ['Full', { ...card, stamps: 10 }, true],
    ['Twenty-one', { ...card, stamps: 13, required: 21 }, false],
    ['Three', { ...card, stamps: 1, required: 3 }, false],
  ]
  return (
    <div className="gallery__columns">
      {shown.map(([name, figures, ready]) => (
        <StampCard
          key={name}
          name={name}
          label={name}
          rewardsAt={[4, figures.required]}
          ready={ready}
          figures={figures}
          note={ready ? null : 'Next: free coffee'}
        />
      ))}
    </div>
  )
}

function Rows(): ReactNode {
  return (
    <Panel label="Rows">
      {Object.entries(people).map(([name, one]) => (
        <MemberRowLine key={name} row={rowOf(one)} unit={stamps} />
      ))}
    </Panel>
  )
}

function Codes(): ReactNode {
  return (
    <div className="gallery__row">
      <Barcode card={{ symbology: 'ean13', code: '4006381333931' }} fallback="no code" />
      <Barcode card={{ symbology: 'code128', code: '400638130001' }} fallback="no code" />
      <Barcode card={{ symbology: 'qrcode', code: 'SW-1' }} fallback="no code" />
      <Barcode card={{ symbology: 'ean13', code: 'x' }} fallback={<span>Cannot be drawn</span>} />
    </div>
  )
}

function Tokens(): ReactNode {
  return (
    <>
      <div className="gallery__swatches">
        {colours.map((name) => (
          <span key={name} className="gallery__swatch">
            <span className="gallery__colour" style={{ background: `var(--${name})` }} />
            {name}
          </span>
        ))}
      </div>
      {sizes.map((name) => (
        <p key={name} className="gallery__type" style={{ fontSize: `var(--${name})` }}>
          {name} Ana Żółć Ωνάση Соколов الحسيني 123
        </p>
      ))}
      <div className="gallery__row">
        {spaces.map((name) => (
          <span key={name} className="gallery__space" style={{ inlineSize: `var(--${name})` }} title={name} />
        ))}
        {radii.map((name) => (
          <span
            key={name}
            className="gallery__radius"
            style={{ borderRadius: `var(--${name})` }}
            title={name}
          />
        ))}
      </div>
    </>
  )
}

/** Each part of the product in each of its states. */
export const sections: readonly { readonly name: string; readonly part: () => ReactNode }[] = [
  { name: 'tokens', part: Tokens },
  { name: 'buttons', part: Buttons },
  { name: 'fields', part: Fields },
  { name: 'banners', part: Banners },
  { name: 'stamp-cards', part: Cards },
  { name: 'rows', part: Rows },
  { name: 'codes', part: Codes },
]
