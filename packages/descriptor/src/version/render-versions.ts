const mostShown = 5

/** `3.0.0, 2.1.3`; of more than five the first, and how many more. */
export function renderVersions(versions: readonly string[]): string {
  const shown = versions.slice(0, mostShown).join(', ')
  return versions.length > mostShown ? `${shown} and ${versions.length - mostShown} more` : shown
}

/** The same after "there": `is 3.0.0`, `are 3.0.0, 2.1.3`. */
export function renderVersionsThere(versions: readonly string[]): string {
  return `${versions.length === 1 ? 'is' : 'are'} ${renderVersions(versions)}`
}
