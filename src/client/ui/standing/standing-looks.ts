import type { ShownStanding } from '#domain/standing.ts'
import arrowUp from '../icons/arrow-up.svg?raw'
import check from '../icons/check.svg?raw'
import cornerUpLeft from '../icons/corner-up-left.svg?raw'
import type { Icon } from '../icons/icon.ts'
import minus from '../icons/minus.svg?raw'
import pencil from '../icons/pencil.svg?raw'
import seal from '../icons/seal.svg?raw'
import triangleAlert from '../icons/triangle-alert.svg?raw'

/** Who has a submission that was received: the step of the route on which it waits. */
export type Holder = 'school' | 'commune' | 'department'

/** Shape and icon of a standing; the colour follows the shape, the word stands in the catalogue. */
export const standingLooks: Record<ShownStanding, { shape: string; icon: Icon }> = {
  draft: { shape: 'draft', icon: pencil },
  queued: { shape: 'queued', icon: arrowUp },
  sending: { shape: 'sending', icon: arrowUp },
  received: { shape: 'sent', icon: check },
  returned: { shape: 'returned', icon: cornerUpLeft },
  accepted: { shape: 'accepted', icon: seal },
  published: { shape: 'accepted', icon: seal },
  failed: { shape: 'failed', icon: triangleAlert },
  withdrawn: { shape: 'gone', icon: minus },
  closed: { shape: 'gone', icon: minus },
}
