import { app, ipcMain } from 'electron'

/** Every message in both directions, as JSON, oldest first. Read through `electronApp.evaluate`. */
const heard = []
globalThis.heardByTap = heard

const handle = ipcMain.handle.bind(ipcMain)
ipcMain.handle = (channel, answer) => {
  handle(channel, async (event, ...args) => {
    heard.push(JSON.stringify({ from: 'page', channel, args }))
    const value = await answer(event, ...args)
    heard.push(JSON.stringify({ from: 'main', channel, value }))
    return value
  })
}

app.on('browser-window-created', (_event, { webContents: contents }) => {
  const send = contents.send.bind(contents)
  contents.send = (channel, ...args) => {
    heard.push(JSON.stringify({ from: 'main', channel, args }))
    send(channel, ...args)
  }
})
