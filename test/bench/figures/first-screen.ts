import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../../../scripts/lib/project.ts'
import type { Figure } from '../figure.ts'
import { summarise } from '../statistics.ts'

const renderer = path.join(root, 'out/renderer')

/** What must be there before the first screen is: the page's script, and what it imports without waiting. */
export function scriptsOf(html: string): readonly string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  return tags.flatMap((tag) => {
    if (tag.startsWith('<link') && !tag.includes('rel="modulepreload"')) return []
    const address = /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1]
    return address === undefined ? [] : [address]
  })
}

export const firstScreen: Figure = {
  name: 'size',
  measure: () => {
    const scripts = scriptsOf(readFileSync(path.join(renderer, 'index.html'), 'utf8'))
    if (scripts.length === 0) throw new Error('the built page names no script')
    const sizes = scripts.map((script) => gzipSync(readFileSync(path.join(renderer, script))).length)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    return Promise.resolve([
      {
        id: 'size.first-screen',
        title: 'First screen: JavaScript, gzip',
        unit: 'kB',
        ...summarise([total / 1_000]),
        note: `${scripts.length} files, at most 180 kB wanted`,
      },
    ])
  },
}
