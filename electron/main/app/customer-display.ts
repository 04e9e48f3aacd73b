import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, PowerMonitor, Screen } from 'electron'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { Theme } from '../../../shared/domain/theme.ts'
import { customerChannels } from '../../../shared/ipc/customer-channels.ts'
import type { Handlers } from '../ipc/handlers/desk.ts'
import type { Publisher } from '../ipc/publish.ts'
import { registerCustomer } from '../ipc/register-customer.ts'
import type { Log } from '../log.ts'
import { customerUrl, isCustomerPage } from '../protocol.ts'
import { viewOf } from '../services/open-member.ts'
import type { Shop } from '../services/shop.ts'
import { keepCustomerWindow } from '../window-customer.ts'
import { createCustomerDesk } from './customer-desk.ts'
import type { CustomerDesk } from './customer-desk.ts'
import { openCustomerSettings } from './customer-settings.ts'

/** A till's window that is dragged tells of each step; the customer's follows once it rests, ms. */
const movedMs = 500

/** What the customer's screen is built from. */
export interface CustomerDisplayOptions {
  readonly userData: string
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly screen: Screen
  readonly ipcMain: Pick<IpcMain, 'handle'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly preload: string
  readonly rendererUrl: string | null
  readonly background: (theme: Theme) => string
  /** The open shop; null while there is none. */
  readonly shop: () => Shop | null
  readonly publish: Publisher['publish']
  readonly newId: () => Ulid
  readonly now: () => number
  readonly timers: { set(callback: () => void, ms: number): () => void }
  readonly log: Log
}

/** The customer's screen: what is on it, and its window. */
export interface CustomerDisplayParts {
  readonly desk: CustomerDesk
  /** The till's own window is there: the customer's follows it about and ends with it. */
  follow(till: BrowserWindow): void
  /** The page of the till begins, or begins anew. */
  pageChanged(): void
  /** Another shop is open, or none. */
  shopChanged(): void
  /** Requests after which the customer sees something else. */
  watching(handlers: Handlers): Handlers
}

/** Joins the customer's screen to Electron and to the till. */
export function createCustomerDisplay(options: CustomerDisplayOptions): CustomerDisplayParts {
  const { timers, log } = options
  const settings = openCustomerSettings(options.userData, log)
  let till: BrowserWindow | null = null

  const desk: CustomerDesk = createCustomerDesk({
    shop: options.shop,
    look: async (key) => {
      const shop = options.shop()
      return shop === null ? null : await viewOf(shop, key)
    },
    settings,
    newId: options.newId,
    timers,
    tell: (screen) => {
      keeper.send(customerChannels.screen, screen)
    },
    publish: options.publish,
    onMode: () => {
      keeper.follow(true)
    },
  })
  const isOurs = (address: string): boolean => isCustomerPage(address, options.rendererUrl)
  const keeper = keepCustomerWindow({
    create: options.create,
    screen: options.screen,
    till: () => till,
    mode: () => settings.get(null).mode,
    preload: options.preload,
    url: customerUrl(options.rendererUrl),
    isOurs,
    background: () => options.background(desk.screen().theme),
    log,
    now: options.now,
    timers,
    onState: (state) => {
      desk.window(state)
    },
  })
  registerCustomer({
    ipcMain: options.ipcMain,
    trust: { windowContentsId: () => keeper.contentsId(), isOurs },
    ready: () => {
      keeper.ready()
      return desk.screen()
    },
    answered: (id, answer) => {
      desk.answered(id, answer)
    },
    log,
    newId: options.newId,
  })
  // Whoever locks the computer leaves the till: nobody is to be read there meanwhile.
  options.powerMonitor.on('lock-screen', () => {
    desk.hide()
  })
  options.powerMonitor.on('suspend', () => {
    desk.hide()
  })

  return {
    desk,
    follow(window) {
      till = window
      let stop: () => void = () => undefined
      window.on('move', () => {
        stop()
        stop = timers.set(() => {
          keeper.follow()
        }, movedMs)
      })
      window.once('closed', () => {
        stop()
        till = null
        keeper.end()
      })
      // After the till's own: a customer's screen is no reason to wait for the counter.
      window.once('show', () => {
        keeper.follow()
      })
    },
    pageChanged: () => {
      desk.clear()
      desk.refresh()
    },
    shopChanged: () => {
      desk.clear()
      desk.refresh()
    },
    watching: (handlers) => ({
      ...handlers,
      settings: async (changes) => {
        const answer = await handlers.settings(changes)
        desk.refresh()
        return answer
      },
      walletPasses: async (asked) => {
        const answer = await handlers.walletPasses(asked)
        if (answer.ok) desk.passes(asked, answer.value)
        return answer
      },
      quit: async () => {
        desk.hide()
        return await handlers.quit(undefined)
      },
    }),
  }
}
