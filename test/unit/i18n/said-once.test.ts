import { createIntl } from 'react-intl'
import { describe, expect, test, vi } from 'vitest'
import { dayIn } from '../../../shared/domain/birthday.ts'
import { directionOf } from '../../../renderer/i18n/direction.ts'
import { en } from '../../../renderer/i18n/messages/en.ts'
import { phrase, say } from '../../../renderer/i18n/phrase.ts'

const english = (timeZone: string) => createIntl({ locale: 'en', messages: { ...en }, timeZone })

describe('what a list says in each of its rows', () => {
  test('a sentence is read once, however often it is said', () => {
    const intl = english('Europe/Berlin')
    const read = vi.spyOn(intl.formatters, 'getMessageFormat')
    const sentences = Array.from({ length: 50 }, (_, at) =>
      say(intl, phrase('counter.results.count', { count: at })),
    )
    expect(new Set(sentences).size).toBe(50)
    expect(read).toHaveBeenCalledTimes(1)
  })

  test('it is what the formatter itself says, with times in the zone of the shop', () => {
    const at = Date.UTC(2026, 0, 1, 20)
    const days = ['Europe/Berlin', 'Asia/Tokyo'].map((zone) => {
      const intl = english(zone)
      const day = say(intl, phrase('lost.title', { at }))
      expect(day).toBe(intl.formatMessage({ id: 'lost.title' }, { at }))
      return day
    })
    expect(days).toEqual([expect.stringContaining('January 1'), expect.stringContaining('January 2')])
  })

  test('a gap that nothing fills is told, and the rest is said as well as it can be', () => {
    const told = vi.fn()
    const intl = createIntl({ locale: 'en', messages: { ...en }, onError: told })
    expect(say(intl, phrase('member.added', {}))).toContain('count')
    expect(told).toHaveBeenCalledOnce()
  })

  test('a language’s direction is judged once, and a zone’s calendar is made once', () => {
    const locale = vi.spyOn(Intl, 'Locale')
    expect(Array.from({ length: 9 }, () => directionOf('he-IL'))).toEqual(Array(9).fill('rtl'))
    expect(locale).toHaveBeenCalledTimes(1)
    locale.mockRestore()
    const calendar = vi.spyOn(Intl, 'DateTimeFormat')
    const noon = Date.UTC(2026, 1, 1, 12)
    expect(Array.from({ length: 9 }, () => dayIn('Pacific/Kiritimati', noon))).toEqual(
      Array(9).fill('2026-02-02'),
    )
    expect(calendar).toHaveBeenCalledTimes(1)
    calendar.mockRestore()
  })
})
