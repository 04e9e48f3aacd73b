/**
 * Names of the IPC channels: nothing else, so that the preload stays small.
 *
 * `requests` are asked by the renderer and answered with a Result; `events` are told by main.
 */
export const requests = {
  start: 'app.start',
  ready: 'app.ready',
  quit: 'app.quit',
  closing: 'app.closing',
  search: 'members.search',
  scan: 'members.scan',
  open: 'members.open',
  leave: 'members.leave',
  duplicates: 'members.duplicates',
  enrol: 'members.enrol',
  edit: 'members.edit',
  attach: 'cards.attach',
  addStamps: 'stamps.add',
  changeStamps: 'stamps.change',
  redeem: 'rewards.redeem',
  adjust: 'balance.adjust',
  revert: 'balance.revert',
  setAffiliateCode: 'members.affiliate',
  walletPasses: 'members.wallet',
  ledger: 'members.ledger',
  memberLists: 'members.lists',
  setList: 'members.list',
  tiers: 'tiers.list',
  tierCandidate: 'tiers.candidate',
  enrolTier: 'tiers.enrol',
  undo: 'operations.undo',
  operations: 'operations.list',
  operation: 'operations.get',
  answer: 'operations.answer',
  answerMany: 'operations.answer-many',
  unsent: 'operations.unsent',
  probe: 'link.probe',
  addCashier: 'staff.add',
  chooseCashier: 'staff.choose',
  settings: 'settings.save',
  nameTill: 'tills.name',
  practiceCondition: 'practice.condition',
  practiceReset: 'practice.reset',
  sampleCards: 'practice.cards',
  safety: 'safety.view',
  chooseBackupFolder: 'safety.choose-folder',
  forgetBackupFolder: 'safety.forget-folder',
  backUpNow: 'safety.back-up',
  moveUnsent: 'safety.move',
  writeMovedAgain: 'safety.write-again',
  takeIn: 'safety.take-in',
  switchConnection: 'connections.switch',
  holdKey: 'connections.hold-key',
  dropKey: 'connections.drop-key',
  testConnection: 'connections.test',
  connectShop: 'connections.connect',
  renewKey: 'connections.renew-key',
  pausePull: 'directory.pause',
  resumePull: 'directory.resume',
  cards: 'cards.register',
  exportCards: 'cards.export',
  importCards: 'cards.import',
  prepareTill: 'tills.prepare',
  takeTill: 'tills.take',
  setAsideDatabase: 'recovery.set-aside',
} as const

/** One request channel. */
export type RequestName = keyof typeof requests

/** Channels on which main tells the renderer something. */
export const events = {
  link: 'event.link',
  queue: 'event.queue',
  operation: 'event.operation',
  member: 'event.member',
  directory: 'event.directory',
  practice: 'event.practice',
  programme: 'event.programme',
  blocked: 'event.blocked',
  safety: 'event.safety',
  suspected: 'event.suspected',
  closing: 'event.closing',
} as const

/** One event channel. */
export type EventName = keyof typeof events
