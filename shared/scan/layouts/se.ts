import { layoutOf } from '../layout.ts'

/** Sweden and Finland. */
export const seLayout = layoutOf({
  id: 'se',
  plain: ['§1234567890+´', 'qwertyuiopå¨', "asdfghjklöä'", '<zxcvbnm,.-'],
  shift: ['½!"#¤%&/()=?`', 'QWERTYUIOPÅ^', 'ASDFGHJKLÖÄ*', '>ZXCVBNM;:_'],
  altGr: '2@ 3£ 4$ 5€ 7{ 8[ 9] 0} +\\ e€ ¨~ <| mµ',
  dead: { plain: '´¨', shift: '`^', altGr: '~' },
  decimal: ',',
})
