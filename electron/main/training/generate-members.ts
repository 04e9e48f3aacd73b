import { plasticCode } from './codes.ts'
import type { PrintedCode } from './codes.ts'
import { nameGroups } from './names.ts'
import type { NameGroup } from './names.ts'
import { below, pick, seededRandom, seededUuid } from './random.ts'

/** A made-up member, with cards by template number (1 coffee, 2 lunch). */
export interface GeneratedMember {
  readonly firstName: string
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthday: string | null
  readonly cards: readonly {
    readonly template: number
    readonly uuid: string
    readonly stamps: number
    readonly passInstalled: boolean
  }[]
  readonly code: PrintedCode | null
  /** How long before today they joined, days. */
  readonly joinedDaysAgo: number
}

/** The three on the sample cards come first, as a beginner meets them: a member, a reward, two cards. */
const samples: readonly (Pick<GeneratedMember, 'firstName' | 'lastName' | 'email' | 'phone' | 'birthday'> & {
  readonly stamps: readonly number[]
  readonly code: PrintedCode
})[] = [
  {
    firstName: 'Nora',
    lastName: 'Ashdown',
    email: 'nora.ashdown@example.com',
    phone: '+442079460142',
    birthday: '1988-04-01',
    stamps: [4],
    code: { code: '2900000010420', symbology: 'ean13' },
  },
  {
    firstName: 'Łukasz',
    lastName: 'Wiśniewski',
    email: 'lukasz.wisniewski@example.com',
    phone: '+12125550117',
    birthday: null,
    stamps: [10],
    code: { code: 'SW7K2F9QXD', symbology: 'code128' },
  },
  {
    firstName: 'さくら',
    lastName: '佐藤',
    email: 'sakura.sato@example.com',
    phone: null,
    birthday: '1995-11-23',
    stamps: [6, 3],
    code: { code: 'SWQ-SAKURA-7X4M2P', symbology: 'qrcode' },
  },
]

/** The same members for the same seed, one by one; `count` is at least three. */
export function* generateMembers(count: number, seed: number): Generator<GeneratedMember> {
  const random = seededRandom(seed)
  for (const { stamps, ...sample } of samples) {
    const cards = stamps.map((each, at) => ({
      template: at + 1,
      uuid: seededUuid(random),
      stamps: each,
      passInstalled: true,
    }))
    yield { ...sample, cards, joinedDaysAgo: 200 }
  }
  const emails = freshEmails(samples.map((sample) => sample.email))
  const phones = fictionalPhones(new Set(samples.map((sample) => sample.phone)))
  for (let index = samples.length; index < count; index += 1) yield oneMember(random, index, emails, phones)
}

function oneMember(
  random: () => number,
  index: number,
  emails: (random: () => number, name: string) => string,
  phones: () => string | null,
): GeneratedMember {
  const group = pickGroup(random)
  const first = pick(random, group.first)
  const last = pick(random, group.last)
  const without = random()
  const phone = without < 0.12 ? null : phones()
  const email = without > 0.8 && phone !== null ? null : emails(random, `${first.latin}.${last.latin}`)
  return {
    firstName: first.native,
    lastName: random() < 0.03 ? null : last.native,
    email,
    phone,
    birthday: random() < 0.55 ? birthday(random) : null,
    cards: someCards(random),
    code: random() < 0.7 ? plasticCode(random, index) : null,
    joinedDaysAgo: below(random, 720),
  }
}

function pickGroup(random: () => number): NameGroup {
  const total = nameGroups.reduce((sum, group) => sum + group.weight, 0)
  let left = random() * total
  return nameGroups.find((group) => (left -= group.weight) < 0) ?? nameGroups[0]
}

/** Most have the coffee card alone, some the lunch card too; one in ten has a reward ready. */
function someCards(random: () => number): GeneratedMember['cards'] {
  const card = (template: number, required: number): GeneratedMember['cards'][number] => ({
    template,
    uuid: seededUuid(random),
    stamps: random() < 0.1 ? required + below(random, 3) : below(random, required),
    passInstalled: random() < 0.4,
  })
  const coffee = card(1, 10)
  return random() < 0.12 ? [coffee, card(2, 8)] : [coffee]
}

/** Addresses that nobody has: the second namesake gets a 2. */
function freshEmails(taken: readonly (string | null)[]): (random: () => number, name: string) => string {
  const used = new Map(taken.map((email) => [(email ?? '').split('@')[0] ?? '', 1]))
  return (random, name) => {
    const local = name.replace(/[^a-z.-]/g, '')
    const number = (used.get(local) ?? 0) + 1
    used.set(local, number)
    return `${local}${number === 1 ? '' : String(number)}@${pick(random, ['example.com', 'example.org', 'example.net'])}`
  }
}

function birthday(random: () => number): string {
  const at = Date.UTC(1940, 0, 1) + below(random, 25_000) * 86_400_000
  return new Date(at).toISOString().slice(0, 10)
}

/** Ranges that regulators keep for fiction, with their sizes: nobody is ever called by a practice till. */
const fictional: readonly (readonly [prefix: string, digits: number])[] = [
  ...['20794', '11349', '11449', '11649', '11749', '11849', '12149', '13149', '14149', '15149', '16149'].map(
    (area) => [`+44${area}60`, 3] as const,
  ),
  ...[
    '201',
    '202',
    '212',
    '213',
    '303',
    '305',
    '312',
    '404',
    '415',
    '512',
    '617',
    '702',
    '718',
    '808',
    '907',
  ].map((area) => [`+1${area}55501`, 2] as const),
  ...['19900', '26191', '35301', '46571', '53649'].map((area) => [`+33${area}`, 4] as const),
  ['+4930231250', 2],
  ['+612555', 5],
]

/** Numbers one after the other, from all ranges in turn; null once all are used up. */
function fictionalPhones(taken: ReadonlySet<string | null>): () => string | null {
  let open = fictional.map(([prefix, digits]) => ({ prefix, digits, used: 0 }))
  let turn = 0
  return () => {
    for (;;) {
      const range = open[turn % open.length]
      if (range === undefined) return null
      turn += 1
      if (range.used >= 10 ** range.digits) open = open.filter((each) => each !== range)
      else {
        const number = `${range.prefix}${String(range.used).padStart(range.digits, '0')}`
        range.used += 1
        if (!taken.has(number)) return number
      }
    }
  }
}
