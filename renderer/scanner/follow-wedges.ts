import type { KeyboardLayout } from '../../shared/scan/layout.ts'
import { loadLayout } from '../../shared/scan/layouts/load-layout.ts'
import { layoutOfProfiles, wedgeSettingsOf } from '../../shared/scan/wedge-profile.ts'
import type { WedgeProfile } from '../../shared/scan/wedge-profile.ts'
import type { WedgeSettings } from '../../shared/scan/wedge-types.ts'
import type { Till } from '../stores/till.ts'

/** What was learned of the scanners of this till. */
export function knownWedges(till: Till): readonly WedgeProfile[] {
  const session = till.session.getState()
  return session.phase === 'ready' ? session.start.wedges : []
}

/**
 * Tells the wedge what this till knows of its scanners, now and whenever that changes; while settings are tried, those.
 * A layout is fetched before the wedge hears of the scanner that has it: until then it works as for an unknown one.
 *
 * @returns the function that ends it
 */
export function followWedges(till: Till, configure: (settings: WedgeSettings) => void): () => void {
  let told: unknown = null
  const follow = (): void => {
    const wanted = till.scans.getState().trial?.settings ?? knownWedges(till)
    if (wanted === told) return
    told = wanted
    if (!isKnown(wanted)) {
      configure(wanted)
      return
    }
    const id = layoutOfProfiles(wanted)
    if (id === null) {
      configure(wedgeSettingsOf(wanted, null))
      return
    }
    const tell = (layout: KeyboardLayout | null): void => {
      if (told === wanted) configure(wedgeSettingsOf(wanted, layout))
    }
    // Part of the program's own files: where one cannot be read the scanner works as far as it can without.
    loadLayout(id).then(tell, () => tell(null))
  }
  const ends = [till.scans.subscribe(follow), till.session.subscribe(follow)]
  follow()
  return () => {
    told = null
    for (const end of ends) end()
  }
}

function isKnown(wanted: WedgeSettings | readonly WedgeProfile[]): wanted is readonly WedgeProfile[] {
  return Array.isArray(wanted)
}
