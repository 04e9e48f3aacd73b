import type { SearchStage } from '../../../shared/domain/views.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { drawFor } from '../people/draw.ts'
import type { Draw } from '../people/draw.ts'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { withError } from './look-ups.ts'
import { isSpaceless, plain } from './reader.ts'

/** A kind of query that is timed. */
export interface QueryKind {
  readonly id: string
  readonly title: string
  /** What p99 may take at a million members, ms. */
  readonly limit: number
  /** What is timed: of a text with a typing error all of it, of any other what the counter shows first. */
  readonly stage: SearchStage
  /** What is typed for a member; null where they have nothing of the kind. */
  readonly text: (member: RemoteMember, draw: Draw) => string | null
}

/** A number as it is dialled in its own country. */
export function asDialledAtHome(phone: string): string | null {
  const trunks: Readonly<Record<string, string>> = {
    '+49': '0',
    '+33': '0',
    '+44': '0',
    '+31': '0',
    '+46': '0',
    '+34': '',
    '+39': '',
    '+84': '0',
    '+82': '0',
    '+30': '',
    '+20': '0',
    '+86': '',
    '+81': '0',
    '+7': '8',
    '+1': '1',
  }
  for (const length of [3, 2]) {
    const trunk = trunks[phone.slice(0, length)]
    if (trunk !== undefined) return trunk + phone.slice(length)
  }
  const trunk = /^\+(?:351)/.test(phone) ? '' : '0'
  return trunk + phone.slice(4)
}

const written = ({ details }: RemoteMember): string => `${details.firstName} ${details.lastName ?? ''}`.trim()
const lettersOf = (text: string, count: number): string => Array.from(text).slice(0, count).join('')
const beginning =
  (count: number) =>
  (member: RemoteMember): string | null => {
    // Every other one by the family name, as people are asked for it.
    const { firstName, lastName } = member.details
    const name = (Number(member.remoteId) & 2) === 0 ? firstName : (lastName ?? firstName)
    return lettersOf(plain(name), count)
  }
const twoBeginnings =
  (count: number) =>
  ({ details }: RemoteMember): string | null =>
    details.lastName === null
      ? null
      : `${lettersOf(plain(details.firstName), count)} ${lettersOf(plain(details.lastName), count)}`

const asTyped = { limit: 1, stage: 'first' } as const
const mistyped = { limit: 10, stage: 'whole' } as const

/** What a cashier types, or a scanner; in the order of the table. */
export const queryKinds: readonly QueryKind[] = [
  { id: 'card', title: 'card', ...asTyped, text: ({ codes }) => codes[0] ?? null },
  { id: 'id', title: 'id at the provider', ...asTyped, text: ({ remoteId }) => remoteId },
  { id: 'email', title: 'e-mail', ...asTyped, text: ({ details }) => details.email },
  { id: 'phone', title: 'phone', ...asTyped, text: ({ details }) => details.phone },
  {
    id: 'phone-home',
    title: 'phone as dialled at home',
    ...asTyped,
    text: ({ details: { phone } }) => (phone === null ? null : asDialledAtHome(phone)),
  },
  {
    id: 'last4-name',
    title: 'last 4 and a name’s beginning',
    ...asTyped,
    text: ({ details: { phone, firstName } }) =>
      phone === null ? null : `${lettersOf(plain(firstName), 3)} ${phone.slice(-4)}`,
  },
  {
    id: 'last4',
    title: 'last 4 alone',
    ...asTyped,
    text: ({ details: { phone } }) => phone?.slice(-4) ?? null,
  },
  ...[1, 2, 3, 6, 8].map((count) => ({
    id: `begin${count}`,
    title: `name, ${count} letter${count === 1 ? '' : 's'}`,
    ...asTyped,
    text: beginning(count),
  })),
  { id: 'begin1-1', title: 'name, 1 + 1 letters', ...asTyped, text: twoBeginnings(1) },
  { id: 'begin3-3', title: 'name, 3 + 3 letters', ...asTyped, text: twoBeginnings(3) },
  {
    id: 'name',
    title: 'whole name',
    ...asTyped,
    text: written,
  },
  {
    id: 'turned',
    title: 'whole name turned round, no accents',
    ...asTyped,
    text: ({ details }) => plain(`${details.lastName ?? ''} ${details.firstName}`).trim(),
  },
  {
    id: 'email-part',
    title: 'part of an e-mail, 5 signs',
    ...asTyped,
    text: ({ details: { email } }, draw) => {
      const at = email?.indexOf('@') ?? -1
      if (email === null || at < 6) return null
      const from = 1 + draw.below(at - 5)
      const piece = email.slice(from, from + 5)
      return /[a-z]/.test(piece) ? piece : null
    },
  },
  {
    id: 'email-host',
    title: 'part of an e-mail around its @, 8 signs',
    ...asTyped,
    text: ({ details: { email } }) => {
      const at = email?.indexOf('@') ?? -1
      return email === null || at < 4 ? null : email.slice(at - 3, at + 5)
    },
  },
  {
    id: 'typo',
    title: 'whole name, one typing error',
    ...mistyped,
    text: (member, draw) => {
      const name = plain(written(member))
      if (isSpaceless(name)) return null
      const words = name.split(' ')
      const at = draw.below(words.length)
      const word = words[at] ?? ''
      return word.length < 4 ? null : words.with(at, withError(word, draw)).join(' ')
    },
  },
  {
    id: 'typo-word',
    title: 'one word, one typing error',
    ...mistyped,
    text: ({ details: { lastName } }, draw) => {
      const word = plain(lastName ?? '').split(/[\s-]/)[0] ?? ''
      return word.length < 4 || isSpaceless(word) ? null : withError(word, draw)
    },
  },
  {
    id: 'nobody',
    title: 'nobody',
    ...mistyped,
    text: ({ remoteId }, draw) => `zq${lettersOf('xwvkjqz', 2 + draw.below(4))} qx${remoteId.slice(-3)}`,
  },
  {
    id: 'long',
    title: '4,000 characters',
    ...asTyped,
    text: (member) => `${plain(written(member))} `.repeat(400).slice(0, 4_000),
  },
]

/** Texts of a kind for members spread over the shop; fewer where hardly anybody has anything of the kind. */
export function textsOf(
  kind: QueryKind,
  distribution: Distribution,
  members: number,
  count: number,
): readonly string[] {
  const draw = drawFor(23, queryKinds.indexOf(kind))
  const texts: string[] = []
  for (let tries = 0; texts.length < count && tries < count * 20; tries += 1) {
    const text = kind.text(person(distribution, draw.below(members)), draw)
    if (text !== null && text !== '') texts.push(text)
  }
  return texts
}
