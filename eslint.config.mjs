import boundaries from 'eslint-plugin-boundaries'
import formatjs from 'eslint-plugin-formatjs'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { fileDescriptors, policies } from './scripts/house/rooms.mjs'

const typed = ['**/*.ts', '**/*.tsx']
const product = ['electron/**/*.{ts,tsx}', 'shared/**/*.{ts,tsx}', 'renderer/**/*.{ts,tsx}']
const main = ['electron/main/**/*.ts']

// A rule's options are replaced, not merged, by a later block: each world names all its own in one place.
const onlyConfigReadsTheProcess = ['env', 'argv', 'execArgv'].map((property) => ({
  object: 'process',
  property,
  message: 'Only electron/main/config.ts reads the process environment and arguments.',
}))
const onlyTheApiReadsTheBridge = ['window', 'globalThis', 'self'].map((object) => ({
  object,
  property: 'terminal',
  message: 'Only renderer/api/terminal.ts touches window.terminal.',
}))
const pageNeverTalks = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'The page makes no request: ask main through renderer/api/terminal.ts.',
}))
const noNodeGlobals = ['process', 'Buffer', 'global', 'require', 'setImmediate', '__dirname'].map((name) => ({
  name,
  message: 'Node is not here.',
}))
const noPageGlobals = ['window', 'document', 'navigator', 'localStorage', 'location'].map((name) => ({
  name,
  message: 'shared/ runs in every world: no DOM.',
}))

export default defineConfig(
  { ignores: ['out', 'node_modules', 'coverage', 'test-results'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },

  // ── What the compiler knows ──────────────────────────────────────────────────────────────────────────────
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.strict],
    rules: { eqeqeq: ['error', 'always'], 'max-lines': ['error', 500] },
  },

  // ── Rooms, doors, circles ────────────────────────────────────────────────────────────────────────────────
  {
    files: [...typed, '**/*.mjs'],
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/files': fileDescriptors,
      'boundaries/files-single-match': true,
      'boundaries/legacy-templates': false,
      'import/resolver': { typescript: { alwaysTryTypes: true } },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ alwaysTryTypes: true }),
        createNodeResolver(),
      ],
      // Without these two no-cycle parses nothing and reports nothing.
      'import-x/extensions': ['.ts', '.tsx', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx', '.mjs'] },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies,
          checkAllOrigins: true,
          checkUnknownLocals: true,
          checkInternals: true,
          message:
            '{{from.file.categories}} may not import {{dependency.source}} ({{dependency.kind}}): see scripts/house/rooms.mjs.',
        },
      ],
      'import-x/consistent-type-specifier-style': ['error', 'prefer-top-level'],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-default-export': 'error',
    },
  },
  { files: product, rules: { 'boundaries/no-unknown-files': 'error' } },
  { files: ['*.config.ts', '*.config.mjs'], rules: { 'import-x/no-default-export': 'off' } },

  // ── The worlds ───────────────────────────────────────────────────────────────────────────────────────────
  {
    files: ['shared/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...noNodeGlobals, ...noPageGlobals, ...pageNeverTalks] },
  },
  {
    files: ['electron/preload/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...noNodeGlobals],
      'no-restricted-properties': ['error', ...onlyConfigReadsTheProcess],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              allowImportNames: ['contextBridge', 'ipcRenderer'],
              allowTypeImports: true,
              message: 'The preload has contextBridge and ipcRenderer, nothing else.',
            },
          ],
        },
      ],
    },
  },
  {
    files: main,
    ignores: ['electron/main/config.ts'],
    rules: {
      'no-restricted-properties': ['error', ...onlyConfigReadsTheProcess],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({
            name,
            importNames: ['env', 'argv', 'execArgv', 'default'],
            message: 'Only electron/main/config.ts reads the process environment and arguments.',
          })),
        },
      ],
    },
  },
  {
    // Decisions are pure: the clock and chance come in as arguments.
    files: ['electron/main/outbox/{types,op-state,backoff,classify,lanes,settle}.ts', 'shared/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...onlyConfigReadsTheProcess,
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take chance as an argument.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    plugins: { formatjs },
    rules: {
      'no-restricted-globals': ['error', ...noNodeGlobals, ...pageNeverTalks],
      'no-restricted-properties': ['error', ...onlyTheApiReadsTheBridge],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
          message: 'No markup from strings: the content policy would not save us from our own.',
        },
      ],
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { files: ['renderer/api/terminal.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['renderer/**/*.tsx'],
    rules: {
      'formatjs/no-literal-string-in-jsx': [
        'error',
        {
          props: {
            include: [
              ['*', 'aria-{label,description,placeholder,roledescription,valuetext}'],
              ['*', '{title,placeholder,alt,label,description}'],
            ],
          },
        },
      ],
    },
  },

  // ── Exceptions, each with its reason ─────────────────────────────────────────────────────────────────────
  {
    // The log is where the console lives; scripts and tests print for a person.
    files: ['electron/main/log.ts', 'scripts/**/*', 'test/**/*', '*.config.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Fakes implement asynchronous interfaces synchronously, and a wrong "!" in a test fails that test.
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
