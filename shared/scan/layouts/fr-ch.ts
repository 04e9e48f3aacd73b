import { layoutOf } from '../layout.ts'

/** Switzerland, French: the German one with accents and umlauts exchanged. */
export const frChLayout = layoutOf({
  id: 'fr-ch',
  plain: ["§1234567890'^", 'qwertzuiopè¨', 'asdfghjkléà$', '<yxcvbnm,.-'],
  shift: ['°+"*ç%&/()=?`', 'QWERTZUIOPü!', 'ASDFGHJKLöä£', '>YXCVBNM;:_'],
  altGr: "1¦ 2@ 3# 4° 5§ 6¬ 7| 8¢ '´ ^~ e€ è[ ¨] à{ $} <\\",
  dead: { plain: '^¨', shift: '`', altGr: '´~' },
})
