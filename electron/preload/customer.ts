import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { CustomerScreen } from '../../shared/domain/customer-display.ts'
import { customerChannels } from '../../shared/ipc/customer-channels.ts'
import type { CustomerApi } from '../../shared/ipc/customer-contract.ts'
import type { RequestFailure } from '../../shared/ipc/failure.ts'
import type { Result } from '../../shared/ipc/result.ts'

/** Main always answers with a Result; where it cannot be reached at all, the page still gets one. */
async function ask<T>(channel: string, args?: unknown): Promise<Result<T, RequestFailure>> {
  try {
    return (await ipcRenderer.invoke(channel, args)) as Result<T, RequestFailure>
  } catch {
    return { ok: false, error: { kind: 'internal', id: 'unanswered' } }
  }
}

const customer: CustomerApi = {
  ready: () => ask(customerChannels.ready),
  answer: (args) => ask(customerChannels.answer, args),
  onScreen: (listener) => {
    // The event object holds the sender, which the page must not have.
    const forward = (_event: IpcRendererEvent, screen: CustomerScreen): void => listener(screen)
    ipcRenderer.on(customerChannels.screen, forward)
    return () => void ipcRenderer.off(customerChannels.screen, forward)
  },
}

contextBridge.exposeInMainWorld('customer', customer)
