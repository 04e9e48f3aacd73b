import { layoutOf } from '../layout.ts'

/** Norway. */
export const noLayout = layoutOf({
  id: 'no',
  plain: ['|1234567890+\\', 'qwertyuiopå¨', "asdfghjkløæ'", '<zxcvbnm,.-'],
  shift: ['§!"#¤%&/()=?`', 'QWERTYUIOPÅ^', 'ASDFGHJKLØÆ*', '>ZXCVBNM;:_'],
  altGr: '2@ 3£ 4$ 5€ 7{ 8[ 9] 0} \\´ e€ ¨~ mµ',
  dead: { plain: '¨', shift: '`^', altGr: '´~' },
  decimal: ',',
})
