import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { wordsPlugin } from '../../../scripts/lib/words-plugin.ts'
import { faultOf, faultsOf, readEnglish, readLanguages } from '../../../scripts/lib/words.ts'

const english = {
  hello: 'Hello {name}',
  stamps: '{count, plural, one {# stamp} other {# stamps}}',
  none: '{count, plural, =0 {None} other {#}}',
}

describe('the check of a language', () => {
  test('a sentence that was taken out is told by its name, and so is one that English no longer has', () => {
    const words = { hello: 'Hallo {name}', none: english.none, old: 'Alt' }
    expect(faultsOf({ code: 'de', words }, english)).toEqual({
      missing: ['stamps'],
      gone: ['old'],
      wrong: [],
    })
  })

  test.each([
    ['a lost gap', 'Hallo', 'hello', /lacks \{name\}/u],
    ['an added gap', 'Hallo {name} {last}', 'hello', /has \{last\}/u],
    ['a number that became a word', '{count} Stempel', 'stamps', /is a word; in English it is a number/u],
    ['a brace that does not close', 'Hallo {name', 'hello', /cannot be read/u],
    ['nothing', ' ', 'hello', /lacks|is empty/u],
    [
      'a plural with too few branches',
      '{count, plural, one {ختم} other {# أختام}}',
      'stamps',
      /lacks zero, two, few, many/u,
    ],
  ])('%s is told', (_, message, id, why) => {
    const words = { ...english, [id]: message }
    const { wrong } = faultsOf({ code: 'ar', words }, { [id]: english[id as keyof typeof english] })
    expect(wrong).toEqual([{ id, why: expect.stringMatching(why) as string }])
  })

  test('a plural has the branches of its own language, and may need none', () => {
    const arabic =
      '{count, plural, =0 {لا أختام} one {ختم} two {ختمان} few {# أختام} many {# ختمًا} other {# ختم}}'
    expect(faultOf(arabic, english.stamps, 'ar')).toBeNull()
    expect(faultOf('{count, plural, other {スタンプ#個}}', english.stamps, 'ja')).toBeNull()
    expect(faultOf('{count, number} Stempel', english.stamps, 'de')).toBeNull()
  })

  test('a name that stands twice in a file is not passed over', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stampwell-words-'))
    writeFileSync(path.join(folder, 'de.json'), '{\n  "a": "1",\n  "a": "2"\n}\n')
    expect(() => readLanguages(folder)).toThrow('twice')
  })

  test('a sentence that was taken out stops the build, and English fills its gap where it must go on', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stampwell-i18n-'))
    mkdirSync(path.join(folder, 'messages/en'), { recursive: true })
    mkdirSync(path.join(folder, 'languages'))
    writeFileSync(path.join(folder, 'messages/en/a.ts'), `export const a = { hello: 'Hello', bye: 'Bye' }\n`)
    writeFileSync(path.join(folder, 'languages/de.json'), '{\n  "hello": "Hallo"\n}\n')
    const begin = async (stops: boolean): Promise<void> => {
      const plugin = wordsPlugin(folder, stops) as unknown as {
        readonly configResolved: (config: { readonly command: string }) => void
        readonly buildStart: () => Promise<void>
      }
      plugin.configResolved({ command: 'build' })
      await plugin.buildStart()
    }
    await expect(begin(true)).rejects.toThrow('de.json (npm run words tells more): bye')
    await expect(begin(false)).resolves.toBeUndefined()
  })

  test('English has every module of its folder', async () => {
    const words = await readEnglish()
    expect(words['shell.brand']).toBe('Stampwell')
    expect(words['scanner-setup.title']).toBe('Set up your scanner')
  })
})
