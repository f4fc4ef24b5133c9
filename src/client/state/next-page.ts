/** Where to go once the notebook is open: a page of ours, or home. Browsers leave out tabs and line ends, so `/\t/` is `//`. */
export function nextPage(asked: unknown): string {
  const isOurs = typeof asked === 'string' && /^\/(?![/\\])[^\t\n\r]*$/.test(asked)
  return isOurs && !asked.startsWith('/sign-in') ? asked : '/'
}

/** The same, unless the server still waits for a second factor: then to where it is added. */
export function pageAfter(
  { factorRequired }: { factorRequired?: boolean | undefined },
  asked: unknown,
): string {
  if (!factorRequired) return nextPage(asked)
  return `/account/security?next=${encodeURIComponent(nextPage(asked))}`
}
