import { screen } from '@testing-library/dom'
import { goTo, openOverlay } from '../../../renderer/stores/navigation.ts'
import { openMember } from '../../../renderer/stores/open-member.ts'
import type { TourStep } from '../../../shared/domain/tour.ts'
import type { LastAction } from '../../../shared/ipc/counter-contract.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { shiftOf } from '../../ui/fake-answers.ts'
import { operation } from '../../ui/fake-shop.ts'
import type { SceneName } from '../scene-names.ts'
import type { Scene } from '../stage.ts'
import { everybody, people } from './people.ts'

function tour(name: SceneName, step: TourStep): Scene {
  return { name, start: { tour: step }, shows: step === 6 ? /^That is all/ : /^Tour, step/ }
}

function takeBack(name: SceneName, way: LastAction['way']): Scene {
  return {
    name,
    dialog: true,
    play: ({ till }) => {
      const made = operation({ kind: 'stamps.add', amount: 2 }, people.longName.details.firstName, 'r:7')
      till.feedback.setState({ lastAction: { operation: made, way } })
      openOverlay(till, 'take-back')
    },
  }
}

/** The day in sums, the tour, the keys, and what was done last. */
export const helpScenes: readonly Scene[] = [
  { name: 'shift', shows: 'By hour', play: ({ till }) => goTo(till, 'shift') },
  {
    name: 'shift-empty',
    shows: /^Nothing has been done/,
    prepare: (fake) => {
      fake.answer('shift', async () => ok({ ...shiftOf(), hours: [] }))
    },
    play: ({ till }) => goTo(till, 'shift'),
  },
  {
    name: 'shift-failed',
    prepare: (fake) => {
      fake.answer('shift', async () => err({ kind: 'not-found' }))
    },
    play: async ({ till }) => {
      goTo(till, 'shift')
      await screen.findByRole('button', { name: 'Try again' }, { timeout: 10_000 })
    },
  },
  tour('tour-scan', 1),
  tour('tour-find', 3),
  tour('tour-plug', 5),
  tour('tour-end', 6),
  {
    name: 'shortcut-sheet',
    dialog: true,
    people: everybody,
    play: async ({ till }) => {
      await openMember(till, people.twoRewards.key)
      openOverlay(till, 'shortcuts')
    },
  },
  takeBack('take-back', { kind: 'reversal' }),
  takeBack('take-back-refused', { kind: 'none', why: 'spent' }),
]
