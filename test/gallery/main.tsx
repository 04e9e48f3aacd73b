import { screen, waitFor } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { App } from '../../renderer/app.tsx'
import { speak, speakWholly } from '../../renderer/i18n/languages.ts'
import type { Spoken, SpokenStore } from '../../renderer/i18n/languages.ts'
import type { CustomerView } from '../../shared/domain/customer-display.ts'
import { themes } from '../../shared/domain/theme.ts'
import { GalleryPage } from './gallery-page.tsx'
import { scenes } from './scenes.ts'
import { customerFor, stageFor } from './stage.ts'
import '../../renderer/styles/fonts.css'
import '../../renderer/styles/tokens.css'
import '../../renderer/styles/base.css'

const asked = new URLSearchParams(location.search)
const page = document.documentElement
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

/** English that says each sentence two times: a translation that is twice as long. */
function twice(spoken: SpokenStore): void {
  const said = Object.entries(spoken.getState().messages).map(([id, words]) => [
    id,
    typeof words === 'string' ? `${words} ${words}` : [...words, { type: 0, value: ' ' }, ...words],
  ])
  spoken.setState({ messages: Object.fromEntries(said) as Spoken['messages'] })
}

/** The customer's page, which is a page of its own: its rules come with it. */
async function showCustomer(view: CustomerView, look: Parameters<typeof customerFor>[1], on: HTMLElement) {
  const { CustomerPage } = await import('../../renderer/features/customer-display/customer-page.tsx')
  document.body.className = 'customer-body'
  createRoot(on).render(<CustomerPage customer={customerFor(view, look)} />)
  await screen.findByRole('main', {}, { timeout: 10_000 })
  await waitFor(() => {
    if (!page.lang.startsWith(look.locale)) throw new Error(`not in ${look.locale} yet`)
    if (document.querySelector('.customer__code:not(:has(svg, canvas, img))') !== null)
      throw new Error('no code')
  })
}

/** Plays one scene, then changes its language as a cashier would; `data-scene` on <html> says how it went. */
async function play(name: string, on: HTMLElement): Promise<void> {
  const scene = scenes.find((each) => each.name === name)
  if (scene === undefined) throw new Error(`no scene ${name}`)
  const theme = themes.find((each) => each === asked.get('theme')) ?? 'system'
  const locale = asked.get('locale') ?? 'en'
  if (scene.customer !== undefined) {
    await showCustomer(scene.customer, { theme, locale: locale === 'twice' ? 'en' : locale }, on)
    return
  }
  const stage = stageFor(scene, { theme })
  createRoot(on).render(<App till={stage.till} />)
  await stage.run()
  await speakWholly(stage.till.spoken)
  if (locale === 'twice') twice(stage.till.spoken)
  else await speak(stage.till.spoken, locale)
}

const scene = asked.get('scene')
if (scene === null) {
  createRoot(root).render(<GalleryPage />)
} else {
  const direction = asked.get('dir')
  if (direction !== null) page.dir = direction
  play(scene, root).then(
    () => {
      page.dataset['scene'] = 'ready'
    },
    (error: unknown) => {
      page.dataset['scene'] = String(error)
      throw error
    },
  )
}

Object.assign(window, { scenes: scenes.map(({ name }) => name) })
