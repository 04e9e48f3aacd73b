import { layoutOf } from '../layout.ts'

/** France, AZERTY as on Windows: digits need Shift. */
export const frLayout = layoutOf({
  id: 'fr',
  plain: ['²&é"\'(-è_çà)=', 'azertyuiop^$', 'qsdfghjklmù*', '<wxcvbn,;:!'],
  shift: [' 1234567890°+', 'AZERTYUIOP¨£', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
  altGr: 'é~ "# \'{ ([ -| è` _\\ ç^ à@ )] =} e€ $¤',
  dead: { plain: '^', shift: '¨', altGr: '~`' },
})
