import type {
  CardsExportAnswer,
  CardsImportAnswer,
  CardsView,
  PrepareAnswer,
} from '../../../../shared/domain/card-register.ts'
import type { PracticeCondition } from '../../../../shared/domain/connection.ts'
import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { DialogWords, MoveAnswer, SafetyView, TakeInAnswer } from '../../../../shared/domain/safety.ts'
import type { Scanner, ScannerChange } from '../../../../shared/domain/scanner.ts'
import type { ShiftExportAnswer } from '../../../../shared/domain/shift.ts'
import type { TourStep } from '../../../../shared/domain/tour.ts'
import type { TillView } from '../../../../shared/domain/till.ts'
import type { WedgeProfile } from '../../../../shared/scan/wedge-profile.ts'
import type { Cashier, DirectoryProgress, SampleCard, UnsentWork } from '../../../../shared/domain/views.ts'
import type {
  RequestMap,
  Settings,
  Start,
  TakeTillAnswer,
  TestedConnection,
} from '../../../../shared/ipc/contract.ts'
import type { Blocked, RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import type { RequestName } from '../../../../shared/ipc/channels.ts'
import type { RequestAnswer, RequestArgs } from '../../../../shared/ipc/contract.ts'
import type { Shop } from '../../services/shop.ts'

type Later<T> = Promise<Result<T, RequestFailure>>

/** Copies of the records, and moving unsent work between tills. */
export interface SafetyDesk {
  view(): Later<SafetyView>
  chooseFolder(words: DialogWords): Later<SafetyView>
  forgetFolder(): Later<SafetyView>
  backUpNow(): Later<SafetyView>
  moveUnsent(words: DialogWords): Later<MoveAnswer>
  writeAgain(words: DialogWords): Later<MoveAnswer>
  takeIn(words: DialogWords): Later<TakeInAnswer>
}

/** Connecting shops. A key comes in by `holdKey` and never goes out. */
export interface ConnectDesk {
  holdKey(asked: RequestArgs<'holdKey'>): Later<RequestMap['holdKey']['value']>
  dropKey(held: Ulid): void
  test(asked: RequestArgs<'testConnection'>): Later<TestedConnection>
  connect(asked: RequestArgs<'connectShop'>): Later<RequestMap['connectShop']['value']>
  renewKey(asked: RequestArgs<'renewKey'>): Later<RequestMap['renewKey']['value']>
}

/** The card register of the open shop. */
export interface CardsDesk {
  view(): Later<CardsView>
  exportCards(words: DialogWords): Later<CardsExportAnswer>
  importCards(words: DialogWords): Later<CardsImportAnswer>
}

/** A day of the open shop as a file. */
export interface ShiftDesk {
  exportShift(asked: RequestArgs<'exportShift'>): Later<ShiftExportAnswer>
}

/** What one till gives to the next. */
export interface NextTillDesk {
  prepare(asked: RequestArgs<'prepareTill'>): Later<PrepareAnswer>
  take(words: DialogWords): Later<TakeTillAnswer>
}

/** The scanners of this till that are no keyboards. */
export interface ScannersDesk {
  list(): readonly Scanner[]
  /** Ends the choice that is open: with a device that was offered, or with none. */
  choose(device: string | null): Result<Scanner | null, RequestFailure>
  /** The page is about to ask for this scanner's port: nobody is to be asked. */
  expect(id: Ulid): void
  change(id: Ulid, change: ScannerChange): Result<Scanner, RequestFailure>
  remove(id: Ulid): Result<null, RequestFailure>
}

/** What the handlers need of the running terminal; app/ builds it. */
export interface Desk {
  /** The open shop; null while the terminal is blocked. */
  shop(): Shop | null
  start(): Promise<Start | { readonly blocked: Blocked }>
  pageReady(): void
  quit(): void
  /** What became of the question before closing. */
  closing(answer: RequestArgs<'closing'>['answer']): void
  /** What is unsent for one shop, or for all. */
  unsent(connectionId: Ulid | null): UnsentWork
  addCashier(name: string): Result<Cashier, RequestFailure>
  chooseCashier(id: Ulid): Result<Cashier, RequestFailure>
  renameCashier(id: Ulid, name: string): Result<Cashier, RequestFailure>
  cashierLocale(id: Ulid, locale: string | null): Result<Cashier, RequestFailure>
  saveSettings(changes: Partial<Settings>): Result<Settings, RequestFailure>
  nameTill(name: string): Result<TillView, RequestFailure>
  keepWedges(wedges: readonly WedgeProfile[]): Result<readonly WedgeProfile[], RequestFailure>
  setPracticeCondition(condition: PracticeCondition): Result<PracticeCondition, RequestFailure>
  resetPractice(): Promise<Result<null, RequestFailure>>
  keepTour(step: TourStep): Result<TourStep, RequestFailure>
  sampleCards(): Result<readonly SampleCard[], RequestFailure>
  readonly safety: SafetyDesk
  readonly cards: CardsDesk
  readonly shift: ShiftDesk
  readonly nextTill: NextTillDesk
  readonly connect: ConnectDesk
  pausePull(): Result<DirectoryProgress, RequestFailure>
  resumePull(): Result<DirectoryProgress, RequestFailure>
  readListAgain(): Result<DirectoryProgress, RequestFailure>
  rebuildList(): Later<DirectoryProgress>
  switchConnection(id: Ulid): Promise<Result<null, RequestFailure>>
  setAsideDatabase(): Promise<Result<null, RequestFailure>>
}

/** One handler per request; a missing one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (args: RequestArgs<N>) => RequestAnswer<N> | Promise<RequestAnswer<N>>
}
