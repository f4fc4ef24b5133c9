/** Fetches a file of messages. */
export type LoadPart = () => Promise<unknown>

/** Every part of the catalogue but those of the first screen, by its path. */
export const files: Record<string, LoadPart> = import.meta.glob<unknown>(
  ['../locales/*/*.json', '!../locales/vi/{core,home}.json', '../../contract/problems.*.json'],
  { import: 'default' },
)
