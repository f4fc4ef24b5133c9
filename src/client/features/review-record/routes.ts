import { h, type FunctionalComponent } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

interface Place {
  readonly plan: string
  readonly id: string
}

/** Another record is another page: nothing of the one before stays on it. */
async function eachAnew(): Promise<FunctionalComponent<Place>> {
  const { default: page } = await import('./ReviewRecord.vue')
  const keyed: FunctionalComponent<Place> = ({ plan, id }) => h(page, { key: id, plan, id })
  keyed.displayName = 'EachRecordAnew'
  keyed.props = ['plan', 'id']
  return keyed
}

export const routes: RouteRecordRaw[] = [
  {
    path: '/review/:plan/:id',
    component: eachAnew,
    props: true,
    meta: { title: 'review.record.title', words: ['review', 'problems'], frame: 'solo' },
  },
]
