import { expect } from 'playwright/test'
import { build, mergeConfig } from 'vite'
import { galleryConfig } from '../gallery/config.ts'
import { sceneNames } from '../gallery/scene-names.ts'
import { builtGallery, builtScenes, test } from './support/gallery.ts'

test('the gallery is built, with every scene that is photographed', async ({ page }) => {
  await build(mergeConfig(galleryConfig, { logLevel: 'error', build: { outDir: builtGallery } }))
  expect(await builtScenes(page)).toEqual(sceneNames)
})
