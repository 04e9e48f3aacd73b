import { app, Menu, protocol } from 'electron'
import { runApp } from './app.ts'
import { keepHeapSmall } from './heap.ts'
import { registerScheme } from './protocol.ts'
import { removeDefaultMenu } from './window.ts'

keepHeapSmall()

// Electron takes these before `ready` alone, and only code that is reached without waiting runs before it.
registerScheme(protocol)
removeDefaultMenu(Menu, process.platform)

if (app.requestSingleInstanceLock()) void app.whenReady().then(runApp)
else app.quit()
