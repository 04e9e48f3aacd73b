import { expect, test } from './support/launch.ts'
import { reloadNew } from './support/reload.ts'

test('the built app opens in practice mode without a complaint', async ({ start }) => {
  const { app, page } = await start()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await expect(page.getByText('Ready to scan')).toBeVisible()
  await reloadNew(page)
  await expect(page.getByText('Ready to scan')).toBeVisible()
  expect(complaints).toEqual([])
  expect(app.windows()).toHaveLength(1)
})

test('closing the window ends the app with 0', async ({ start }) => {
  const { page, process: child } = await start()
  await expect(page.getByText('Ready to scan')).toBeVisible()
  const exit = new Promise((resolve) => child.once('exit', resolve))
  await page.close()
  expect(await exit).toBe(0)
})

test('the page has no way out but the bridge', async ({ page }) => {
  await expect(page.getByText('Ready to scan')).toBeVisible()
  const reach = await page.evaluate(() => ({
    names: ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in globalThis),
    terminal: typeof (globalThis as { terminal?: unknown }).terminal,
    frozen: Object.isFrozen((globalThis as { terminal?: unknown }).terminal),
    popup: window.open('https://example.invalid/'),
  }))
  expect(reach).toEqual({ names: [], terminal: 'object', frozen: true, popup: null })
})
