import { layoutOf } from '../layout.ts'

/** Turkey, F: the letters in an order of their own. */
export const trFLayout = layoutOf({
  id: 'tr-f',
  plain: ['+1234567890/-', 'fgğıodrnhpqw', 'uieaütkmlyşx', '<jövcçzsb.,'],
  shift: ['*!"^$%&\'()=?_', 'FGĞIODRNHPQW', 'UİEAÜTKMLYŞX', '>JÖVCÇZSB:;'],
  altGr: '+¬ 1¹ 2² 3# 4¼ 5½ 6¾ 7{ 8[ 9] 0} /\\ -| f@ q¨ w~ uæ iß e€ y´ x` <|',
  dead: { shift: '^', altGr: '¨~´`' },
  decimal: ',',
})
