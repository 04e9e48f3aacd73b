import { layoutOf } from '../layout.ts'

/** Italy. It has no grave accent and no tilde of its own. */
export const itLayout = layoutOf({
  id: 'it',
  plain: ["\\1234567890'ì", 'qwertyuiopè+', 'asdfghjklòàù', '<zxcvbnm,.-'],
  shift: ['|!"£$%&/()=?^', 'QWERTYUIOPé*', 'ASDFGHJKLç°§', '>ZXCVBNM;:_'],
  altGr: '5€ e€ è[ +] ò@ à#',
  shiftAltGr: 'è{ +}',
})
