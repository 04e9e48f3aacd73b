import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { eventName, redact } from '../../electron/main/redact.ts'

const root = path.resolve(import.meta.dirname, '../..')
const sources = execFileSync('git', ['ls-files', '-z', 'electron/main/**.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '')

interface Call {
  readonly place: string
  /** Null where it is not written out. */
  readonly event: string | null
  /** Field names; null where the fields are not written out. */
  readonly fields: readonly string[] | null
  /** What stands for `error`; null where nothing does. */
  readonly error: string | null
}

/** Calls of `log.info(...)`, `shop.log.warn(...)` and the like. */
function callsIn(file: string): readonly Call[] {
  const parsed = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: Call[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      /(?:^|\.)log\.(?:debug|info|warn|error)$/.test(node.expression.getText())
    ) {
      const [event, fields] = node.arguments
      const line = parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({
        place: `${file}:${line}`,
        event: event !== undefined && ts.isStringLiteral(event) ? event.text : null,
        fields: fields === undefined ? [] : namesOf(fields),
        error: fields === undefined ? null : errorIn(fields),
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(parsed)
  return found
}

function namesOf(fields: ts.Expression): readonly string[] | null {
  if (!ts.isObjectLiteralExpression(fields)) return null
  return fields.properties.map((property) =>
    (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) &&
    ts.isIdentifier(property.name)
      ? property.name.text
      : 'computed',
  )
}

function errorIn(fields: ts.Expression): string | null {
  if (!ts.isObjectLiteralExpression(fields)) return null
  const error = fields.properties.find((property) => property.name?.getText() === 'error')
  return error === undefined ? null : ts.isPropertyAssignment(error) ? error.initializer.getText() : 'error'
}

const calls = sources.flatMap(callsIn)

describe('every line that is logged', () => {
  test('is found here', () => {
    expect(calls.length).toBeGreaterThan(10)
  })

  test('names its event in a form that is kept', () => {
    const lost = calls.filter(({ event }) => event !== null && eventName(event) !== event)
    expect(lost.map(({ place, event }) => `${place} ${String(event)}`)).toEqual([])
  })

  test('tells of an error by what was thrown: a word for it would be dropped', () => {
    const told = calls.filter(({ error }) => error !== null)
    expect(told.length).toBeGreaterThan(10)
    expect(told.filter(({ error }) => error !== 'error' && error !== 'message.error')).toEqual([])
  })

  test('has only fields that are kept: a dropped one helps nobody', () => {
    // Null passes for every listed name, whatever its shape.
    const lost = calls.flatMap(({ place, fields }) =>
      (fields ?? []).filter((name) => !(name in redact({ [name]: null }))).map((name) => `${place} ${name}`),
    )
    expect(lost).toEqual([])
  })
})
