import { execFileSync } from 'node:child_process'
import { findChromium } from '../../host/find-chromium.ts'

/** Two browsers draw the same letters differently: pictures are compared where they were made, and nowhere else. */
export function placeOfPictures(): string {
  const chromium = findChromium()
  const said = chromium === undefined ? '' : execFileSync(chromium, ['--version'], { encoding: 'utf8' })
  const version = /\d+(?:\.\d+){3}/.exec(said)?.[0] ?? 'unknown'
  return `${process.platform}-${process.arch}-chromium-${version}`
}
