/** Values that must not be shown, longest first, so that a value that contains another is masked whole. */
export class Mask {
  #values: string[] = []

  add(value: string): void {
    const lines = [value, ...value.split(/\r?\n/)].filter((line) => line.trim().length >= 3)
    this.#values = [...new Set([...this.#values, ...lines])].sort((a, b) => b.length - a.length)
  }

  apply(text: string): string {
    return this.#values.reduce((masked, value) => masked.replaceAll(value, '***'), text)
  }
}
