import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ESLint } from 'eslint'
import stylelint from 'stylelint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { honestFiles, plants } from './planted-house.ts'

const root = path.resolve(import.meta.dirname, '../..')
const planted = realpathSync(mkdtempSync(path.join(tmpdir(), 'planted-house-')))
let found: ReadonlyMap<string, readonly string[]> = new Map()

function build(): void {
  for (const name of ['base', 'node', 'web', 'test'].map((world) => `tsconfig.${world}.json`)) {
    cpSync(path.join(root, name), path.join(planted, name))
  }
  cpSync(path.join(root, 'tsconfig.json'), path.join(planted, 'tsconfig.json'))
  writeFileSync(path.join(planted, 'package.json'), readFileSync(path.join(root, 'package.json')))
  symlinkSync(path.join(root, 'node_modules'), path.join(planted, 'node_modules'), 'junction')
  const files = [...Object.entries(honestFiles), ...plants.map((plant) => [plant.path, plant.code] as const)]
  for (const [file, code] of files) {
    const target = path.join(planted, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, code)
  }
}

describe('the linter', () => {
  beforeAll(async () => {
    build()
    // The product's own configuration, moved to another root: nothing else is changed.
    const eslint = new ESLint({
      cwd: planted,
      overrideConfigFile: path.join(root, 'eslint.config.mjs'),
      overrideConfig: {
        settings: { 'boundaries/root-path': planted },
        languageOptions: { parserOptions: { tsconfigRootDir: planted } },
      },
    })
    const results = await eslint.lintFiles(['electron', 'shared', 'renderer', 'test', 'scripts'])
    found = new Map(
      results.map((result) => [
        path.relative(planted, result.filePath).split(path.sep).join('/'),
        result.messages.map((message) => message.ruleId ?? message.message),
      ]),
    )
  }, 120_000)
  afterAll(() => rmSync(planted, { recursive: true, force: true }))

  test.each(Object.keys(honestFiles))('has nothing to say about an honest %s', (file) => {
    expect(found.get(file)).toEqual([])
  })

  test.each(plants)('$law', (plant) => {
    const rules = found.get(plant.path)
    expect(rules).toContain(plant.rule)
    const others = rules?.filter((rule) => rule !== plant.rule && rule !== plant.also)
    expect(others, 'a plant breaks one rule only').toEqual([])
  })

  test('reads every tracked source file', async () => {
    const tracked = execFileSync('git', ['ls-files', '-z', '*.ts', '*.tsx', '*.mjs'], {
      cwd: root,
      encoding: 'utf8',
    })
    const files = tracked.split('\0').filter((file) => file !== '')
    const eslint = new ESLint({ cwd: root })
    const ignored: string[] = []
    for (const file of files) if (await eslint.isPathIgnored(path.join(root, file))) ignored.push(file)
    expect(files.length).toBeGreaterThan(0)
    expect(ignored).toEqual([])
  })
})

describe('the style linter', () => {
  const configFile = path.join(root, 'stylelint.config.mjs')
  const lint = async (code: string, file = 'renderer/components/part.css'): Promise<readonly string[]> => {
    const { results } = await stylelint.lint({ code, configFile, codeFilename: path.join(root, file) })
    return results.flatMap((result) => result.warnings.map((warning) => warning.rule))
  }

  test.each([
    ['margin-left: 0', 'property-disallowed-list'],
    ['margin-right: 0', 'property-disallowed-list'],
    ['padding-left: 0', 'property-disallowed-list'],
    ['padding-right: 0', 'property-disallowed-list'],
    ['left: 0', 'property-disallowed-list'],
    ['right: 0', 'property-disallowed-list'],
    ['border-left: 0', 'property-disallowed-list'],
    ['border-right-width: 0', 'property-disallowed-list'],
    ['border-top-left-radius: 0', 'property-disallowed-list'],
    ['float: left', 'property-disallowed-list'],
    ['text-align: left', 'declaration-property-value-disallowed-list'],
    ['text-align: right', 'declaration-property-value-disallowed-list'],
    ['color: #fff', 'color-no-hex'],
    ['color: white', 'color-named'],
    ['color: rgb(0 0 0)', 'function-disallowed-list'],
    ['colour: inherit', 'property-no-unknown'],
    ['margin: 0 !important', 'declaration-no-important'],
    ['font-size: 14px', 'declaration-property-unit-disallowed-list'],
    ['font-size: 0.9rem', 'declaration-property-unit-disallowed-list'],
    ['border-radius: 4px', 'declaration-property-unit-disallowed-list'],
    ['padding-inline: 1rem', 'declaration-property-unit-disallowed-list'],
    ['gap: 6px', 'declaration-property-unit-disallowed-list'],
    ['transition: opacity 200ms', 'declaration-property-unit-disallowed-list'],
    ['animation: turn 2s linear', 'declaration-property-unit-disallowed-list'],
  ])('refuses "%s"', async (declaration, rule) => {
    expect(await lint(`.part {\n  ${declaration};\n}\n`)).toEqual([rule])
  })

  test('accepts logical properties and named colours', async () => {
    const code =
      '.part {\n  margin-inline-start: var(--space-1);\n  inset-inline: 0;\n  text-align: start;\n  color: var(--ink);\n}\n'
    expect(await lint(code)).toEqual([])
  })

  test('lets the tokens alone give a colour its value', async () => {
    expect(await lint(':root {\n  --ink: #112233;\n}\n', 'renderer/styles/tokens.css')).toEqual([])
  })
})
