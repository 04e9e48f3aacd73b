import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { canRun, start, temporaryDirectory, timeout } from './support.ts'

const main = `
  import { app, dialog } from 'electron'
  const report = async (name, act) => {
    try { console.log(name + ' => ' + JSON.stringify(await act())) } catch (error) { console.log(name + ' !! ' + error.message) }
  }
  app.whenReady().then(async () => {
    await report('save', () => dialog.showSaveDialog({ defaultPath: 'a.json' }))
    await report('open', () => dialog.showOpenDialog({ properties: ['openFile'] }))
    await report('again', () => dialog.showOpenDialog({ properties: ['openDirectory'] }))
    app.exit(0)
  })`

async function run(
  answers: unknown,
): Promise<{ readonly said: readonly string[]; readonly left: string | null }> {
  const directory = temporaryDirectory()
  writeFileSync(
    path.join(directory, 'package.json'),
    '{"name":"tiny","version":"0.0.1","type":"module","main":"main.mjs"}',
  )
  writeFileSync(path.join(directory, 'main.mjs'), main)
  const file = path.join(directory, 'answers.json')
  if (answers !== null) writeFileSync(file, JSON.stringify(answers))
  const started = start(
    [`--user-data-dir=${directory}/user`, directory],
    answers === null ? {} : { STAMPWELL_HOST_DIALOGS: file },
  )
  await started.exited
  const said = started
    .output()
    .split('\n')
    .filter((line) => /^\w+ (!!|=>) /.test(line))
  return { said, left: answers === null ? null : readFileSync(file, 'utf8') }
}

describe.skipIf(!canRun)("the Chromium host's dialogs for files", { timeout }, () => {
  test('are closed by nobody in particular, as long as no test says otherwise', async () => {
    expect((await run(null)).said).toEqual([
      'save => {"canceled":true,"filePath":""}',
      'open => {"canceled":true,"filePaths":[]}',
      'again => {"canceled":true,"filePaths":[]}',
    ])
  })

  test('answer what a test prepared, in its order, and one that nobody prepared is loud', async () => {
    const { said, left } = await run([
      { dialog: 'showSaveDialog', path: '/tmp/a.json' },
      { dialog: 'showOpenDialog', path: null },
    ])
    expect(said).toEqual([
      'save => {"canceled":false,"filePath":"/tmp/a.json"}',
      'open => {"canceled":true,"filePaths":[]}',
      'again !! chromium host: dialog.showOpenDialog was opened, and nothing was prepared',
    ])
    expect(left).toBe('[]')
  })
})
