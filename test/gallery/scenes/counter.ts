import { phrase } from '../../../renderer/i18n/phrase.ts'
import { openEnrolment, show } from '../../../renderer/stores/navigation.ts'
import { tell } from '../../../renderer/stores/notices.ts'
import { openMember } from '../../../renderer/stores/open-member.ts'
import { scanned } from '../../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../../renderer/stores/search.ts'
import { toIdle } from '../../../renderer/stores/navigation.ts'
import { err } from '../../../shared/ipc/result.ts'
import { rowOf } from '../../ui/fake-terminal.ts'
import type { Scene } from '../stage.ts'
import { everybody, people } from './people.ts'

const offline = { kind: 'offline', since: Date.now() - 3 * 60_000, nextTryAt: null } as const
const unknown = '4006381333931'

/** The counter without a member: resting, searching, and what a scan was that opened nobody. */
export const counterScenes: readonly Scene[] = [
  { name: 'counter' },
  {
    name: 'counter-lately',
    people: everybody,
    play: async ({ till }) => {
      for (const one of [people.ana, people.longName, people.mixed, people.oneLetter])
        await openMember(till, one.key)
      toIdle(till)
    },
  },
  {
    name: 'counter-offline',
    start: {
      link: offline,
      queue: {
        waiting: 1_234,
        oldestAt: Date.now() - 90 * 60_000,
        checking: 2,
        needsYou: 3,
        elsewhere: [
          {
            connectionId: '01J00000000000000000000CN2',
            name: 'Kaffeehaus am Hauptbahnhof, Obergeschoss',
            waiting: 3,
            needsYou: 1,
          },
        ],
      },
    },
  },
  { name: 'counter-live', start: { mode: 'live', practice: null } },
  { name: 'search', people: everybody, play: ({ till }) => setQuery(till, 'an') },
  { name: 'search-nobody', play: ({ till }) => setQuery(till, 'Nobody-by-this-name-at-all') },
  {
    name: 'several',
    play: ({ till }) => {
      show(till, {
        kind: 'several',
        rows: [people.ana, people.longName, people.mixed].map(rowOf),
        code: unknown,
      })
    },
  },
  { name: 'not-a-card', play: ({ till }) => scanned(till, '') },
  {
    name: 'no-card',
    shows: /example\.com/,
    play: ({ till }) => {
      show(till, {
        kind: 'no-card',
        what: { kind: 'web-address', what: 'link' },
        code: `https://example.com/${'long/'.repeat(60)}`,
      })
    },
  },
  {
    name: 'replaced',
    shows: /^This card was replaced on /,
    play: ({ till }) => {
      show(till, {
        kind: 'replaced',
        card: { code: unknown, at: Date.now() - 86_400_000, key: 'r:14', nameMasked: 'R… L…' },
      })
    },
  },
  {
    name: 'messages',
    people: everybody,
    play: async ({ till, see }) => {
      await openMember(till, people.twoRewards.key)
      await see(/Соколов/)
      // It stays while four themes are photographed.
      tell(till, 'good', phrase('till.saved', { till: 'T7' }), { stays: true })
      tell(till, 'bad', phrase('counter.half-scan.often'), {
        stays: true,
        matter: 'scan',
        offer: 'scanner-setup',
      })
    },
  },
  {
    name: 'unknown-card',
    shows: 'This card belongs to nobody yet',
    play: ({ till }) => scanned(till, unknown),
  },
  {
    name: 'unknown-card-offline',
    shows: 'Not known on this till yet',
    start: { link: offline },
    play: ({ till }) => scanned(till, unknown),
  },
  {
    name: 'enrol',
    play: async ({ till, see }) => {
      openEnrolment(till, unknown)
      await see('First name')
    },
  },
  {
    name: 'enrol-problems',
    prepare: (fake) => {
      fake.answer('enrol', async () =>
        err({
          kind: 'invalid',
          fields: { firstName: 'missing', email: 'contact-missing', birthday: 'in-the-future' },
        }),
      )
    },
    play: async ({ till, press, see }) => {
      openEnrolment(till, null)
      await press('Add a birthday')
      await press(/^Enrol/)
      await see(/Please fill this in/)
    },
  },
  {
    name: 'enrol-duplicates',
    people: everybody,
    prepare: (fake) => {
      fake.answer('duplicates', async () => ({
        ok: true,
        value: [
          { row: rowOf(people.ana), cause: 'email', certain: true },
          { row: rowOf(people.longName), cause: 'similar-name', certain: false },
        ],
      }))
    },
    play: async ({ till, fill, see }) => {
      openEnrolment(till, unknown)
      await fill('First name', 'Ana')
      await fill('E-mail', 'ana.schroeder@example.com')
      await see('Is it one of these?')
    },
  },
  {
    name: 'attach',
    people: everybody,
    play: async ({ till, press }) => {
      await scanned(till, unknown)
      await press(/^Give it to a member/)
    },
  },
  {
    name: 'replace-lost-card',
    people: everybody,
    play: async ({ till, press }) => {
      await scanned(till, unknown)
      await press(/^Replace a lost card/)
    },
  },
]
