import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCustomerSettings } from '../../../electron/main/app/customer-settings.ts'
import { isInvitation } from '../../../shared/domain/customer-display.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'customer-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => path.join(folder, 'customer-display.json')
const open = () => openCustomerSettings(folder, { warn: () => undefined })

describe('how the customer’s screen is set', () => {
  test('it opens by itself before anybody set anything', () => {
    expect(open().get('SHOP')).toEqual({
      mode: 'second-screen',
      names: true,
      seconds: 30,
      language: null,
      invitation: null,
    })
  })

  test('what is saved is there after a restart; the address is that of one shop, all else the till’s', () => {
    const invitation = 'https://join.example/corner'
    expect(open().save('SHOP', { seconds: 60, invitation })).toMatchObject({ ok: true })
    expect(open().get('SHOP')).toMatchObject({ seconds: 60, invitation })
    expect(open().get('OTHER')).toMatchObject({ seconds: 60, invitation: null })
    expect(open().get(null).invitation).toBeNull()
  })

  test('a damaged setting costs itself alone, and greets nobody by name', () => {
    open().save('SHOP', { seconds: 60 })
    const text = JSON.parse(readFileSync(file(), 'utf8')) as object
    writeFileSync(file(), JSON.stringify({ ...text, names: 'perhaps' }))
    expect(open().get('SHOP')).toMatchObject({ seconds: 60, names: false })
    writeFileSync(file(), '{')
    expect(open().get('SHOP')).toMatchObject({ seconds: 30, names: false })
  })

  test('an address to join is one of https, without a password, short enough for a code', () => {
    const fit = ['https://join.example', 'https://join.example:8443/a?b=c#d', 'HTTPS://JOIN.EXAMPLE/Ä']
    const unfit = [
      '',
      'http://join.example',
      'javascript:alert(1)',
      'https://ana:secret@join.example/',
      'https://localhost',
      'https://join.example/a b',
      `https://join.example/${'a'.repeat(300)}`,
    ]
    expect(fit.filter((one) => !isInvitation(one))).toEqual([])
    expect(unfit.filter(isInvitation)).toEqual([])
  })
})
