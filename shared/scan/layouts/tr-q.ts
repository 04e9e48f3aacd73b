import { layoutOf } from '../layout.ts'

/** Turkey, Q: the dotless ı where others have i. */
export const trQLayout = layoutOf({
  id: 'tr-q',
  plain: ['"1234567890*-', 'qwertyuıopğü', 'asdfghjklşi,', '<zxcvbnmöç.'],
  shift: ["é!'^+%&/()=?_", 'QWERTYUIOPĞÜ', 'ASDFGHJKLŞİ;', '>ZXCVBNMÖÇ:'],
  altGr: '"< 1> 2£ 3# 4$ 5½ 7{ 8[ 9] 0} *\\ -| q@ e€ ıi ğ¨ ü~ aæ sß ş´ ,` <|',
  shiftAltGr: 'ıİ aÆ',
  dead: { shift: '^', altGr: '¨~´`' },
  decimal: ',',
})
