import { getCountries } from 'libphonenumber-js/min'
import { expect, it } from 'vitest'
import { phoneNumber } from '../../electron/main/services/validate-details.ts'
import { phoneExample } from '../../renderer/components/phone-example.ts'

it('the example of a phone number is one that the field takes, whatever country the till is in', () => {
  const refused = getCountries().filter((country) => {
    const example = phoneExample(country)
    return (
      example === null ||
      [example.home, example.abroad].some((typed) => {
        const number = phoneNumber(typed, country)
        return !number.ok || number.value === null
      })
    )
  })
  expect(refused).toEqual([])
  // On one line: the spaces and the hyphen do not break.
  expect(phoneExample('US')).toEqual({
    home: '(201)\u00a0555\u20110123',
    abroad: '+44\u00a07400\u00a0123456',
  })
  expect(phoneExample('ZZ')).toBeNull()
})
