import { GraduationCap, PartyPopper, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { tourOver } from '../../../shared/domain/tour.ts'
import type { TourStep } from '../../../shared/domain/tour.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../i18n/text.tsx'
import { goTo, openConnect, openEnrolment, toIdle } from '../../stores/navigation.ts'
import { setCondition } from '../../stores/practice.ts'
import { useCounter, useNav, useStart, useTill } from '../../stores/till-context.tsx'
import type { Till } from '../../stores/till.ts'
import { goToStep } from '../../stores/tour.ts'
import { useTour } from './use-tour.ts'
import type { Plug } from './use-tour.ts'
import './tour-strip.css'

/** Whose card is the first of the sheet: somebody whom everybody can find by name. */
function useSomebody(): string {
  const till = useTill()
  const [name, setName] = useState('')
  useEffect(() => {
    let gone = false
    void till.terminal.call('sampleCards').then((answer) => {
      const card = answer.ok ? answer.value.find(({ purpose }) => purpose === 'member') : undefined
      if (!gone && card !== undefined) setName(card.name ?? '')
    })
    return () => {
      gone = true
    }
  }, [till])
  return name
}

/** The counter may have to be drawn first. */
function focusField(): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      document.querySelector<HTMLInputElement>('input[data-search-field]')?.focus()
    })
  })
}

/** What is to be done now, and the button that leads there where it is somewhere else. */
interface Told {
  readonly what: string
  readonly go?: { readonly label: string; readonly press: () => void }
}

function useTold(step: TourStep, plug: Plug): Told {
  const text = useText()
  const till = useTill()
  const name = useSomebody()
  const screen = useNav((nav) => nav.screen)
  const place = useCounter((counter) => counter.place.kind)
  const isAtCards = screen === 'practice'
  const isOpen = screen === 'counter' && place === 'member'
  const cards = {
    label: text('tour.scan.go'),
    press: () => {
      goTo(till, 'practice')
    },
  }
  switch (step) {
    case 1:
      return isAtCards ? { what: text('tour.scan.here') } : { what: text('tour.scan'), go: cards }
    case 2:
      if (isOpen) return { what: text('tour.stamp') }
      return isAtCards ? { what: text('tour.scan.here') } : { what: text('tour.stamp.nobody'), go: cards }
    case 3:
      return {
        what: text('tour.find', { name }),
        go: {
          label: text('tour.find.go'),
          press: () => {
            toIdle(till)
            focusField()
          },
        },
      }
    case 4: {
      const what = text('tour.enrol')
      if (screen === 'counter' && place === 'enrol') return { what }
      const press = (): void => {
        openEnrolment(till, null)
      }
      return { what, go: { label: text('tour.enrol.go'), press } }
    }
    case 5:
      return toldOfPlug(till, text, plug, isOpen ? null : isAtCards ? null : cards)
    case 0:
    case 6:
    case 7:
      return { what: text('tour.end') }
  }
}

function toldOfPlug(
  till: Till,
  text: ReturnType<typeof useText>,
  plug: Plug,
  cards: NonNullable<Told['go']> | null,
): Told {
  switch (plug) {
    case 'pull':
      return {
        what: text('tour.plug'),
        go: { label: text('tour.plug.go'), press: () => void setCondition(till, 'offline') },
      }
    case 'stamp':
      return { what: text('tour.plug.stamp'), ...(cards === null ? {} : { go: cards }) }
    case 'back':
      return {
        what: text('tour.plug.back'),
        go: { label: text('tour.plug.back.go'), press: () => void setCondition(till, 'online') },
      }
    case 'arriving':
      return { what: text('tour.plug.arriving') }
  }
}

function next(step: TourStep): TourStep {
  return step >= 5 ? 6 : step === 4 ? 5 : step === 3 ? 4 : step === 2 ? 3 : 2
}

/** One thing to do, said beside the work and in nobody's way: it goes on by itself when that was done. */
export function TourStrip(): ReactNode {
  const text = useText()
  const till = useTill()
  const step = useStart((start) => start.tour)
  const isOffline = useStart((start) => start.practice?.condition === 'offline')
  const { what, go } = useTold(step, useTour(step))
  const title = step === 6 ? text('tour.end.title') : text('tour.title', { step })
  /** The plug that a step pulled is put in again. */
  const on = (to: TourStep): void => {
    if (step === 5 && isOffline) void setCondition(till, 'online')
    void goToStep(till, to)
  }
  const Mark = step === 6 ? PartyPopper : GraduationCap
  return (
    <aside className="tour" aria-label={title}>
      <Mark size={24} aria-hidden />
      <p className="tour__words" aria-live="polite">
        <strong>{title}</strong> <span>{what}</span>
      </p>
      <div className="tour__buttons">
        {go === undefined ? null : (
          <Button variant="primary" onPress={go.press}>
            {go.label}
          </Button>
        )}
        {step === 6 ? (
          <>
            <Button
              variant="primary"
              onPress={() => {
                on(tourOver)
                openConnect(till)
              }}
            >
              {text('tour.end.connect')}
            </Button>
            <Button
              onPress={() => {
                on(tourOver)
                toIdle(till)
              }}
            >
              {text('tour.end.stay')}
            </Button>
          </>
        ) : (
          <>
            <Button
              onPress={() => {
                on(next(step))
              }}
            >
              {text('tour.next')}
            </Button>
            <IconButton
              label={text('tour.leave')}
              icon={<X size={22} />}
              onPress={() => {
                on(tourOver)
              }}
            />
          </>
        )}
      </div>
    </aside>
  )
}
