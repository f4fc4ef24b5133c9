/** A window inside another app, which keeps no notebook: it can be wiped with the app's cache, and has no install. */
export type InAppBrowser =
  'zalo' | 'messenger' | 'facebook' | 'instagram' | 'tiktok' | 'line' | 'web-view'

export type Platform = 'android' | 'ios' | 'other'

// In order: Messenger also names Facebook, and every Android window says `wv`.
const signs: readonly (readonly [RegExp, InAppBrowser])[] = [
  [/\bzalo\b/i, 'zalo'],
  [/\bFBAN\/Messenger|FB_IAB\/(Messenger|Orca)|\bMessengerLite/i, 'messenger'],
  [/\bFBAN\b|\bFBAV\b|\bFB_IAB\b|\bFBIOS\b/, 'facebook'],
  [/\bInstagram\b/, 'instagram'],
  [/musical_ly|\bBytedance|\bTikTok|\btrill_/i, 'tiktok'],
  [/\bLine\/\d/, 'line'],
  [/\bAndroid\b.*;\s*wv\)/, 'web-view'],
]

/** The app in whose window the page is shown, by the browser's own description. */
export function inAppBrowser(userAgent: string): InAppBrowser | undefined {
  return signs.find(([sign]) => sign.test(userAgent))?.[1]
}

export function platformOf(userAgent: string): Platform {
  if (/\bAndroid\b/.test(userAgent)) return 'android'
  return /\b(iPhone|iPad|iPod)\b/.test(userAgent) ? 'ios' : 'other'
}

/** A link that asks Android to open the address in Chrome. Other systems know none. */
export function chromeLink(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address)
  const scheme = protocol.replace(':', '')
  // Android looks for the last '#', so the address keeps its own: an invitation's code stands there.
  return `intent://${host}${pathname}${search}${hash}#Intent;scheme=${scheme};package=com.android.chrome;end`
}
