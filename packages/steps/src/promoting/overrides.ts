/** The input `override`: names of gates, in lines or with commas. Each once. */
export function readOverrides(text: string | null): readonly string[] {
  const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '')
  return [...new Set(names)]
}
