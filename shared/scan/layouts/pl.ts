import { layoutOf } from '../layout.ts'

/** Poland, as programmers have it: the American one with letters on AltGr and a tilde that waits. */
export const plLayout = layoutOf({
  id: 'pl',
  plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", '\\zxcvbnm,./'],
  shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', '|ZXCVBNM<>?'],
  altGr: 'eę u€ oó aą sś lł zż xź cć nń',
  shiftAltGr: 'eĘ oÓ aĄ sŚ lŁ zŻ xŹ cĆ nŃ',
  dead: { shift: '~' },
  decimal: ',',
})
