import { OfficePush, OfficeReply, type OfficeResult } from '#contract/office/envelope.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { signedIn } from '../http/signed-in.ts'
import { acceptOffice } from './accept.ts'
import { readOfficeCommand } from './read-office-command.ts'

const schema = {
  summary: 'Writes outside a plan: units, people, rounds; one answer a command, in order',
  tags: ['office'],
  body: OfficePush,
  response: { 200: OfficeReply },
}

/** The door for every write of the office. */
export function officeRoutes(app: App, house: House): void {
  app.post('/api/office/commands', { schema }, async (request) => {
    const at = house.clock().toISOString()
    const sender = { speaker: signedIn(request), doer: doerOf(request), at }
    const results: OfficeResult[] = []
    for (const value of request.body.commands) {
      const reading = readOfficeCommand(value, sender.speaker.accountId)
      results.push(await acceptOffice(house, reading, sender))
    }
    return { serverTime: at, results }
  })
}
