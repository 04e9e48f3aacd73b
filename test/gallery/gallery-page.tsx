import { useState } from 'react'
import type { ReactNode } from 'react'
import { Segmented } from '../../renderer/components/segmented.tsx'
import { englishFirst } from '../../renderer/i18n/languages.ts'
import { TextProvider } from '../../renderer/i18n/provider.tsx'
import { themes } from '../../shared/domain/theme.ts'
import type { Theme } from '../../shared/domain/theme.ts'
import { sections } from './parts/parts.tsx'
import { scenes } from './scenes.ts'
import './gallery.css'

const english = englishFirst()
const directions = ['ltr', 'rtl'] as const

function painted(theme: Theme): string {
  if (theme !== 'system') return theme
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  if (matchMedia('(prefers-contrast: more)').matches) return dark ? 'contrast-dark' : 'contrast-light'
  return dark ? 'dark' : 'light'
}

/** The living page: tokens, each part in each state, and the way to each screen. */
export function GalleryPage(): ReactNode {
  const [theme, setTheme] = useState<Theme>('system')
  const [direction, setDirection] = useState<(typeof directions)[number]>('ltr')
  document.documentElement.dataset['theme'] = painted(theme)
  document.documentElement.dir = direction
  return (
    <TextProvider spoken={english} zone="Europe/Berlin">
      <main className="gallery">
        <h1>Stampwell, its parts</h1>
        <div className="gallery__bar">
          <Segmented
            label="Theme"
            value={theme}
            onChange={setTheme}
            options={themes.map((value) => ({ value, label: value }))}
          />
          <Segmented
            label="Direction"
            value={direction}
            onChange={setDirection}
            options={directions.map((value) => ({ value, label: value }))}
          />
        </div>
        {sections.map(({ name, part: Part }) => (
          <section key={name} className="gallery__section" data-section={name} aria-label={name}>
            <h2>{name}</h2>
            <Part />
          </section>
        ))}
        <section className="gallery__section" aria-label="screens">
          <h2>Screens</h2>
          <ul className="gallery__scenes">
            {scenes.map(({ name }) => (
              <li key={name}>
                <a href={`?scene=${name}&theme=${theme}&dir=${direction}`}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </TextProvider>
  )
}
