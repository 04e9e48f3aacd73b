import { usualCounter } from '../../shared/domain/counter-settings.ts'
import { createIntl } from 'react-intl'
import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { Link } from '../../shared/domain/connection.ts'
import { memberFields } from '../../shared/domain/member.ts'
import type { AttentionReason, OperationFacts, PlainState } from '../../shared/domain/operation.ts'
import type { Blocked, FieldProblem, RequestFailure } from '../../shared/ipc/failure.ts'
import { defaultCodeRules } from '../../shared/scan/code-meaning.ts'
import {
  attentionPhrase,
  blockedPhrase,
  failurePhrase,
  fieldPhrase,
  linkMorePhrase,
  linkPhrase,
  operationPhrase,
  problemPhrase,
  statePhrase,
} from '../../renderer/i18n/failure-text.ts'
import { advicePhrase } from '../../renderer/features/queue/advice.ts'
import { en } from '../../renderer/i18n/messages/en.ts'
import type { Messages } from '../../renderer/i18n/messages/en.ts'
import { say } from '../../renderer/i18n/phrase.ts'
import type { Phrase } from '../../renderer/i18n/phrase.ts'
import { pseudo, pseudoWords } from '../../renderer/i18n/pseudo.ts'
import { operation } from './fake-shop.ts'
import { follow, renderTill } from './render-till.tsx'

type OneOfEach<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Extract<T, { readonly kind: K }>
}

const failures: OneOfEach<RequestFailure> = {
  'not-saved': { kind: 'not-saved', cause: 'disk-full' },
  'day-cap': { kind: 'day-cap', given: 4, cap: 5 },
  invalid: { kind: 'invalid', fields: { email: 'not-an-email' } },
  'invalid-code': { kind: 'invalid-code', problem: 'too-long' },
  'card-replaced': { kind: 'card-replaced', at: 1_700_000_000_000 },
  'till-name-too-long': { kind: 'till-name-too-long', most: 40 },
  'scanner-name-too-long': { kind: 'scanner-name-too-long', most: 60 },
  'too-many-scanners': { kind: 'too-many-scanners', most: 20 },
  'just-done': {
    kind: 'just-done',
    earlier: operation({ kind: 'stamps.add', amount: 1 }, 'Ana', 'r:1'),
  },
  'too-late': { kind: 'too-late' },
  'not-found': { kind: 'not-found' },
  offline: { kind: 'offline' },
  'offline-redeem-off': { kind: 'offline-redeem-off' },
  'offline-redeem-limit': { kind: 'offline-redeem-limit', limit: 2 },
  'not-enough-stamps': { kind: 'not-enough-stamps', have: 3, need: 10 },
  'out-of-range': { kind: 'out-of-range', min: 1, max: 5 },
  'amount-out-of-range': {
    kind: 'amount-out-of-range',
    most: 100_000,
    mostTaken: 5_000,
    unit: { kind: 'money', decimals: 2 },
  },
  'not-enough-balance': {
    kind: 'not-enough-balance',
    have: 3,
    need: 10,
    unit: { kind: 'points', decimals: 0 },
  },
  'offline-deduct': { kind: 'offline-deduct' },
  'not-connected': { kind: 'not-connected', problem: 'another-product' },
  'no-customer': { kind: 'no-customer' },
  'other-shops-customer': { kind: 'other-shops-customer' },
  'credits-too-few': { kind: 'credits-too-few', least: 100 },
  'note-too-long': { kind: 'note-too-long', most: 200 },
  'affiliate-code-too-long': { kind: 'affiliate-code-too-long', most: 50 },
  'not-offered': { kind: 'not-offered' },
  'choose-card': { kind: 'choose-card' },
  'reason-missing': { kind: 'reason-missing' },
  'work-waiting': { kind: 'work-waiting', waiting: 2 },
  'nothing-changed': { kind: 'nothing-changed' },
  'file-refused': { kind: 'file-refused', problem: 'damaged', file: 'unsent.json' },
  'file-not-written': { kind: 'file-not-written', cause: 'disk-full' },
  'cards-refused': { kind: 'cards-refused', problem: 'not-ours', file: 'cards.csv' },
  'till-file-refused': { kind: 'till-file-refused', problem: 'damaged', file: 'T7.till' },
  'list-not-written': { kind: 'list-not-written', cause: 'disk-full' },
  'nobody-at-the-till': { kind: 'nobody-at-the-till' },
  'name-taken': { kind: 'name-taken' },
  blocked: { kind: 'blocked' },
  'bad-request': { kind: 'bad-request', id: '01J' },
  internal: { kind: 'internal', id: '01J' },
}

const other = { key: 'r:2', name: 'Bernd' } as const
const reasons: OneOfEach<AttentionReason> = {
  refused: { kind: 'refused', status: 422 },
  'contact-taken': { kind: 'contact-taken', field: 'email', other },
  'member-gone': { kind: 'member-gone' },
  'card-gone': { kind: 'card-gone' },
  'code-taken': { kind: 'code-taken', other },
  'code-unknown': { kind: 'code-unknown' },
  'code-ambiguous': { kind: 'code-ambiguous', count: 2 },
  'not-enough-stamps': { kind: 'not-enough-stamps', balance: 4, cost: 10 },
  'reward-unavailable': { kind: 'reward-unavailable' },
  undecided: { kind: 'undecided', before: 4, now: 6, adding: 2 },
  'edit-conflict': { kind: 'edit-conflict', fields: ['email', 'phone'] },
  'details-needed': { kind: 'details-needed', fields: ['birthday'], notes: false },
  unreadable: { kind: 'unreadable' },
  'newer-version': { kind: 'newer-version' },
  'connection-gone': { kind: 'connection-gone' },
  'adapter-gone': { kind: 'adapter-gone' },
  'given-up': { kind: 'given-up', answers: 7 },
  restored: { kind: 'restored', before: null, now: null, adding: 0 },
}

const links: OneOfEach<Link> = {
  online: { kind: 'online' },
  offline: { kind: 'offline', since: 0, nextTryAt: null },
  'not-the-provider': { kind: 'not-the-provider', since: 0, nextTryAt: null },
  'signed-out': { kind: 'signed-out', since: 0 },
  'rate-limited': { kind: 'rate-limited', until: 0 },
  failing: { kind: 'failing', since: 0, nextTryAt: null },
  replaced: { kind: 'replaced', since: 0 },
}

const blocks: OneOfEach<Blocked> = {
  'database-newer': { kind: 'database-newer', found: 9, known: 3 },
  'database-unreadable': { kind: 'database-unreadable', file: '/till/outbox.db' },
  'database-not-durable': { kind: 'database-not-durable' },
  'folder-not-writable': { kind: 'folder-not-writable', folder: '/till' },
  'disk-full': { kind: 'disk-full' },
  'migration-failed': { kind: 'migration-failed', version: 4 },
  'page-crashed': { kind: 'page-crashed' },
  'provision-invalid': { kind: 'provision-invalid', fields: ['baseUrl', 'store'] },
}

const facts: OneOfEach<OperationFacts> = {
  'member.create': { kind: 'member.create', code: null, welcome: 1 },
  'card.attach': { kind: 'card.attach', code: '1' },
  'stamps.add': { kind: 'stamps.add', amount: 2 },
  'reward.redeem': { kind: 'reward.redeem', rewardName: 'Coffee', cost: 10, provisional: true },
  'member.edit': { kind: 'member.edit', fields: ['email', 'phone'] },
  'balance.adjust': { kind: 'balance.adjust', amount: -1250, unit: { kind: 'money', decimals: 2 } },
  'affiliate.set': { kind: 'affiliate.set', code: null },
  'list.set': { kind: 'list.set', listName: 'Regulars', on: false },
  'tier.enrol': { kind: 'tier.enrol', tierName: 'Gold' },
  'balance.revert': {
    kind: 'balance.revert',
    amount: 5,
    unit: { kind: 'points', decimals: 0 },
    operationId: '01J',
  },
  unknown: { kind: 'unknown' },
}

const states: Record<PlainState, true> = {
  saved: true,
  sent: true,
  checking: true,
  'needs-you': true,
  undone: true,
  dropped: true,
  moved: true,
}

const problems: Record<FieldProblem, true> = {
  missing: true,
  'too-long': true,
  'not-a-phone': true,
  'not-an-email': true,
  'not-a-date': true,
  'in-the-future': true,
  'too-long-ago': true,
  'contact-missing': true,
  'email-missing': true,
}

function speaker(messages: Messages, wrong: string[]): (phrase: Phrase) => string {
  const intl = createIntl({
    locale: 'en',
    messages,
    onError: (error) => {
      wrong.push(error.message)
    },
  })
  return (phrase) => say(intl, phrase)
}

/** What a question of each kind of operation advises. */
function advised(reason: AttentionReason): readonly Phrase[] {
  return Object.values(facts).flatMap((one) => {
    const fix = one.kind === 'member.create' || one.kind === 'member.edit'
    const choices = { undo: false, retry: true, fix, confirm: !fix, drop: true }
    return advicePhrase(operation(one, 'Ana', 'r:1', { reason, choices })) ?? []
  })
}

const everything: readonly Phrase[] = [
  ...Object.values(failures).map(failurePhrase),
  ...Object.values(reasons).map(attentionPhrase),
  ...Object.values(reasons).flatMap((reason) => advised(reason)),
  ...Object.values(links).flatMap((link) => [linkPhrase(link, () => '14:02'), linkMorePhrase(link)]),
  ...Object.values(blocks).flatMap((blocked) => [blockedPhrase(blocked).title, blockedPhrase(blocked).body]),
  ...Object.values(facts).map(operationPhrase),
  ...(Object.keys(states) as PlainState[]).map(statePhrase),
  ...(Object.keys(problems) as FieldProblem[]).map(problemPhrase),
  ...memberFields.map(fieldPhrase),
]

/** What a message wants filled in, taken from its text. */
function gaps(message: string): readonly string[] {
  return [...message.matchAll(/\{(\w+)(?=[,}])/gu)].map(([, name]) => name ?? '').toSorted()
}

interface Part {
  readonly type: number
  readonly value?: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>
}

const literal = 0

/** What a message asks for and where it branches, without its words. */
function skeleton(message: string): unknown {
  const { formatters } = createIntl({ locale: 'en' })
  const strip = (parts: readonly Part[]): unknown =>
    parts
      .filter((part) => part.type !== literal)
      .map((part) => [
        part.type,
        part.value,
        Object.entries(part.options ?? {}).map(([when, branch]) => [when, strip(branch.value)]),
      ])
  return strip(formatters.getMessageFormat(message, 'en').getAst())
}

describe.each([
  ['English', en as Messages],
  ['the pseudo-language', pseudoWords(en as Messages)],
])('%s', (_, messages) => {
  test('has a sentence for whatever can go wrong, with every figure filled in', () => {
    const wrong: string[] = []
    const speak = speaker(messages, wrong)
    for (const phrase of everything) {
      const sentence = speak(phrase)
      expect(sentence, phrase.id).not.toMatch(/[{}]|undefined|NaN|\[object/u)
      expect(sentence.trim(), phrase.id).not.toBe('')
      expect(sentence).not.toBe(phrase.id)
    }
    expect(wrong).toEqual([])
  })

  test('every message can be read by the formatter', () => {
    const wrong: string[] = []
    const intl = createIntl({ locale: 'en', messages, onError: (error) => wrong.push(error.message) })
    for (const [id, message] of Object.entries(messages)) {
      const values = Object.fromEntries(gaps(message).map((name) => [name, 1]))
      expect(intl.formatMessage({ id }, values), id).not.toBe(id)
    }
    expect(wrong).toEqual([])
  })
})

describe('the pseudo-language', () => {
  test('asks for the same figures as English in every branch, and is at least a third longer', () => {
    expect(skeleton('{a} {b, plural, one {x} other {# {c}}}')).not.toEqual(
      skeleton('{a} {b, plural, other {#}}'),
    )
    for (const [id, message] of Object.entries(en))
      expect(skeleton(pseudo(message)), id).toEqual(skeleton(message))
    expect(pseudo('Saved').startsWith('⟦') && pseudo('Saved').endsWith('⟧')).toBe(true)
    expect(pseudo('Nothing waiting').length).toBeGreaterThan('Nothing waiting'.length * 1.33)
  })

  test('leaves no English on the screen: every word of the first screen comes from the messages', async () => {
    await renderTill({
      settings: {
        theme: 'light',
        locale: 'en-XA',
        offlineRewards: 0,
        country: 'DE',
        nameLookUp: true,
        againSeconds: 30,
        codeRules: defaultCodeRules,
        counter: usualCounter,
      },
    })
    const page = document.querySelector('.shell')
    const walker = document.createTreeWalker(page!, NodeFilter.SHOW_TEXT)
    const plain: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      if (/[a-z]/u.test(text) && !/[⟦⟧]/u.test(text)) plain.push(text)
    }
    // Names are data, not words of the product.
    expect(plain).toEqual(['Corner Café', 'Mira'])
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].flatMap((name) => element.getAttribute(name) ?? []),
    )
    expect(named.filter((text) => !/[⟦⟧]/u.test(text))).toEqual([])
  })
})

describe('a terminal that cannot work', () => {
  test.each(Object.values(blocks))(
    '$kind says what happened, that nothing is lost, and what to do',
    async (blocked) => {
      const { fake } = await renderTill()
      await follow(() => {
        fake.emit('blocked', blocked)
      })
      expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('')
      expect(screen.queryAllByText('Nothing that was saved is lost.')).toHaveLength(1)
      expect(screen.queryAllByRole('button', { name: 'Start again' })).toHaveLength(1)
      const aside = screen.queryByRole('button', { name: 'Set the file aside and start' })
      expect(aside !== null).toBe(blocked.kind === 'database-unreadable')
    },
  )

  test('a failed start can be tried again', async () => {
    const { fake } = await renderTill()
    await follow(() => {
      fake.emit('blocked', blocks['disk-full'])
    })
    screen.getByRole('button', { name: 'Start again' }).click()
    expect(await screen.findAllByRole('combobox')).toHaveLength(1)
  })
})
