import { layoutOf } from '../layout.ts'

/** Latin America, Spanish. */
export const es419Layout = layoutOf({
  id: 'es-419',
  plain: ["|1234567890'¿", 'qwertyuiop´+', 'asdfghjklñ{}', '<zxcvbnm,.-'],
  shift: ['°!"#$%&/()=?¡', 'QWERTYUIOP¨*', 'ASDFGHJKLÑ[]', '>ZXCVBNM;:_'],
  altGr: "|¬ '\\ q@ +~ {^ }`",
  dead: { plain: '´', shift: '¨', altGr: '^`' },
})
