import { expect, test } from 'vitest'
import { piecesOf } from '../../../renderer/components/marked-text.tsx'

test('a marked text is the text, with its marks where they were told', () => {
  const pieces = piecesOf('•••• 0142', [
    [0, 4],
    [7, 9],
  ])
  expect(pieces.map(({ text }) => text).join('')).toBe('•••• 0142')
  expect(pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['••••', '42'])
})

test('marks that reach behind the text lose nothing of it', () => {
  for (const marks of [
    [[0, 99]],
    [
      [2, 4],
      [3, 9],
    ],
    [[9, 12]],
    [],
  ] as const) {
    const whole = piecesOf('Anna', marks)
      .map(({ text }) => text)
      .join('')
    expect(whole).toBe('Anna')
  }
})
