import type {
  CustomerAnswer,
  CustomerDisplay,
  CustomerMatter,
  CustomerNews,
  CustomerScreen,
  CustomerView,
  CustomerWindow,
} from '../../../shared/domain/customer-display.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { CardTarget, OperationView } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { EventMap, RequestArgs, RequestMap } from '../../../shared/ipc/contract.ts'
import type { EventName } from '../../../shared/ipc/channels.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { CustomersDesk } from '../ipc/handlers/customer-handlers.ts'
import type { Publisher } from '../ipc/publish.ts'
import { customerMember, customerNews } from '../services/customer-view.ts'
import { formatPhone } from '../services/format-phone.ts'
import type { Shop } from '../services/shop.ts'
import { phoneNumber } from '../services/validate-details.ts'
import type { CustomerSettingsFile } from './customer-settings.ts'

/** A customer who is asked something, or is to get out a phone, has at least so long for it, ms. */
const customersMs = 60_000
/** Who types a number has longer: nobody hears of the keys before it is whole, ms. */
const typingMs = 2 * customersMs
/** For how long an answer is thanked for, ms. */
const thanksMs = 4_000
/** What was saved so shortly before somebody is shown was done for them now: they have just been enrolled or stamped, ms. */
const justNowMs = 5_000

/** What of the open shop matters to the customer's screen. */
export type ShopShown = Pick<Shop, 'connection' | 'settings' | 'clock' | 'outbox'>

/** What the desk works with. */
export interface CustomerDeskOptions {
  /** The open shop; null while there is none. */
  readonly shop: () => ShopShown | null
  /** A member of the open shop as the cashier's panel shows it; null where nothing is known of it. */
  readonly look: (key: MemberKey) => Promise<MemberView | null>
  readonly settings: CustomerSettingsFile
  readonly newId: () => Ulid
  readonly timers: { set(callback: () => void, ms: number): () => void }
  /** Tells the customer's page, where there is one. */
  readonly tell: (screen: CustomerScreen) => void
  /** Tells the till's page. */
  readonly publish: Publisher['publish']
  /** The settings were changed: the window follows them. */
  readonly onMode: () => void
}

type Passes = RequestMap['walletPasses']['value']

/** The customer's screen, as main knows it. */
export interface CustomerDesk extends CustomersDesk {
  /** What main tells the till's page is heard here as well. */
  heard<E extends EventName>(name: E, value: EventMap[E]): void
  /** The pass of a card was asked for by the cashier. */
  passes(asked: RequestArgs<'walletPasses'>, passes: Passes): void
  /** The screen as it is now. */
  screen(): CustomerScreen
  /** The customer answers; an answer to another question than the open one is nobody's. */
  answered(id: Ulid, answer: CustomerAnswer): void
  /** Whoever was shown goes, at once: another shop is open, or the till's page begins anew. */
  clear(): void
  /** Nobody is shown until something is done for them again: the till is left alone for a while. */
  hide(): void
  /** What the screen says or how it looks may be another: settings, shop. */
  refresh(): void
  /** How the window is now. */
  window(state: CustomerWindow): void
}

type Question = { readonly id: Ulid; readonly phone: string | null; readonly isTyped: boolean }

/** Decides what the customer sees. The page of that screen draws it and knows nothing else. */
export function createCustomerDesk(options: CustomerDeskOptions): CustomerDesk {
  const { settings, timers, newId } = options
  let windowState: CustomerWindow = 'off'
  let matter: CustomerMatter = { kind: 'nobody' }
  let member: MemberView | null = null
  let news: CustomerNews | null = null
  /** The operation that the news is of. */
  let newsOf: Ulid | null = null
  let passes: Passes | null = null
  let question: Question | null = null
  let isThanked = false
  let isResting = true
  /** How often the till was left alone. */
  let hidden = 0
  /** What was said of each operation, so that its arrival does not say it once more. */
  let said = new Map<Ulid, string>()
  /** Counts what is asked for; an answer to something earlier changes nothing. */
  let ticket = 0
  let told = ''
  let stopTimer: () => void = () => undefined

  const shopId = (): Ulid | null => options.shop()?.connection.id ?? null
  const now = (): ReturnType<CustomerSettingsFile['get']> => settings.get(shopId())

  const view = (): CustomerView => {
    const { invitation, names } = now()
    const idle: CustomerView = { kind: 'idle', invitation }
    if (isResting || options.shop() === null) return idle
    if (question !== null)
      return question.phone === null || question.isTyped
        ? { kind: 'keypad', id: question.id }
        : { kind: 'question', id: question.id, phone: question.phone }
    if (isThanked) return { kind: 'thanks' }
    switch (matter.kind) {
      case 'nobody':
        return idle
      case 'joining':
        return { kind: 'joining', invitation }
      case 'member':
        if (matter.pass && passes !== null) return { kind: 'pass', ...passes }
        return member === null
          ? idle
          : customerMember(member, { card: matter.card, names, news, rewards: canRedeem() })
    }
  }

  /** What the till cannot hand out now is promised to nobody. */
  const canRedeem = (): boolean => {
    const shop = options.shop()
    if (shop === null) return false
    const { kind } = shop.outbox.link(shop.connection.id)
    return kind === 'online' || kind === 'rate-limited' || shop.settings().offlineRewards > 0
  }

  const screen = (): CustomerScreen => {
    const shop = options.shop()
    const shopSettings = shop?.settings()
    return {
      shop: shop?.connection.name ?? '',
      practice: shop?.connection.mode === 'practice',
      theme: shopSettings?.theme ?? 'system',
      locale: now().language ?? shopSettings?.locale ?? 'en',
      view: view(),
    }
  }

  const tell = (): void => {
    const next = screen()
    const text = JSON.stringify(next)
    if (text === told) return
    told = text
    options.tell(next)
  }

  /** Nobody is asked any more; the till's page hears that no answer comes. */
  const withdraw = (): void => {
    if (question !== null) options.publish('customerAnswer', { id: question.id, answer: null })
    question = null
  }

  /** Nothing is on the screen; whoever is at the counter stays known. */
  const sleep = (): void => {
    stopTimer()
    isResting = true
    // Said once: whoever is shown again later is not told it again.
    news = null
    isThanked = false
    withdraw()
    tell()
  }

  const usualMs = (): number => {
    const ms = now().seconds * 1_000
    return matter.kind === 'member' && matter.pass ? Math.max(customersMs, ms) : ms
  }

  /** Something happened: it is on the screen for its time, and then nothing is. */
  const wake = (ms = usualMs()): void => {
    isResting = false
    stopTimer()
    // Whoever is being enrolled is named by nothing, and the form takes as long as it takes.
    const isForm = matter.kind === 'joining' && question === null
    stopTimer = isForm ? () => undefined : timers.set(sleep, ms)
    tell()
  }

  const rest = (): void => {
    matter = { kind: 'nobody' }
    member = null
    passes = null
    said = new Map()
    ticket += 1
    sleep()
  }

  const hide = (): void => {
    hidden += 1
    sleep()
  }

  const isShown = (key: MemberKey): boolean =>
    matter.kind === 'member' && (matter.key === key || member?.key === key)

  /** True where it has something new to say. `isNow`: it has just changed, and is not read among what was done before. */
  const say = (operation: OperationView, isNow: boolean): boolean => {
    const next = customerNews(operation)
    if (next === null) {
      // What was said of it is not so.
      if (said.has(operation.id)) said.set(operation.id, '')
      if (newsOf === operation.id) news = null
      return false
    }
    const text = JSON.stringify(next)
    if (said.get(operation.id) === text) return false
    // What waited since before was told when it was done; now it arrives.
    const isOld =
      !said.has(operation.id) && (options.shop()?.clock.now() ?? 0) - operation.createdAt > justNowMs
    said.set(operation.id, text)
    const isTakenBack = operation.plain === 'undone' || operation.plain === 'dropped'
    if (isOld && !(isNow && isTakenBack)) return false
    news = next
    newsOf = operation.id
    return true
  }

  const showMember = async (wanted: Extract<CustomerMatter, { kind: 'member' }>): Promise<void> => {
    const shop = options.shop()
    if (shop === null) return
    const mine = ticket
    const hiddenBefore = hidden
    const found = await options.look(wanted.key)
    if (mine !== ticket || options.shop() !== shop) return
    member = found
    // The newest last: of several things that were just done it is the one that is said.
    for (const operation of (found?.history ?? []).toReversed()) say(operation, false)
    if (hidden === hiddenBefore) wake()
  }

  const hears: { readonly [E in EventName]?: (value: EventMap[E]) => void } = {
    operation: (operation) => {
      if (operation.target.kind !== 'member' || !isShown(operation.target.key)) return
      if (say(operation, true)) wake()
      else tell()
    },
    member: (changed) => {
      if (!isShown(changed.key)) return
      member = changed
      // A reading behind the cashier's back wakes nobody.
      tell()
    },
    gone: ({ key }) => {
      if (isShown(key)) rest()
    },
    // What was ready can be had again, or not now.
    link: tell,
    blocked: rest,
    // Whoever closes the till is asked about what is unsent: that is between the till and them.
    closing: hide,
  }

  const display = (): CustomerDisplay => ({ window: windowState, settings: now() })

  return {
    async show(wanted) {
      if (wanted.kind === 'nobody') {
        rest()
        return ok(null)
      }
      const isSame = wanted.kind === 'member' && isShown(wanted.key)
      if (!isSame) rest()
      else if (!isPassOf(matter, wanted)) passes = null
      matter = wanted
      isThanked = false
      withdraw()
      if (wanted.kind === 'joining') wake()
      else if (isSame && member !== null) wake()
      else await showMember(wanted)
      return ok(null)
    },

    ask({ phone }) {
      const shop = options.shop()
      if (shop === null || windowState !== 'open') return err({ kind: 'not-offered' })
      withdraw()
      const id = newId()
      question = { id, phone: phone === null ? null : grouped(phone, shop), isTyped: false }
      isThanked = false
      wake(Math.max(phone === null ? typingMs : customersMs, usualMs()))
      return ok({ id })
    },

    display: () => ok(display()),

    change(changes) {
      const shop = shopId()
      if (shop === null) return err({ kind: 'blocked' })
      const saved = settings.save(shop, changes)
      if (!saved.ok) return saved
      options.onMode()
      tell()
      options.publish('customerDisplay', display())
      return ok(display())
    },

    heard(name, value) {
      hears[name]?.(value)
    },

    passes({ key, cardId }, { apple, google }) {
      // Of another card it would be the wrong one on the customer's phone.
      if (!isShown(key) || matter.kind !== 'member' || !isCard(matter.card, cardId)) return
      passes = { apple: onlyAddress(apple), google: onlyAddress(google) }
      if (matter.pass) wake()
    },

    screen,

    answered(id, answer) {
      if (question?.id !== id) return
      options.publish('customerAnswer', { id, answer })
      if (answer.kind === 'no' && question.phone !== null) {
        // Then they type the one that is.
        question = { ...question, isTyped: true }
        wake(Math.max(typingMs, usualMs()))
        return
      }
      question = null
      isThanked = true
      stopTimer()
      isResting = false
      stopTimer = timers.set(() => {
        isThanked = false
        wake()
      }, thanksMs)
      tell()
    },

    clear: rest,

    hide,

    refresh() {
      tell()
      options.publish('customerDisplay', display())
    },

    window(state) {
      if (state === windowState) return
      windowState = state
      // A screen that begins begins with nobody, and a question that nobody can read is none.
      if (state !== 'open') rest()
      told = ''
      options.publish('customerDisplay', display())
    },
  }
}

/** As people of its country write it, so that its owner sees a wrong digit; three by three where it is no number there. */
function grouped(typed: string, shop: ShopShown): string {
  const number = phoneNumber(typed, shop.settings().country)
  if (number.ok && number.value !== null) return formatPhone(number.value) ?? number.value
  const text = typed.replaceAll(/[^\d+ ()/.-]/gu, '').trim()
  return /^\+?\d+$/u.test(text) ? text.replaceAll(/(\d{3})(?=\d{2})/gu, '$1 ') : text
}

function isCard(card: CardTarget | null, id: string): boolean {
  return card?.kind === 'held' && card.cardId === id
}

/** Whether a pass is wanted now as it was before, and of the same card. */
function isPassOf(before: CustomerMatter, now: CustomerMatter): boolean {
  if (before.kind !== 'member' || now.kind !== 'member' || !before.pass || !now.pass) return false
  return now.card?.kind === 'held' && isCard(before.card, now.card.cardId)
}

/** Longer ones are no code that a phone reads from a screen. */
const longestPass = 2_000

function onlyAddress(address: string | null): string | null {
  return address?.startsWith('https://') === true && address.length <= longestPass ? address : null
}
