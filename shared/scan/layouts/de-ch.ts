import { layoutOf } from '../layout.ts'

/** Switzerland, German. */
export const deChLayout = layoutOf({
  id: 'de-ch',
  plain: ["§1234567890'^", 'qwertzuiopü¨', 'asdfghjklöä$', '<yxcvbnm,.-'],
  shift: ['°+"*ç%&/()=?`', 'QWERTZUIOPè!', 'ASDFGHJKLéà£', '>YXCVBNM;:_'],
  altGr: "1¦ 2@ 3# 4° 5§ 6¬ 7| 8¢ '´ ^~ e€ ü[ ¨] ä{ $} <\\",
  dead: { plain: '^¨', shift: '`', altGr: '´~' },
})
