import { layoutOf } from '../layout.ts'

/** Hungary, QWERTZ: 0 stands left of 1. */
export const huLayout = layoutOf({
  id: 'hu',
  plain: ['0123456789öüó', 'qwertzuiopőú', 'asdfghjkléáű', 'íyxcvbnm,.-'],
  shift: ['§\'"+!%/=()ÖÜÓ', 'QWERTZUIOPŐÚ', 'ASDFGHJKLÉÁŰ', 'ÍYXCVBNM?:_'],
  altGr:
    '1~ 2ˇ 3^ 4˘ 5° 6˛ 7` 8˙ 9´ ö˝ ü¨ ó¸ q\\ w| eÄ u€ iÍ ő÷ ú× aä sđ dĐ f[ g] jí kł lŁ é$ áß ű¤ í< y> x# c& v@ b{ n} m< ,; .> -*',
  dead: { altGr: 'ˇ^˘°˛˙´˝¨¸' },
  decimal: ',',
})
