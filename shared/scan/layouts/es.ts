import { layoutOf } from '../layout.ts'

/** Spain. */
export const esLayout = layoutOf({
  id: 'es',
  plain: ["º1234567890'¡", 'qwertyuiop`+', 'asdfghjklñ´ç', '<zxcvbnm,.-'],
  shift: ['ª!"·$%&/()=?¿', 'QWERTYUIOP^*', 'ASDFGHJKLÑ¨Ç', '>ZXCVBNM;:_'],
  altGr: 'º\\ 1| 2@ 3# 4~ 5€ 6¬ e€ `[ +] ´{ ç}',
  dead: { plain: '`´', shift: '^¨', altGr: '~' },
})
