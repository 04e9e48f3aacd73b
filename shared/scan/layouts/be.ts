import { layoutOf } from '../layout.ts'

/** Belgium, AZERTY with its punctuation in other places than in France. */
export const beLayout = layoutOf({
  id: 'be',
  plain: ['²&é"\'(§è!çà)-', 'azertyuiop^$', 'qsdfghjklmùµ', '<wxcvbn,;:='],
  shift: ['³1234567890°_', 'AZERTYUIOP¨*', 'QSDFGHJKLM%£', '>WXCVBN?./+'],
  altGr: '&| é@ "# \'{ ([ §^ ç{ à} e€ ^[ $] ù´ µ` <\\ =~',
  dead: { plain: '^', shift: '¨', altGr: '´`~' },
  decimal: ',',
})
