import { layoutOf } from '../layout.ts'

/** Germany and Austria, QWERTZ. */
export const deLayout = layoutOf({
  id: 'de',
  plain: ['^1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
  shift: ['°!"§$%&/()=?`', 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
  altGr: '2² 3³ 7{ 8[ 9] 0} ß\\ q@ e€ +~ <| mµ',
  dead: { plain: '^´', shift: '`' },
  decimal: ',',
})
