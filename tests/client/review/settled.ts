/** A page lets keys decide only once it has stood for a moment. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 650)
  })
}
