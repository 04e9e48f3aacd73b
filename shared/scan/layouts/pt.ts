import { layoutOf } from '../layout.ts'

/** Portugal. */
export const ptLayout = layoutOf({
  id: 'pt',
  plain: ["\\1234567890'«", 'qwertyuiop+´', 'asdfghjklçº~', '<zxcvbnm,.-'],
  shift: ['|!"#$%&/()=?»', 'QWERTYUIOP*`', 'ASDFGHJKLÇª^', '>ZXCVBNM;:_'],
  altGr: '2@ 3£ 4§ 5€ 7{ 8[ 9] 0} e€ +¨ ´]',
  dead: { plain: '´~', shift: '`^', altGr: '¨' },
  decimal: ',',
})
