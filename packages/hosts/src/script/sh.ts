/** Constant shell text. In it `\${` stands for `${`; every other backslash is the shell's own. */
export function sh(text: TemplateStringsArray): string {
  return text.raw
    .join('')
    .replaceAll('\\$' + '{', '$' + '{')
    .replace(/^\n/, '')
}
