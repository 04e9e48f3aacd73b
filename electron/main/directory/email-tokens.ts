/**
 * Pieces of an e-mail as tokens: all of four characters. Of the hosts that half the world has, only which one
 * it is and how it begins: their pieces would say nothing and cost a third of the index.
 */

import { addPieceKeys, emailSigns, sign, tokenKey } from './token-key.ts'
import type { Keys } from './token-key.ts'

/** Hosts whose pieces are not indexed. Only what it costs depends on the list, not who is found. */
const commonHosts =
  'gmail.com googlemail.com yahoo.com hotmail.com outlook.com icloud.com live.com msn.com aol.com me.com proton.me protonmail.com gmx.de gmx.net web.de t-online.de freemail.hu citromail.hu yahoo.co.uk hotmail.co.uk hotmail.fr orange.fr wanadoo.fr free.fr libero.it seznam.cz mail.ru yandex.ru bk.ru list.ru naver.com daum.net hanmail.net qq.com 163.com 126.com yahoo.co.jp docomo.ne.jp ukr.net wp.pl o2.pl abv.bg example.com'.split(
    ' ',
  )
const isCommon = new Set(commonHosts)
/** Characters of a common host that the pieces before it run into. */
const intoHost = 2
const pieceLength = 4
/** One sign stands for all that are rare, and behind the last character. */
const signsAndLetters = Array.from(`${sign}${emailSigns}0123456789abcdefghijklmnopqrstuvwxyz`)

/** The shortest piece that is looked up; with every character that may follow it. */
export const shortestEmailPiece = 3

/** Tokens of an e-mail in lower case. */
export function addEmailTokens(lower: string, to: Keys): void {
  const at = lower.lastIndexOf('@')
  const host = lower.slice(at + 1)
  const isCommonHost = at >= 0 && isCommon.has(host)
  addPieceKeys(plain(isCommonHost ? lower.slice(0, at + 1 + intoHost) : lower), to)
  if (isCommonHost) to.add(tokenKey(hostToken(host)))
}

/**
 * Expressions for the index that bring whoever may have this piece, the more telling first; who has it is for the row to
 * say. None where the piece is too short.
 */
export function emailExpressions(piece: string): readonly string[] {
  const expressions = [pieceExpression(plain(piece))]
  const at = piece.indexOf('@')
  const hostPart = piece.slice(at + 1)
  const hosts = commonHosts.filter((host) => (at < 0 ? host.includes(hostPart) : host.startsWith(hostPart)))
  const ofHosts = hosts.map((host) => `"${hostToken(host)}"`).join(' OR ')
  // Across the sign, and a little of the host behind it, which several hosts begin with.
  const across = at > 0 && hosts.length > 0 ? pieceExpression(plain(piece.slice(0, at + 1 + intoHost))) : null
  if (across !== null) expressions.push(hostPart.length > intoHost ? `${across} AND (${ofHosts})` : across)
  // One character in front of the sign is in no piece without the host's first ones, and they are in the token above.
  if (at <= 0 && hosts.length > 0 && piece.length >= shortestEmailPiece) expressions.push(ofHosts)
  return [...new Set(expressions.filter((expression) => expression !== null))]
}

function pieceExpression(piece: string): string | null {
  if (piece.length < shortestEmailPiece) return null
  if (piece.length < pieceLength) return signsAndLetters.map((next) => `"g:${piece}${next}"`).join(' OR ')
  const pieces = new Set<string>()
  // They overlap, or whoever has "yang" and "ang1" apart would hide who has "yangyang1".
  for (let from = 0; from + pieceLength < piece.length; from += pieceLength / 2)
    pieces.add(piece.slice(from, from + pieceLength))
  pieces.add(piece.slice(-pieceLength))
  return [...pieces].map((each) => `"g:${each}"`).join(' AND ')
}

function hostToken(host: string): string {
  return `h:${plain(host)}`
}

/** What an address may hold besides letters and digits is for the row to compare. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u002c\u002f\u003a-\u003f\u0041-\u005e\u0060\u007b-\u007f]/g, sign)
}
