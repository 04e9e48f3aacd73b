import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { EventName, RequestName } from '../../shared/ipc/channels.ts'
import { events, requests } from '../../shared/ipc/channels.ts'
import type { EventMap, RequestAnswer, RequestArgs, TerminalApi } from '../../shared/ipc/contract.ts'

/** Main always answers with a Result; where it cannot be reached at all, the page still gets one. */
async function ask<N extends RequestName>(name: N, args?: RequestArgs<N>): Promise<RequestAnswer<N>> {
  try {
    return (await ipcRenderer.invoke(requests[name], args)) as RequestAnswer<N>
  } catch {
    return { ok: false, error: { kind: 'internal', id: 'unanswered' } }
  }
}

function subscribe<E extends EventName>(name: E): (listener: (value: EventMap[E]) => void) => () => void {
  return (listener) => {
    // The event object holds the sender, which the page must not have.
    const forward = (_event: IpcRendererEvent, value: EventMap[E]): void => listener(value)
    ipcRenderer.on(events[name], forward)
    return () => void ipcRenderer.off(events[name], forward)
  }
}

const terminal: TerminalApi = {
  start: () => ask('start'),
  ready: () => ask('ready'),
  quit: () => ask('quit'),
  closing: (args) => ask('closing', args),
  search: (args) => ask('search', args),
  searchBeyond: (args) => ask('searchBeyond', args),
  scan: (args) => ask('scan', args),
  open: (args) => ask('open', args),
  leave: (args) => ask('leave', args),
  duplicates: (args) => ask('duplicates', args),
  enrol: (args) => ask('enrol', args),
  edit: (args) => ask('edit', args),
  samePerson: (args) => ask('samePerson', args),
  pairs: () => ask('pairs'),
  answerPair: (args) => ask('answerPair', args),
  undoMerge: (args) => ask('undoMerge', args),
  attach: (args) => ask('attach', args),
  replaceCard: (args) => ask('replaceCard', args),
  cardFound: (args) => ask('cardFound', args),
  usableCard: (args) => ask('usableCard', args),
  addStamps: (args) => ask('addStamps', args),
  changeStamps: (args) => ask('changeStamps', args),
  redeem: (args) => ask('redeem', args),
  adjust: (args) => ask('adjust', args),
  revert: (args) => ask('revert', args),
  setAffiliateCode: (args) => ask('setAffiliateCode', args),
  walletPasses: (args) => ask('walletPasses', args),
  ledger: (args) => ask('ledger', args),
  memberLists: () => ask('memberLists'),
  setList: (args) => ask('setList', args),
  tiers: () => ask('tiers'),
  tierCandidate: (args) => ask('tierCandidate', args),
  enrolTier: (args) => ask('enrolTier', args),
  forgetMember: (args) => ask('forgetMember', args),
  undo: (args) => ask('undo', args),
  lastAction: () => ask('lastAction'),
  takeBack: (args) => ask('takeBack', args),
  tour: (args) => ask('tour', args),
  shift: (args) => ask('shift', args),
  exportShift: (args) => ask('exportShift', args),
  operations: (args) => ask('operations', args),
  operation: (args) => ask('operation', args),
  sides: (args) => ask('sides', args),
  answer: (args) => ask('answer', args),
  answerMany: (args) => ask('answerMany', args),
  unsent: (args) => ask('unsent', args),
  probe: () => ask('probe'),
  addCashier: (args) => ask('addCashier', args),
  chooseCashier: (args) => ask('chooseCashier', args),
  renameCashier: (args) => ask('renameCashier', args),
  cashierLocale: (args) => ask('cashierLocale', args),
  settings: (args) => ask('settings', args),
  nameTill: (args) => ask('nameTill', args),
  keepWedges: (args) => ask('keepWedges', args),
  practiceCondition: (args) => ask('practiceCondition', args),
  practiceReset: () => ask('practiceReset'),
  sampleCards: () => ask('sampleCards'),
  safety: () => ask('safety'),
  chooseBackupFolder: (args) => ask('chooseBackupFolder', args),
  forgetBackupFolder: () => ask('forgetBackupFolder'),
  backUpNow: () => ask('backUpNow'),
  moveUnsent: (args) => ask('moveUnsent', args),
  writeMovedAgain: (args) => ask('writeMovedAgain', args),
  takeIn: (args) => ask('takeIn', args),
  switchConnection: (args) => ask('switchConnection', args),
  holdKey: (args) => ask('holdKey', args),
  dropKey: (args) => ask('dropKey', args),
  testConnection: (args) => ask('testConnection', args),
  connectShop: (args) => ask('connectShop', args),
  renewKey: (args) => ask('renewKey', args),
  pausePull: () => ask('pausePull'),
  resumePull: () => ask('resumePull'),
  readListAgain: () => ask('readListAgain'),
  rebuildList: () => ask('rebuildList'),
  cards: () => ask('cards'),
  exportCards: (args) => ask('exportCards', args),
  importCards: (args) => ask('importCards', args),
  prepareTill: (args) => ask('prepareTill', args),
  takeTill: (args) => ask('takeTill', args),
  setAsideDatabase: () => ask('setAsideDatabase'),
  scanners: () => ask('scanners'),
  chooseScanner: (args) => ask('chooseScanner', args),
  expectScanner: (args) => ask('expectScanner', args),
  changeScanner: (args) => ask('changeScanner', args),
  removeScanner: (args) => ask('removeScanner', args),
  showCustomer: (args) => ask('showCustomer', args),
  askCustomer: (args) => ask('askCustomer', args),
  customerDisplay: () => ask('customerDisplay'),
  setCustomerDisplay: (args) => ask('setCustomerDisplay', args),
  on: {
    link: subscribe('link'),
    queue: subscribe('queue'),
    operation: subscribe('operation'),
    member: subscribe('member'),
    gone: subscribe('gone'),
    directory: subscribe('directory'),
    practice: subscribe('practice'),
    programme: subscribe('programme'),
    blocked: subscribe('blocked'),
    safety: subscribe('safety'),
    suspected: subscribe('suspected'),
    closing: subscribe('closing'),
    scannerChoice: subscribe('scannerChoice'),
    customerDisplay: subscribe('customerDisplay'),
    customerAnswer: subscribe('customerAnswer'),
  },
}

contextBridge.exposeInMainWorld('terminal', terminal)
