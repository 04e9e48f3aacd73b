import { layoutOf } from '../layout.ts'

/** Czechia, QWERTZ: digits need Shift. */
export const czLayout = layoutOf({
  id: 'cz',
  plain: [';+ěščřžýáíé=´', 'qwertzuiopú)', 'asdfghjklů§¨', '\\yxcvbnm,.-'],
  shift: ['°1234567890%ˇ', 'QWERTZUIOP/(', 'ASDFGHJKL"!\'', '|YXCVBNM?:_'],
  altGr:
    '+~ ěˇ š^ č˘ ř° ž˛ ý` á˙ í´ é˝ =¨ ´¸ q\\ w| e€ ú÷ )× sđ dĐ f[ g] kł lŁ ů$ §ß ¨¤ x# c& v@ b{ n} ,< .> -*',
  dead: { plain: '´¨', shift: '°ˇ', altGr: 'ˇ^˘°˛`˙´˝¨¸' },
  decimal: ',',
})
