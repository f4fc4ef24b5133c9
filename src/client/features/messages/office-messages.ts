import type { SentMessage } from '#contract/messages.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { Role } from '#domain/people/person.ts'

/** A message as it is being written. */
export interface MessageForm {
  /** Made with the form, so that the same message sent twice is one. */
  id: string
  title: string
  text: string
  units: { id: string; name: string }[]
  roles: Role[]
  until: Day
}

export const roles: readonly Role[] = [
  'staff',
  'group-head',
  'deputy',
  'principal',
  'officer',
  'reviewer',
  'leader',
]

const usualDays = 7

export function blankForm(id: string, today: Day): MessageForm {
  return { id, title: '', text: '', units: [], roles: [], until: addDays(today, usualDays) }
}

export function isComplete(form: MessageForm): boolean {
  return (
    form.title.trim() !== '' &&
    form.text.trim() !== '' &&
    form.units.length > 0 &&
    form.until !== ''
  )
}

export function inputOf({ title, text, units, roles: chosen, until }: MessageForm) {
  return { title, text, unitIds: units.map(({ id }) => id), roles: [...chosen], until }
}

export function reachPath({ units, roles: chosen }: MessageForm): string {
  const ids = units.map(({ id }) => id).join(',')
  return `/messages/reach?${new URLSearchParams({ units: ids, roles: chosen.join(',') }).toString()}`
}

/** Whether it is still shown to those whom it is for. */
export function isOut({ takenBackAt, until }: SentMessage, today: Day): boolean {
  return takenBackAt === null && until >= today
}
