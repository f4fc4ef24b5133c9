import { join } from 'node:path'
import webPush from 'web-push'
import type { PushKeys } from '../http/house.ts'
import { openKeyFile } from '../key-file.ts'

/** Opens the pair by which push services know this server (VAPID, RFC 8292); the first start makes it. Who loses it loses every subscription. */
export async function openPushKeys(dataDir: string): Promise<PushKeys> {
  const make = () => JSON.stringify(webPush.generateVAPIDKeys())
  return JSON.parse(await openKeyFile(join(dataDir, 'push-key.json'), make)) as PushKeys
}
