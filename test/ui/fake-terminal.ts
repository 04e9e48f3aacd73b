import { foldText } from '../../shared/domain/fold-text.ts'
import type { MemberKey } from '../../shared/domain/ids.ts'
import { maskEmail, maskPhone } from '../../shared/domain/mask.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import type { CardTarget, OperationFacts, OperationView } from '../../shared/domain/operation.ts'
import type { SafetyView } from '../../shared/domain/safety.ts'
import type { CardView, MemberRow, MemberView, Saved } from '../../shared/domain/views.ts'
import { events } from '../../shared/ipc/channels.ts'
import type { EventName, RequestName } from '../../shared/ipc/channels.ts'
import type { EventMap, Start, TerminalApi } from '../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { fixedAnswers } from './fake-answers.ts'
import type { Handlers } from './fake-answers.ts'
import { madeUpMembers, operation, startOf, withReadiness } from './fake-shop.ts'

/** A terminal in memory, for component tests and pictures: it keeps members and operations, and can be told things. */
export interface FakeTerminal {
  readonly api: TerminalApi
  /** Every request so far. */
  readonly calls: { readonly name: RequestName; readonly args: unknown }[]
  readonly start: Start
  readonly members: Map<MemberKey, MemberView>
  readonly operations: Map<string, OperationView>
  /** Answers one request differently from now on. */
  readonly answer: <N extends RequestName>(name: N, handler: Handlers[N]) => void
  /** Tells the page something, as main does. */
  readonly emit: <E extends EventName>(event: E, value: EventMap[E]) => void
  /** Brings an operation further, tells it, and returns it. */
  readonly settle: (id: string, change: Partial<OperationView>) => OperationView
  readonly listeners: () => number
}

export function rowOf(view: MemberView): MemberRow {
  const stamps = view.cards.map((card) => card.stamps ?? 0)
  return {
    key: view.key,
    name: memberName(view.details),
    phoneMasked: view.details.phone === null ? null : maskPhone(view.details.phone),
    emailMasked: view.details.email === null ? null : maskEmail(view.details.email),
    stamps: stamps.length === 0 ? null : Math.max(...stamps),
    cardEnd: view.codes[0] === undefined ? null : `•• ${view.codes[0].slice(-4)}`,
    waiting: view.remoteId === null,
  }
}

const notFound = (): { readonly ok: false; readonly error: RequestFailure } => err({ kind: 'not-found' })

export function createFakeTerminal(
  change: Partial<Start> = {},
  people: readonly MemberView[] = madeUpMembers(),
): FakeTerminal {
  let start = startOf(change)
  const calls: FakeTerminal['calls'] = []
  const members = new Map(people.map((view) => [view.key, view]))
  const operations = new Map<string, OperationView>()
  const listeners = new Map<EventName, Set<(value: never) => void>>()
  const emit: FakeTerminal['emit'] = (event, value) => {
    for (const listener of listeners.get(event) ?? []) (listener as (value: unknown) => void)(value)
  }

  const fits = (card: CardView, target: CardTarget): boolean =>
    target.kind === 'held'
      ? card.id === target.cardId
      : target.kind === 'template' && card.templateId === target.templateId

  const put = (view: MemberView): MemberView => {
    const full = { ...view, cards: view.cards.map(withReadiness) }
    members.set(view.key, full)
    return full
  }
  const move = (view: MemberView, target: CardTarget, by: number): MemberView =>
    put({
      ...view,
      cards: view.cards.map((card) => (fits(card, target) ? { ...card, waiting: card.waiting + by } : card)),
    })

  const targets = new Map<string, CardTarget>()
  const save = (facts: OperationFacts, view: MemberView, undoable: boolean): Saved => {
    const made = operation(facts, memberName(view.details), view.key, {
      undoUntil: undoable ? Date.now() + start.settings.counter.undoSeconds * 1_000 : null,
      choices: { undo: undoable, retry: false, fix: false, confirm: false, drop: false },
    })
    operations.set(made.id, made)
    return { operation: made, member: put({ ...view, history: [made, ...view.history] }) }
  }

  const settle: FakeTerminal['settle'] = (id, further) => {
    const before = operations.get(id)
    if (before === undefined) throw new Error(`no operation ${id}`)
    const after = { ...before, changedAt: Date.now(), ...further }
    operations.set(id, after)
    emit('operation', after)
    return after
  }
  const settled = {
    undoUntil: null,
    choices: { undo: false, retry: false, fix: false, confirm: false, drop: false },
  }

  let safety: SafetyView = {
    folder: null,
    lastCopyAt: null,
    lastOutsideAt: null,
    trouble: null,
    lastMove: null,
    auditBrokenAt: null,
  }
  const handlers: Handlers = {
    start: async () => ok(start),
    ready: async () => ok(null),
    quit: async () => ok(null),
    closing: async () => ok(null),
    search: async ({ query }) => {
      const words = foldText(query).trim().split(/\s+/u)
      const rows = [...members.values()]
        .filter((view) => {
          const text = foldText(
            `${memberName(view.details)} ${view.details.email ?? ''} ${view.details.phone ?? ''}`,
          )
          return words.every((word) => text.includes(word))
        })
        .map(rowOf)
      return ok({
        query,
        rows: rows.slice(0, 50),
        more: false,
        complete: start.directory.phase === 'complete',
        beyond: false,
      })
    },
    searchBeyond: async ({ query }) => ok({ query, outcome: 'not-asked', rows: [] }),
    forgetMember: async ({ key }) => {
      if (!members.delete(key)) return notFound()
      return ok(null)
    },
    readListAgain: async () => ok(start.directory),
    rebuildList: async () => ok({ ...start.directory, phase: 'pulling', members: 0, finishedAt: null }),
    scan: async ({ raw }) => {
      const code = raw.trim()
      if (code === '') return ok({ kind: 'not-a-card', problem: 'empty' })
      if (code.length > 256) return ok({ kind: 'not-a-card', problem: 'too-long' })
      const found = [...members.values()].filter((view) => view.codes.includes(code))
      const [member] = found
      if (found.length > 1) return ok({ kind: 'several', rows: found.map(rowOf), code })
      if (member !== undefined) return ok({ kind: 'member', member, code })
      return start.link.kind === 'online'
        ? ok({ kind: 'nobody', code })
        : ok({ kind: 'not-known-here', code, waitingStamps: 0 })
    },
    open: async ({ key }) => {
      const view = members.get(key)
      return view === undefined ? notFound() : ok(view)
    },
    leave: async ({ key }) => {
      for (const made of operations.values()) {
        const mine = made.target.kind === 'member' && made.target.key === key
        if (mine && made.facts.kind === 'reward.redeem' && made.undoUntil !== null) {
          settle(made.id, { ...settled, state: 'sending' })
        }
      }
      return ok(null)
    },
    duplicates: async () => ok([]),
    enrol: async ({ details, code, templateId }) => {
      const view: MemberView = {
        key: `l:${String(members.size)}`,
        remoteId: null,
        details,
        phoneShown: details.phone,
        asOf: null,
        cards: [],
        codes: code === null ? [] : [code],
        waitingFields: [],
        history: [],
      }
      const template = start.programme?.cards.find((card) => card.id === templateId)
      const cards: readonly CardView[] =
        template === undefined
          ? []
          : [
              {
                id: null,
                templateId: template.id,
                name: template.name,
                stampsRequired: template.stampsRequired,
                stamps: null,
                waiting: 0,
                welcome: template.initialStamps,
                checking: 0,
                rewards: template.rewards.map((reward) => ({ ...reward, ready: false })),
              },
            ]
      return ok(
        save(
          { kind: 'member.create', code, welcome: template?.initialStamps ?? 0 },
          { ...view, cards },
          false,
        ),
      )
    },
    edit: async ({ key, details }) => {
      const view = members.get(key)
      if (view === undefined) return notFound()
      return ok(
        save(
          { kind: 'member.edit', fields: ['phone'] },
          { ...view, details, phoneShown: details.phone, waitingFields: ['phone'] },
          false,
        ),
      )
    },
    samePerson: async ({ key, code }) => {
      const view = members.get(key)
      if (view === undefined) return notFound()
      const saved =
        code === null
          ? null
          : save({ kind: 'card.attach', code }, { ...view, codes: [...view.codes, code] }, false)
      return ok({
        kind: 'saved',
        member: saved?.member ?? view,
        operations: saved === null ? [] : [saved.operation],
        fields: [],
        card: saved !== null,
        left: [],
      })
    },
    sides: async () => ok({ own: null, other: null, changes: [], left: [] }),
    pairs: async () => ok([]),
    answerPair: async ({ keep }) => ok(keep === null ? null : (members.get(keep) ?? null)),
    undoMerge: async () => notFound(),
    attach: async ({ key, code }) => {
      const view = members.get(key)
      if (view === undefined) return notFound()
      return ok(save({ kind: 'card.attach', code }, { ...view, codes: [...view.codes, code] }, false))
    },
    replaceCard: async ({ key, code, lost }) => {
      const view = members.get(key)
      if (view === undefined) return notFound()
      const replaced = lost.map((one) => ({ code: one, at: Date.now(), by: 'Mira' }))
      const codes = [...view.codes.filter((one) => !lost.includes(one)), code]
      return ok(save({ kind: 'card.attach', code }, { ...view, codes, replaced }, false))
    },
    cardFound: async ({ code }) => {
      const view = [...members.values()].find((one) => one.replaced?.some((lost) => lost.code === code))
      if (view === undefined) return notFound()
      const { replaced = [], ...rest } = view
      const left = replaced.filter((lost) => lost.code !== code)
      const found = {
        ...rest,
        codes: [...view.codes, code],
        ...(left.length === 0 ? {} : { replaced: left }),
      }
      members.set(view.key, found)
      return ok(found)
    },
    addStamps: async ({ target, card, amount }) => {
      if (target.kind === 'code') {
        return ok({
          operation: operation({ kind: 'stamps.add', amount }, '', 'r:0', { target }),
          member: null,
        })
      }
      const view = members.get(target.key)
      if (view === undefined) return notFound()
      const saved = save({ kind: 'stamps.add', amount }, move(view, card, amount), true)
      targets.set(saved.operation.id, card)
      return ok(saved)
    },
    changeStamps: async ({ id, amount }) => {
      const made = operations.get(id)
      const card = targets.get(id)
      if (made?.facts.kind !== 'stamps.add' || made.target.kind !== 'member' || card === undefined)
        return notFound()
      const view = members.get(made.target.key)
      if (view === undefined) return notFound()
      const changed = { ...made, facts: { kind: 'stamps.add', amount } as const }
      operations.set(id, changed)
      return ok({ operation: changed, member: move(view, card, amount - made.facts.amount) })
    },
    redeem: async ({ key, card, rewardId }) => {
      const view = members.get(key)
      const reward = start.programme?.cards
        .flatMap((other) => other.rewards)
        .find((other) => other.id === rewardId)
      if (view === undefined || reward === undefined) return notFound()
      const provisional = start.link.kind !== 'online'
      const facts = {
        kind: 'reward.redeem',
        rewardName: reward.name,
        cost: reward.stampsRequired,
        provisional,
      } as const
      return ok(save(facts, move(view, card, -reward.stampsRequired), true))
    },
    adjust: async ({ key, card, amount }) => {
      const view = members.get(key)
      const limits = start.capabilities.adjust
      if (view === undefined || limits === null) return notFound()
      return ok(save({ kind: 'balance.adjust', amount, unit: limits.unit }, move(view, card, amount), true))
    },
    revert: async ({ id }) => {
      const made = operations.get(id)
      if (made?.facts.kind !== 'balance.adjust' || made.target.kind !== 'member') return notFound()
      const view = members.get(made.target.key)
      if (view === undefined) return notFound()
      const { amount, unit } = made.facts
      const facts = { kind: 'balance.revert', amount, unit, operationId: id } as const
      return ok(save(facts, move(view, { kind: 'only' }, -amount), true))
    },
    setAffiliateCode: async ({ key, code }) => {
      const view = members.get(key)
      return view === undefined ? notFound() : ok(save({ kind: 'affiliate.set', code }, view, true))
    },
    walletPasses: async () => ok({ apple: 'https://pass.example/a', google: null }),
    ledger: async () => ok({ kind: 'lines', lines: [], whole: true }),
    memberLists: async () => ok([]),
    setList: async ({ key, listName, on }) => {
      const view = members.get(key)
      return view === undefined ? notFound() : ok(save({ kind: 'list.set', listName, on }, view, true))
    },
    tiers: async () => ok([]),
    tierCandidate: async ({ pasted }) => ok({ customerId: pasted, member: null }),
    enrolTier: async ({ customerId, name, tierName }) => {
      const key = `r:${customerId}` as const
      const facts = { kind: 'tier.enrol', tierName } as const
      const view = members.get(key)
      if (view !== undefined) return ok(save(facts, view, true))
      // Nobody whom this till knows: there is nothing to show but the operation.
      const made = operation(facts, name, key)
      operations.set(made.id, made)
      return ok({ operation: made, member: null })
    },
    undo: async ({ id }) => {
      const made = operations.get(id)
      if (made === undefined || made.undoUntil === null || made.target.kind !== 'member')
        return err({ kind: 'too-late' })
      const view = members.get(made.target.key)
      const card = targets.get(id)
      const back =
        made.facts.kind === 'stamps.add' || made.facts.kind === 'balance.adjust' ? -made.facts.amount : 0
      const undone = settle(id, { ...settled, state: 'cancelled', plain: 'undone' })
      return ok({
        operation: undone,
        member: view === undefined ? null : card === undefined ? view : move(view, card, back),
      })
    },
    operations: async () => ok([...operations.values()].reverse()),
    operation: async ({ id }) => {
      const made = operations.get(id)
      return made === undefined ? notFound() : ok(made)
    },
    answer: async ({ id, answer }) =>
      ok(
        settle(id, {
          ...settled,
          plain: answer.kind === 'drop' ? 'dropped' : answer.kind === 'confirm' ? 'sent' : 'saved',
          proof: answer.kind === 'confirm' ? 'person' : null,
        }),
      ),
    answerMany: async ({ questions, answer }) => {
      const same = (each: (typeof questions)[number]): boolean => {
        const made = operations.get(each.id)
        return made?.plain === 'needs-you' && made.changedAt === each.changedAt
      }
      const plain = answer.kind === 'confirm' ? 'sent' : 'saved'
      const passed = questions.filter((each) => !same(each)).flatMap((each) => operations.get(each.id) ?? [])
      const proof = answer.kind === 'confirm' ? 'person' : null
      const answered = questions.filter(same).map((each) => settle(each.id, { ...settled, plain, proof }))
      return ok({ answered, passed })
    },
    unsent: async () => {
      const open = [...operations.values()].filter(
        (each) => !['sent', 'undone', 'dropped'].includes(each.plain),
      )
      const [oldest] = open
      if (oldest === undefined) return ok({ waiting: 0, shops: [] })
      const { name, mode, zone } = start.connection
      const shop = {
        name,
        mode,
        zone,
        keyKept: true,
        waiting: open.length,
        needsYou: 0,
        oldestAt: oldest.createdAt,
      }
      return ok({ waiting: open.length, shops: [{ ...shop, first: open.slice(0, 5) }] })
    },
    probe: async () => ok(start.link),
    addCashier: async ({ name }) =>
      ok({ id: `01J000000000000000000${name.slice(0, 3).toUpperCase()}00`, name }),
    chooseCashier: async ({ id }) => {
      const cashier = start.cashiers.find((other) => other.id === id)
      return cashier === undefined ? notFound() : ok(cashier)
    },
    renameCashier: async ({ id, name }) => {
      const cashier = start.cashiers.find((other) => other.id === id)
      return cashier === undefined ? notFound() : ok({ ...cashier, name })
    },
    cashierLocale: async ({ id, locale }) => {
      const cashier = start.cashiers.find((other) => other.id === id)
      if (cashier === undefined) return notFound()
      return ok({ id, name: cashier.name, ...(locale === null ? {} : { locale }) })
    },
    settings: async (settings) => {
      start = { ...start, settings: { ...start.settings, ...settings } }
      return ok(start.settings)
    },
    nameTill: async ({ name }) => {
      start = { ...start, till: { ...start.till, name: name === '' ? null : name } }
      return ok(start.till)
    },
    practiceCondition: async ({ condition }) => ok(condition),
    practiceReset: async () => ok(null),
    safety: async () => ok(safety),
    chooseBackupFolder: async () =>
      ok((safety = { ...safety, folder: '/media/stick', lastOutsideAt: Date.now() })),
    forgetBackupFolder: async () => ok((safety = { ...safety, folder: null, lastOutsideAt: null })),
    backUpNow: async () => ok((safety = { ...safety, lastCopyAt: Date.now() })),
    moveUnsent: async () => ok({ kind: 'moved', count: 2, file: 'stampwell-T7.json' }),
    writeMovedAgain: async () => ok({ kind: 'moved', count: 2, file: 'stampwell-T7.json' }),
    takeIn: async () =>
      ok({
        ...{ kind: 'taken-in', file: 'unsent.json', from: { id: 'TK7', name: 'Back counter' } },
        ...{ taken: 2, asking: 1, known: 0, refused: 0 },
      }),
    switchConnection: async () => ok(null),
    holdKey: async () => ok({ held: '01J00000000000000000000KEY', keeps: true }),
    dropKey: async () => ok(null),
    testConnection: async ({ baseUrl }) => {
      const store = { id: '7', name: 'Corner Café', zone: null }
      return ok({ baseUrl, stores: [store], store })
    },
    connectShop: async () => ok({ id: '01J00000000000000000000CN9', kept: true, known: false }),
    renewKey: async () => ok({ kept: true }),
    pausePull: async () => ok({ ...start.directory, phase: 'paused' }),
    resumePull: async () => ok({ ...start.directory, phase: 'pulling' }),
    keepWedges: async ({ wedges }) => {
      start = { ...start, wedges }
      return ok(wedges)
    },
    ...fixedAnswers,
  }

  const asked = Object.fromEntries(
    (Object.keys(handlers) as RequestName[]).map((name) => [
      name,
      (args: unknown) => {
        calls.push({ name, args })
        return (handlers[name] as (args: unknown) => Promise<unknown>)(args)
      },
    ]),
  )
  const on = Object.fromEntries(
    (Object.keys(events) as EventName[]).map((event) => [
      event,
      (listener: (value: never) => void) => {
        const heard = listeners.get(event) ?? new Set()
        listeners.set(event, heard.add(listener))
        return () => {
          heard.delete(listener)
        }
      },
    ]),
  )

  return {
    api: { ...asked, on } as unknown as TerminalApi,
    calls,
    get start() {
      return start
    },
    members,
    operations,
    answer: (name, handler) => {
      handlers[name] = handler
    },
    emit: (event, value) => {
      if (event === 'link') start = { ...start, link: value as EventMap['link'] }
      emit(event, value)
    },
    settle,
    listeners: () => [...listeners.values()].reduce((count, heard) => count + heard.size, 0),
  }
}
