// The product as it was built, with an ear on every message between main and page. The order of these two matters.
import './tap.mjs'

await import(new URL('../../../../out/main/index.js', import.meta.url).href)
