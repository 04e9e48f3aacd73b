import { layoutOf } from '../layout.ts'

/** United Kingdom. */
export const gbLayout = layoutOf({
  id: 'gb',
  plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
  shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
  altGr: '`¦ 4€ eé uú ií oó aá',
})
