import { computed, type ComputedRef } from 'vue'
import { postsOn, type Post } from '#domain/people/person.ts'
import { useSession } from './session.ts'

/** The posts that the person holds today; a page that is open takes up a change of them. */
export function useOwnPosts(): ComputedRef<readonly Post[]> {
  const session = useSession()
  return computed(() => {
    // The notebook takes new posts over as it is, so only the count tells that there are some.
    const { opened: device, signIns } = session
    return signIns >= 0 ? postsOn(device.session, device.today()) : []
  })
}
