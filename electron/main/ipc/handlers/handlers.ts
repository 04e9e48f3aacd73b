import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import { addStamps, changeStamps } from '../../services/add-stamps.ts'
import { adjustBalance, revertAdjustment } from '../../services/adjust-balance.ts'
import { attachCard } from '../../services/attach-card.ts'
import { editMember } from '../../services/edit-member.ts'
import { enrolMember } from '../../services/enrol-member.ts'
import { findDuplicates } from '../../services/find-duplicates.ts'
import { forgetMember } from '../../services/forget-member.ts'
import { usableCode } from '../../services/lost-cards.ts'
import { openMember } from '../../services/open-member.ts'
import { openPairs } from '../../services/people-of.ts'
import {
  enrolTier,
  memberLedger,
  memberLists,
  setAffiliateCode,
  setList,
  tierCandidate,
  tierViews,
  walletPasses,
} from '../../services/programme-changes.ts'
import { questionSides } from '../../services/question-sides.ts'
import { cardFound, replaceCard } from '../../services/replace-card.ts'
import { redeemReward } from '../../services/redeem-reward.ts'
import { samePerson } from '../../services/same-person.ts'
import { scanCode } from '../../services/scan-code.ts'
import { searchBeyond } from '../../services/search-beyond.ts'
import { searchMembers } from '../../services/search-members.ts'
import { answerPair, undoMerge } from '../../services/settle-pair.ts'
import {
  answerOperation,
  answerOperations,
  leaveMember,
  undoOperation,
} from '../../services/settle-operation.ts'
import { shiftSummary } from '../../services/shift-summary.ts'
import type { Shop } from '../../services/shop.ts'
import { lastAction, takeBack } from '../../services/take-back.ts'
import { customerHandlers } from './customer-handlers.ts'
import type { CustomersDesk } from './customer-handlers.ts'
import type { Desk, Handlers, ScannersDesk } from './desk.ts'

type Answer<T> = Result<T, RequestFailure> | Promise<Result<T, RequestFailure>>

/** Joins each request to its use case. Nothing is decided here. */
export function createHandlers(desk: Desk, scanners: ScannersDesk, customers: CustomersDesk): Handlers {
  const inShop = <T>(work: (shop: Shop) => Answer<T>): Answer<T> => {
    const shop = desk.shop()
    return shop === null ? err({ kind: 'blocked' }) : work(shop)
  }

  return {
    start: async () => ok(await desk.start()),
    ready: () => {
      desk.pageReady()
      return ok(null)
    },
    quit: () => {
      desk.quit()
      return ok(null)
    },

    closing: ({ answer }) => {
      desk.closing(answer)
      return ok(null)
    },

    search: ({ query, stage }) => inShop(async (shop) => ok(await searchMembers(shop, query, stage))),
    searchBeyond: ({ query }) => inShop(async (shop) => ok(await searchBeyond(shop, query))),
    scan: ({ raw, asCard }) => inShop(async (shop) => ok(await scanCode(shop, raw, asCard))),
    open: ({ key }) => inShop((shop) => openMember(shop, key)),
    leave: ({ key }) => inShop((shop) => leaveMember(shop, key)),
    duplicates: (question) => inShop(async (shop) => ok(await findDuplicates(shop, question))),

    enrol: (asked) => inShop((shop) => enrolMember(shop, asked)),
    edit: (asked) => inShop((shop) => editMember(shop, asked)),
    samePerson: (asked) => inShop((shop) => samePerson(shop, asked)),
    pairs: () => inShop(async (shop) => ok(await openPairs(shop))),
    answerPair: (asked) => inShop((shop) => answerPair(shop, asked)),
    undoMerge: (asked) => inShop((shop) => undoMerge(shop, asked)),
    attach: (asked) => inShop((shop) => attachCard(shop, asked)),
    replaceCard: (asked) => inShop((shop) => replaceCard(shop, asked)),
    cardFound: (asked) => inShop((shop) => cardFound(shop, asked)),
    usableCard: ({ code }) =>
      inShop((shop) => {
        const usable = usableCode(shop, code)
        return usable.ok ? ok(null) : usable
      }),
    addStamps: (asked) => inShop((shop) => addStamps(shop, asked)),
    changeStamps: (asked) => inShop((shop) => changeStamps(shop, asked)),
    adjust: (asked) => inShop((shop) => adjustBalance(shop, asked)),
    setAffiliateCode: (asked) => inShop((shop) => setAffiliateCode(shop, asked)),
    walletPasses: (asked) => inShop((shop) => walletPasses(shop, asked)),
    ledger: (asked) => inShop((shop) => memberLedger(shop, asked)),
    memberLists: () => inShop(memberLists),
    setList: (asked) => inShop((shop) => setList(shop, asked)),
    tiers: () => inShop(tierViews),
    tierCandidate: ({ pasted }) => inShop((shop) => tierCandidate(shop, pasted)),
    enrolTier: (asked) => inShop((shop) => enrolTier(shop, asked)),
    revert: (asked) => inShop((shop) => revertAdjustment(shop, asked)),
    redeem: (asked) => inShop((shop) => redeemReward(shop, asked)),

    forgetMember: (asked) => inShop((shop) => forgetMember(shop, asked)),
    undo: (asked) => inShop((shop) => undoOperation(shop, asked)),
    lastAction: () => inShop(lastAction),
    takeBack: (asked) => inShop((shop) => takeBack(shop, asked)),
    tour: ({ step }) => desk.keepTour(step),
    shift: (asked) => inShop((shop) => shiftSummary(shop, asked)),
    exportShift: (asked) => desk.shift.exportShift(asked),
    operations: ({ filter, limit }) =>
      inShop((shop) => ok(shop.outbox.list(shop.connection.id, filter, limit))),
    operation: ({ id }) =>
      inShop((shop) => {
        const view = shop.outbox.view(id)
        return view === null ? err({ kind: 'not-found' }) : ok(view)
      }),
    sides: (asked) => inShop((shop) => questionSides(shop, asked)),
    answer: (asked) => inShop((shop) => answerOperation(shop, asked)),
    answerMany: (asked) => inShop((shop) => answerOperations(shop, asked)),
    unsent: ({ connectionId }) => ok(desk.unsent(connectionId)),
    probe: () => inShop(async (shop) => ok(await shop.outbox.probe(shop.connection.id))),

    addCashier: ({ name }) => desk.addCashier(name),
    chooseCashier: ({ id }) => desk.chooseCashier(id),
    renameCashier: ({ id, name }) => desk.renameCashier(id, name),
    cashierLocale: ({ id, locale }) => desk.cashierLocale(id, locale),
    settings: (changes) => desk.saveSettings(changes),
    nameTill: ({ name }) => desk.nameTill(name),
    keepWedges: ({ wedges }) => desk.keepWedges(wedges),
    practiceCondition: ({ condition }) => desk.setPracticeCondition(condition),
    practiceReset: () => desk.resetPractice(),
    sampleCards: () => desk.sampleCards(),
    safety: () => desk.safety.view(),
    chooseBackupFolder: (words) => desk.safety.chooseFolder(words),
    forgetBackupFolder: () => desk.safety.forgetFolder(),
    backUpNow: () => desk.safety.backUpNow(),
    moveUnsent: (words) => desk.safety.moveUnsent(words),
    writeMovedAgain: (words) => desk.safety.writeAgain(words),
    takeIn: (words) => desk.safety.takeIn(words),
    switchConnection: ({ id }) => desk.switchConnection(id),
    holdKey: (asked) => desk.connect.holdKey(asked),
    dropKey: ({ held }) => {
      desk.connect.dropKey(held)
      return ok(null)
    },
    testConnection: (asked) => desk.connect.test(asked),
    connectShop: (asked) => desk.connect.connect(asked),
    renewKey: (asked) => desk.connect.renewKey(asked),
    pausePull: () => desk.pausePull(),
    resumePull: () => desk.resumePull(),
    readListAgain: () => desk.readListAgain(),
    rebuildList: () => desk.rebuildList(),
    cards: () => desk.cards.view(),
    exportCards: (words) => desk.cards.exportCards(words),
    importCards: (words) => desk.cards.importCards(words),
    prepareTill: (asked) => desk.nextTill.prepare(asked),
    takeTill: (words) => desk.nextTill.take(words),
    setAsideDatabase: () => desk.setAsideDatabase(),
    scanners: () => ok(scanners.list()),
    chooseScanner: ({ device }) => scanners.choose(device),
    expectScanner: ({ id }) => {
      scanners.expect(id)
      return ok(null)
    },
    changeScanner: ({ id, ...change }) => scanners.change(id, change),
    removeScanner: ({ id }) => scanners.remove(id),
    ...customerHandlers(customers),
  }
}
