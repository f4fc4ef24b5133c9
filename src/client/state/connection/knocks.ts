/** Hears when the browser says that it is worth a try: looked at again, or a network is there. It is only a hint: a network is not yet a line. */
export function onKnock({ come, lose }: { come: () => void; lose: () => void }): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') come()
  }
  document.addEventListener('visibilitychange', seen)
  addEventListener('online', come)
  addEventListener('offline', lose)
  return () => {
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('online', come)
    removeEventListener('offline', lose)
  }
}
