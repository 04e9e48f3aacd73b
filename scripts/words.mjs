// Compares every language with English: what is missing, what is no longer there, and what cannot be read or has
// other gaps than English. Exit code 1 where anything is wrong.
//
//   npm run words                   every language
//   npm run words -- de             one
//   npm run words -- --missing de   the English of what is missing, as JSON, to be translated
//   npm run words -- --sort de      writes the file anew in the order of English, without what is no longer there

import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { requireNode } from './lib/require-node.mjs'

requireNode()
const { faultsOf, i18nFolder, readEnglish, readLanguages } = await import('./lib/words.ts')

const args = process.argv.slice(2)
const codes = args.filter((arg) => !arg.startsWith('--'))
const english = await readEnglish()
const languages = existsSync(path.join(i18nFolder, 'languages')) ? readLanguages() : []
const wanted = languages.filter(({ code }) => codes.length === 0 || codes.includes(code))
const unknown = codes.filter((code) => !languages.some((language) => language.code === code))
for (const code of unknown) console.error(`There is no language ${code}.`)

if (args.includes('--missing')) {
  for (const language of wanted) {
    const { missing } = faultsOf(language, english)
    console.log(JSON.stringify(Object.fromEntries(missing.map((id) => [id, english[id]])), null, 2))
  }
} else if (args.includes('--sort')) {
  for (const { code, words } of wanted) {
    const kept = Object.keys(english).filter((id) => words[id] !== undefined)
    const sorted = Object.fromEntries(kept.map((id) => [id, words[id]]))
    writeFileSync(path.join(i18nFolder, 'languages', `${code}.json`), `${JSON.stringify(sorted, null, 2)}\n`)
  }
} else {
  for (const language of wanted) {
    const { missing, gone, wrong } = faultsOf(language, english)
    const faults = [
      ...missing.map((id) => `missing  ${id}`),
      ...gone.map((id) => `gone     ${id}`),
      ...wrong.map(({ id, why }) => `wrong    ${id}: ${why}`),
    ]
    const total = Object.keys(english).length
    console.log(`${language.code}: ${total - missing.length} of ${total} sentences, ${faults.length} faults`)
    for (const fault of faults) console.log(`  ${fault}`)
    if (faults.length > 0) process.exitCode = 1
  }
}
if (unknown.length > 0) process.exitCode = 1
