import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}
const direct = {
  ...packageJson.dependencies,
  ...packageJson.devDependencies,
  ...packageJson.optionalDependencies,
}

const sources = execFileSync('git', ['ls-files', '-z', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '')

interface Import {
  readonly file: string
  readonly from: string
  /** Names that are imported as values; `default` and `*` stand for themselves. */
  readonly names: readonly string[]
}

/** Imports of a file as the compiler reads them: no comment and no string passes for one. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
  const found: Import[] = []
  for (const statement of parsed.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const { importClause } = statement
    if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) continue
    const bindings = importClause.namedBindings
    const named =
      bindings === undefined
        ? []
        : ts.isNamespaceImport(bindings)
          ? ['*']
          : bindings.elements.map((element) => (element.propertyName ?? element.name).text)
    found.push({
      file,
      from: statement.moduleSpecifier.text,
      names: [...(importClause.name === undefined ? [] : ['default']), ...named],
    })
  }
  return found
}
const imports = sources.flatMap(importsOf)
const used = (from: RegExp, where: RegExp, what: RegExp): readonly string[] =>
  imports
    .filter(
      (entry) =>
        from.test(entry.from) && where.test(entry.file) && entry.names.some((name) => what.test(name)),
    )
    .map((entry) => entry.file)

describe('dependencies', () => {
  test('are pinned to one exact version each', () => {
    for (const [name, version] of Object.entries(direct)) {
      expect(`${name} ${version}`).toMatch(/ (?:npm:(?:@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/)
    }
  })

  test.each([
    'electron',
    'electron-vite',
    'react',
    'zustand',
    'better-sqlite3',
    'ky',
    '@zxing/library',
    'playwright',
  ])('%s is a direct one', (name) => {
    expect(Object.keys(direct)).toContain(name)
  })

  test.each<[what: string, from: RegExp, where: RegExp, names: RegExp]>([
    [
      'electron opens the window and answers the page',
      /^electron$/,
      /^electron\/main\/index\.ts$/,
      /^(?:app|BrowserWindow|ipcMain)$/,
    ],
    ['electron bridges the worlds', /^electron$/, /^electron\/preload\/index\.ts$/, /^contextBridge$/],
    ['electron-vite builds', /^electron-vite$/, /^electron\.vite\.config\.ts$/, /^defineConfig$/],
    ['react draws the page', /^react-dom\/client$/, /^renderer\/[^/]+\.tsx$/, /^(?:createRoot|default)$/],
    ['react parts hold the screens', /^react$/, /^renderer\/features\/.+\.tsx?$/, /^use[A-Z]/],
    [
      'zustand holds what the page knows',
      /^zustand(?:\/|$)/,
      /^renderer\/stores\/.+\.ts$/,
      /^create(?:Store)?$/,
    ],
    ['better-sqlite3 keeps the operations', /^better-sqlite3$/, /^electron\/main\/db\/.+\.ts$/, /^default$/],
    ['ky carries every request', /^ky$/, /^electron\/main\/providers\/http\.ts$/, /^default$/],
    [
      'zxing reads the camera',
      /^@zxing\/library/,
      /^renderer\/scanner\/.+\.ts$/,
      /(?:Reader|Binarizer|BinaryBitmap)/,
    ],
    ['playwright drives the product', /^playwright(?:\/|$)/, /^test\/e2e\/.+\.ts$/, /^(?:test|_electron)$/],
  ])('%s', (_what, from, where, names) => {
    expect(used(from, where, names)).not.toEqual([])
  })

  test('the build is electron-vite and the page is react with zustand, not beside them', () => {
    expect(packageJson.scripts['build']).toMatch(/^electron-vite build\b/)
    expect(packageJson.scripts['dev']).toMatch(/^electron-vite dev\b/)
  })
})
