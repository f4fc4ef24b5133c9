import { Dexie } from 'dexie'
import { databaseName } from './store/account-database.ts'

// These say how the device is, or repeat what is shown anyway: no screen waits for them.
const quiet = ['journal']

/**
 * Calls after every change to an account's notebook, also by another tab. It hears of all tables,
 * so a query is free to read what it likes, in any order and after any wait.
 */
export function watchDatabase(accountId: string, listener: () => void): () => void {
  const prefix = `idb://${databaseName(accountId)}/`
  const hear = (parts: Readonly<Record<string, unknown>>): void => {
    const heard = Object.keys(parts).some((part) => {
      if (part === 'all') return true
      return (
        part.startsWith(prefix) && !quiet.includes(part.slice(prefix.length).split('/')[0] ?? '')
      )
    })
    if (heard) listener()
  }
  Dexie.on('storagemutated', hear as never)
  return () => {
    Dexie.on.storagemutated.unsubscribe(hear as never)
  }
}
