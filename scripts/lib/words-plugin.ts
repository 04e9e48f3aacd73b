import path from 'node:path'
import type { Plugin } from 'vite'
import { pseudoWords } from '../../renderer/i18n/pseudo.ts'
import { compileWords } from './compile-words.ts'
import type { CompiledWords } from './compile-words.ts'
import { idsIn } from './ids-in.ts'
import { faultsOf, readEnglish, readLanguages } from './words.ts'

const wanted =
  /(?:^|\/)(?:languages\/(?<code>[\w-]+)\.json|messages\/en\.ts)\?words=(?<part>first|later|pseudo|customer|customerpseudo)$/u
const resolved = /^\0words:(?<code>[\w-]+):(?<part>\w+)$/u
/** How the names of sentences begin that the customer's own screen says. */
const customers = 'customer.'
/** Their sentences are said only where something went wrong, when the first screen stands: a start that fails waits for them. */
const saidLater = /[/\\]renderer[/\\](?:i18n[/\\]failure-text|stores[/\\]safety)\.ts$/u
const parser = '@formatjs/icu-messageformat-parser'
const hole = /(["'`])@words:(?<code>[\w-]+):(?<part>\w+)@\1/gu

/**
 * Gives the page its sentences: `en.ts?words=first`, `de.json?words=later`. A build reads them beforehand and divides
 * them: first what the scripts of a first screen name, later the rest. Where nothing is built, the first part has all.
 * `folder` is that of the sentences. A language with a fault stops the build where that is wanted; otherwise English fills
 * the gap.
 */
export function wordsPlugin(folder: string, faultsStopTheBuild = false): Plugin {
  let building = false
  const languages = new Map<string, CompiledWords>()
  /** What each module names. */
  const named = new Map<string, ReadonlySet<string>>()
  let ids: readonly string[] = []
  let first: ReadonlySet<string> | null = null

  const readAll = async (): Promise<void> => {
    const source = await readEnglish(path.join(folder, 'messages/en'))
    ids = Object.keys(source)
    languages.set('en', compileWords(source))
    languages.set('en-XA', compileWords(pseudoWords(source)))
    for (const language of readLanguages(path.join(folder, 'languages'))) {
      const { missing, gone, wrong } = faultsOf(language, source)
      const faults = [...missing, ...gone, ...wrong.map(({ id, why }) => `${id} ${why}`)]
      if (faultsStopTheBuild && faults.length > 0)
        throw new Error(`${language.code}.json (npm run words tells more): ${faults.join('; ')}`)
      const unfit = new Set([...gone, ...wrong.map(({ id }) => id)])
      const fit = Object.entries(language.words).filter(([id]) => !unfit.has(id))
      languages.set(language.code, compileWords({ ...source, ...Object.fromEntries(fit) }))
    }
  }

  /** The words of one part, as the text of an expression. */
  const partOf = (code: string, part: string): string => {
    const all = Object.entries(languages.get(code) ?? {})
    const words = all.filter(([id]) => {
      // The customer's page has its own sentences alone, and no other page has them.
      if (id.startsWith(customers) || part === 'customer')
        return id.startsWith(customers) && part === 'customer'
      return part === 'pseudo' || first?.has(id) === (part === 'first')
    })
    return JSON.stringify(JSON.stringify(Object.fromEntries(words)))
  }

  return {
    name: 'stampwell-words',
    enforce: 'pre',
    configResolved({ command }) {
      building = command === 'build'
    },
    async buildStart() {
      first = null
      if (building) await readAll()
    },
    config: (_, { command }) =>
      command === 'build' ? { resolve: { alias: { [parser]: `${parser}/no-parser.js` } } } : {},
    resolveId(source) {
      const { code, part } = wanted.exec(source)?.groups ?? {}
      if (part === undefined) return null
      if (part === 'customerpseudo') return '\0words:en-XA:customer'
      return `\0words:${code ?? (part === 'pseudo' ? 'en-XA' : 'en')}:${part}`
    },
    load(id) {
      const { code, part } = resolved.exec(id)?.groups ?? {}
      if (code === undefined || part === undefined) return null
      const made = (source: string) => ({ code: source, map: null, moduleType: 'js' as const })
      if (building) return made(`export const words = JSON.parse("@words:${code}:${part}@")`)
      if (part === 'later') return made('export const words = {}')
      const source = JSON.stringify(path.join(folder, 'messages/en.ts'))
      const pseudo = JSON.stringify(path.join(folder, 'pseudo.ts'))
      switch (code) {
        case 'en':
          return made(`export { en as words } from ${source}`)
        case 'en-XA':
          return made(
            `import { en } from ${source}\nimport { pseudoWords } from ${pseudo}\nexport const words = pseudoWords(en)`,
          )
        default:
          return made(
            `export { default as words } from ${JSON.stringify(path.join(folder, `languages/${code}.json`))}`,
          )
      }
    },
    transform(source, id) {
      if (
        building &&
        /[/\\]renderer[/\\].*\.tsx?$/u.test(id) &&
        !id.includes('/messages/') &&
        !saidLater.test(id)
      )
        named.set(id, idsIn(source, ids))
      return null
    },
    renderChunk(code) {
      if (!code.includes('@words:')) return null
      first ??= namedFrom(
        [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry === true),
        (id) => this.getModuleInfo(id)?.importedIds ?? [],
        named,
      )
      return {
        code: code.replaceAll(hole, (_, _quote: string, language: string, part: string) =>
          partOf(language, part),
        ),
        map: null,
      }
    },
  }
}

/** What is named by modules and by all that they import before they run. */
export function namedFrom(
  entries: readonly string[],
  importsOf: (id: string) => readonly string[],
  named: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const seen = new Set<string>()
  const wanted = [...entries]
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    wanted.push(...importsOf(id))
  }
  return new Set([...seen].flatMap((id) => [...(named.get(id) ?? [])]))
}
