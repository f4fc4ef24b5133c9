import { watch } from 'vue'
import { nameOfYear, schoolYearOf } from '#domain/day.ts'
import { mayDecide } from '#domain/people/access.ts'
import { mainPost, postsOn, type Role } from '#domain/people/person.ts'
import type { Device } from '../../device/door.ts'
import type { useConnection } from '../../state/connection/connection.ts'
import type { useSession } from '../../state/session.ts'
import { isAsked, ledgerOf } from '../../state/ledger.ts'
import { frame } from './frame.ts'
import type { NavRole } from './navigation.ts'
import type { Words } from '../words.ts'

const headRoles: readonly Role[] = ['principal', 'deputy', 'group-head']
const writing: Partial<Record<NavRole, NavRole>> = {
  reviewer: 'writing-reviewer',
  onlooker: 'staff',
}
const reviewerRoles: readonly Role[] = ['officer', 'reviewer']

/** What a person does most, by the posts that they hold today. */
export function navRoleOf(device: Device): NavRole {
  const roles = postsOn(device.session, device.today()).map(({ role }) => role)
  if (roles.includes('administrator')) return 'administrator'
  if (roles.some((role) => reviewerRoles.includes(role))) return 'reviewer'
  if (roles.some((role) => headRoles.includes(role))) return 'head'
  return roles.includes('staff') ? 'staff' : 'onlooker'
}

/** Keeps the frame true: whose notebook it is, and the figures beside its places. */
export function fillFrame(
  session: ReturnType<typeof useSession>,
  connection: ReturnType<typeof useConnection>,
  words: Words,
): void {
  watch(
    () => [session.device, session.signIns] as const,
    ([device], _, onCleanup) => {
      nameOwner(device, words)
      if (!device) return
      const isOpen = () => session.device === device
      const count = () =>
        void Promise.all([countQueue(device), askLedger(device, isOpen)]).catch(() => undefined)
      onCleanup(device.watch(count))
      count()
    },
    { immediate: true },
  )
  watch(
    () => connection.waiting + connection.attention,
    (waiting) => {
      frame.counts.outbox = waiting
    },
    { immediate: true },
  )
}

function nameOwner(device: Device | null, words: Words): void {
  frame.role = device ? navRoleOf(device) : undefined
  frame.places = undefined
  if (frame.role === 'administrator') void showOffice()
  frame.schoolYear = device ? nameOfYear(schoolYearOf(device.today())) : undefined
  frame.counts.queue = 0
  if (!device) {
    frame.owner = undefined
    return
  }
  const { name, units } = device.session
  const post = mainPost(device.session, device.today())
  const unit = units.find(({ id }) => id === post?.unitId)?.name
  frame.owner = { name, post: post && words.say(`core.role.${post.role}`), unit }
}

async function showOffice(): Promise<void> {
  const { places } = await import('./office-places.ts')
  if (frame.role === 'administrator') frame.places = places
}

/** Whom the ledger asks gets its places too; that is known once the plans are on the device. */
async function askLedger(device: Device, isOpen: () => boolean): Promise<void> {
  const row = writing[navRoleOf(device)]
  if (!row || frame.role === row) return
  const ledger = ledgerOf(await device.read.plans())
  if (ledger && isAsked(ledger, device) && isOpen()) frame.role = row
}

/** A school's reviewers have what waits on the device; for those above, the queue says its own number. */
async function countQueue(device: Device): Promise<void> {
  if (navRoleOf(device) !== 'head') return
  const shown = await device.read.toReview()
  const today = device.today()
  frame.counts.queue = shown.filter(
    ({ submission }) => submission && mayDecide(device.session, submission, today),
  ).length
}
