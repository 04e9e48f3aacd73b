import path from 'node:path'
import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron'
import type { Dialogs } from './safety.ts'

/** The system's own windows for choosing files, over ours where there is one. */
export function createDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: () => BrowserWindow | null,
): Dialogs {
  return {
    async saveFile({ title, button, files }, name) {
      const options = {
        title,
        buttonLabel: button,
        defaultPath: name,
        filters: [{ name: files, extensions: [path.extname(name).slice(1)] }],
      }
      const over = window()
      const chosen = await (over === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(over, options))
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
    },
    openFile: ({ title, button, files }, extensions = ['json', 'backup', 'db']) =>
      chooseOne(dialog, window(), {
        title,
        buttonLabel: button,
        properties: ['openFile'],
        filters: [{ name: files, extensions: [...extensions] }],
      }),
    chooseFolder: ({ title, button }) =>
      chooseOne(dialog, window(), {
        title,
        buttonLabel: button,
        properties: ['openDirectory', 'createDirectory'],
      }),
  }
}

async function chooseOne(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  over: BrowserWindow | null,
  options: OpenDialogOptions,
): Promise<string | null> {
  const chosen = await (over === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(over, options))
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}
