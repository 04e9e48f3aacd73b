import { screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { useThemeOnDocument } from '../../renderer/features/shell/theme.ts'
import { TopBar } from '../../renderer/features/shell/top-bar.tsx'
import { startOf } from './fake-shop.ts'
import { button, openScreen } from './open-screen.tsx'

function Themed(): ReactNode {
  useThemeOnDocument()
  return (
    <>
      <TopBar />
      <SettingsScreen />
    </>
  )
}

const onDocument = (): string | undefined => document.documentElement.dataset['theme']
const asTheComputer = { settings: { ...startOf().settings, theme: 'system' as const } }

/** A computer that answers yes to queries with one of these in them; what it is asked for may change. */
function computer(...first: readonly string[]): (...asks: readonly string[]) => void {
  let now = first
  const told = new Set<() => void>()
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return now.some((ask) => query.includes(ask))
    },
    addEventListener: (_: string, changed: () => void) => told.add(changed),
    removeEventListener: (_: string, changed: () => void) => told.delete(changed),
  }))
  return (...asks) => {
    now = asks
    for (const changed of told) changed()
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('high contrast', () => {
  it('is a theme that can be pinned', async () => {
    const { asked, user } = await openScreen(<Themed />)
    await user.click(screen.getByRole('radio', { name: 'High contrast, dark' }))
    await waitFor(() => {
      expect(onDocument()).toBe('contrast-dark')
    })
    expect(asked('settings')).toEqual([{ theme: 'contrast-dark' }])
  })

  it('is there where the computer asks for more contrast, and follows it', async () => {
    const asks = computer('prefers-contrast: more')
    await openScreen(<Themed />, { start: asTheComputer })
    expect(onDocument()).toBe('contrast-light')
    asks('prefers-contrast: more', 'prefers-color-scheme: dark')
    await waitFor(() => {
      expect(onDocument()).toBe('contrast-dark')
    })
    asks('prefers-color-scheme: dark')
    await waitFor(() => {
      expect(onDocument()).toBe('dark')
    })
  })

  it('stays when light is changed for dark', async () => {
    computer('prefers-contrast: more')
    const { asked, user } = await openScreen(<Themed />, { start: asTheComputer })
    await user.click(button('Use dark colours'))
    expect(asked('settings')).toEqual([{ theme: 'contrast-dark' }])
    await waitFor(() => {
      expect(onDocument()).toBe('contrast-dark')
    })
    expect(screen.getAllByRole('button', { name: 'Use light colours' })).toHaveLength(1)
  })
})
