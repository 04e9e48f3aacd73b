import { layoutOf } from '../layout.ts'

/** Denmark. */
export const dkLayout = layoutOf({
  id: 'dk',
  plain: ['½1234567890+´', 'qwertyuiopå¨', "asdfghjklæø'", '<zxcvbnm,.-'],
  shift: ['§!"#¤%&/()=?`', 'QWERTYUIOPÅ^', 'ASDFGHJKLÆØ*', '>ZXCVBNM;:_'],
  altGr: '2@ 3£ 4$ 5€ 7{ 8[ 9] 0} ´| e€ ¨~ <\\ mµ',
  dead: { plain: '´¨', shift: '`^', altGr: '~' },
  decimal: ',',
})
