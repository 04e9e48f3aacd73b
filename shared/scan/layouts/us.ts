import { layoutOf } from '../layout.ts'

/** United States: the layout that scanners leave the factory with. */
export const usLayout = layoutOf({
  id: 'us',
  plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", '\\zxcvbnm,./'],
  shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', '|ZXCVBNM<>?'],
})
