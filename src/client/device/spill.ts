import type { Draft } from './door.ts'

// A page that is closed in mid-word has no time for a database: its transaction dies with it. So a
// draft is first noted here, at once, and the note goes when the database has it. It is plain for
// those milliseconds; a sealing codec has to take this place along (docs/decisions/0008).
const place = (account: string, id = ''): string => `so-tay-so:spill:${account}:${id}`

export function spill(account: string, draft: Draft): void {
  try {
    localStorage.setItem(place(account, draft.id), JSON.stringify(draft))
  } catch {
    // No room or no such storage: the database is on its way all the same.
  }
}

export function wipe(account: string, id: string): void {
  try {
    localStorage.removeItem(place(account, id))
  } catch {
    // Then there was no note either.
  }
}

/** The drafts whose page was gone before the database had them. */
export function spilled(account: string): readonly Draft[] {
  try {
    return Object.entries(localStorage)
      .filter(([key]) => key.startsWith(place(account)))
      .map(([, text]) => JSON.parse(String(text)) as Draft)
  } catch {
    return []
  }
}
