import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'

const first =
  'Anna Ágnes Zoltán Łukasz Žofia François José Ingrid Søren Jürgen Maria Peter Nikolaos Γιώργος Ελένη Дмитрий Артём Оксана أحمد فاطمة יעקב שרה 花子 太郎 小明 민준 서연 Wei Priya Fatima Oluwaseun'.split(
    ' ',
  )
const last =
  "Kovács Nagy O'Brien Müller Weiß Smith García Nowak Đorđević Jensen Παπαδόπουλος Иванов Шевченко حسن כהן 田中 王 김 de-la-Cruz Nguyen Øster Şahin Lindqvist Björk Dvořák".split(
    ' ',
  )
const syllables =
  'ka lo mi ra ne shi to vu be dan fel gor hin jas kim lun mor nev pol qui ros tam urs wes yal zor'.split(' ')

/** The same sequence for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Members with names of many scripts: a few surnames shared by very many, a long tail of rare ones. */
export function* madeUpMembers(count: number, seed = 1): Generator<RemoteMember> {
  const random = randomOf(seed)
  const pick = (list: readonly string[]): string => list[Math.floor(random() ** 2 * list.length)] ?? 'x'
  const rare = (): string => {
    const word = Array.from(
      { length: 2 + Math.floor(random() * 2) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join('')
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const prefixes = ['+36', '+49', '+44', '+1']
  for (let number = 1; number <= count; number += 1) {
    const prefix = prefixes[Math.floor(random() ** 2 * prefixes.length)] ?? '+36'
    const digits = String(200_000_000 + Math.floor(random() * 700_000_000))
    yield memberLike(
      String(number),
      {
        firstName: random() < 0.7 ? pick(first) : rare(),
        lastName: random() < 0.4 ? pick(last) : rare(),
        email: random() < 0.9 ? `${rare().toLowerCase()}.${number}@example.com` : null,
        phone: random() < 0.9 ? prefix + digits : null,
        birthday: random() < 0.5 ? new Date(Math.floor(random() * 1.2e12)).toISOString().slice(0, 10) : null,
      },
      {
        codes: [`STW${String(number * 7919).padStart(9, '0')}`],
        cards: [card(`c${number}`, Math.floor(random() * 10))],
        cardsKnown: true,
      },
    )
  }
}

/** A member with only the details that matter to a law. */
export function memberLike(
  remoteId: string,
  details: Partial<MemberDetails>,
  rest: Partial<Omit<RemoteMember, 'remoteId' | 'details'>> = {},
): RemoteMember {
  return {
    remoteId,
    details: { firstName: '', lastName: null, email: null, phone: null, birthday: null, ...details },
    cards: [],
    cardsKnown: false,
    codes: [],
    tags: [],
    updatedAt: null,
    ...rest,
  }
}

/** A held card. */
export function card(id: string, stamps: number): RemoteMember['cards'][number] {
  return { id, templateId: '1', name: 'Coffee', stamps, passInstalled: null }
}
