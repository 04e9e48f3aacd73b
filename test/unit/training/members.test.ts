import { parsePhoneNumber } from 'libphonenumber-js/max'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ean13, plasticCode, unissuedCode } from '../../../electron/main/training/codes.ts'
import { generateMembers } from '../../../electron/main/training/generate-members.ts'
import { plainLetters } from '../../../electron/main/training/names.ts'
import { seededRandom } from '../../../electron/main/training/random.ts'

const all = [...generateMembers(5_000, 20_261_120)]
const told = <T>(list: readonly (T | null)[]): T[] => list.filter((each): each is T & {} => each !== null)

describe('made-up members', () => {
  it('the same seed gives the same people, another seed others', () => {
    expect([...generateMembers(50, 1)]).toEqual([...generateMembers(50, 1)])
    expect([...generateMembers(50, 2)]).not.toEqual([...generateMembers(50, 1)])
  })

  it('every phone is fictional, well-formed and used once', () => {
    const phones = told(all.map((member) => member.phone))
    expect(new Set(phones).size).toBe(phones.length)
    expect(phones.filter((phone) => !parsePhoneNumber(phone).isValid())).toEqual([])
  })

  it('every e-mail is on an example domain, plain and used once', () => {
    const emails = told(all.map((member) => member.email))
    expect(new Set(emails).size).toBe(emails.length)
    expect(emails.filter((email) => !/^[a-z.-]+\d*@example\.(com|org|net)$/.test(email))).toEqual([])
  })

  it('everybody can be reached by one or the other, and many by one only', () => {
    expect(all.filter((member) => member.email === null && member.phone === null)).toEqual([])
    expect(all.filter((member) => member.phone === null).length).toBeGreaterThan(300)
    expect(all.filter((member) => member.email === null).length).toBeGreaterThan(300)
  })

  it('names are of many scripts, and surnames are shared', () => {
    const text = all.map((member) => `${member.firstName} ${member.lastName ?? ''}`).join(' ')
    for (const script of [
      'Latin',
      'Greek',
      'Cyrillic',
      'Arabic',
      'Hebrew',
      'Han',
      'Katakana',
      'Hiragana',
      'Hangul',
    ]) {
      expect(text, script).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
    }
    for (const letter of ['ł', 'ş', 'ı', 'ễ', 'đ', 'þ', 'ð', 'æ', 'ő', 'ß'])
      expect(text.toLowerCase()).toContain(letter)
    const surnames = told(all.map((member) => member.lastName))
    expect(new Set(surnames).size).toBeLessThan(surnames.length / 20)
  })

  it('some have two cards, some a reward ready, and about seven in ten a plastic card', () => {
    expect(all.filter((member) => member.cards.length === 2).length).toBeGreaterThan(300)
    expect(all.filter((member) => member.cards.some((card) => card.stamps >= 10)).length).toBeGreaterThan(200)
    const codes = told(all.map((member) => member.code))
    expect(codes.length / all.length).toBeGreaterThan(0.65)
    expect(codes.length / all.length).toBeLessThan(0.75)
    expect(new Set(codes.map((each) => each.code)).size).toBe(codes.length)
    expect(new Set(codes.map((each) => each.symbology))).toEqual(new Set(['ean13', 'code128', 'qrcode']))
  })
})

describe('codes', () => {
  it('an EAN-13 has its check digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_999_999_999 }), (number) => {
        const code = ean13(number)
        const sum = Array.from(code).reduce(
          (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
          0,
        )
        expect(code).toMatch(/^29\d{11}$/)
        expect(sum % 10).toBe(0)
      }),
    )
    // By hand: 2+0+0+0+1+4 once, 9+0+0+0+0+2 three times, makes 40.
    expect(ean13(1_042)).toBe('2900000010420')
  })

  it('a code that is printed on no card is no plastic card', () => {
    const random = seededRandom(1)
    const issued = new Set(Array.from({ length: 20_000 }, (_each, at) => plasticCode(random, at).code))
    for (let index = 0; index < 200; index += 1) expect(issued.has(unissuedCode(index))).toBe(false)
  })
})

describe('plain letters', () => {
  it.each([
    ['Łukasz Wiśniewski', 'lukasz wisniewski'],
    ['ŞULE Işık', 'sule isik'],
    ['Đặng Nguyễn', 'dang nguyen'],
    ['Þórður Æsa', 'thordur aesa'],
    ['Νικολαΐδης', 'νικολαιδης'],
    ['שִׁירָה', 'שירה'],
  ])('%s is %s', (name, plain) => {
    expect(plainLetters(name)).toBe(plain)
  })
})
