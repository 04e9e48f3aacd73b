import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cellsBeyond, packed, unpacked } from './fingerprint.ts'
import type { Fingerprint } from './fingerprint.ts'

/** What every screen is photographed in. */
export const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const

/** The languages that every screen is photographed in: one of each direction. */
export const photographedLocales = ['en', 'ar'] as const

/** What the picture of a scene is called. */
export function screenName(scene: string, theme: (typeof themes)[number], locale: string): string {
  return `${scene}-${theme}-${locale}`
}

/** The names of all pictures of these scenes; those of one look, which are much alike, beside each other. */
export function screenNames(scenes: readonly string[]): readonly string[] {
  return themes.flatMap((theme) =>
    photographedLocales.flatMap((locale) => scenes.map((scene) => screenName(scene, theme, locale))),
  )
}

/** The file of the fingerprints of all screens, in a folder of pictures. */
export function screensIn(folder: string): string {
  return path.join(folder, 'screens.br')
}

/** Where what is made of the screens waits until all of them are done. */
export function madeScreensIn(cache: string): string {
  return path.join(cache, 'made-screens')
}

/** The fingerprints of a file, where it is there. */
export function knownIn(file: string): ReadonlyMap<string, Fingerprint> | undefined {
  return existsSync(file) ? unpacked(readFileSync(file)) : undefined
}

/** Notes one screen that is made; two workers note theirs side by side. */
export function noteScreen(made: string, name: string, print: Fingerprint): void {
  mkdirSync(made, { recursive: true })
  writeFileSync(path.join(made, name), print)
}

/**
 * Keeps the screens that were noted beside those that were known, without those that there are no more. Says which have
 * changed: of a packed file nobody sees it.
 */
export function keepScreens(file: string, made: string, names: readonly string[]): readonly string[] {
  const before = knownIn(file) ?? new Map<string, Fingerprint>()
  const noted = existsSync(made) ? readdirSync(made) : []
  const all = names.flatMap((name): readonly (readonly [string, Fingerprint])[] => {
    const print = noted.includes(name) ? readFileSync(path.join(made, name)) : before.get(name)
    return print === undefined ? [] : [[name, print]]
  })
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, packed(new Map(all)))
  rmSync(made, { recursive: true, force: true })
  return all.filter(([name, print]) => hasChanged(before.get(name), print)).map(([name]) => name)
}

function hasChanged(was: Fingerprint | undefined, is: Fingerprint): boolean {
  return was === undefined || cellsBeyond(was, is).length > 0
}
