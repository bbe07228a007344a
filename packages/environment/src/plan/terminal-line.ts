/**
 * Text of someone else on one line of a terminal: escape sequences, line ends and turns of the reading direction in it
 * become blanks.
 */
export function terminalLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
}
