import { Dexie } from 'dexie'
import { createPinia } from 'pinia'
import { createApp, defineComponent, h, onMounted, ref } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'

// What any such app pays: the libraries, one database, the latest fifty rows on the screen.
interface Row {
  id: number
  title: string
}

const db = new Dexie('floor-page')
db.version(1).stores({ record: 'id' })
const records = db.table<Row>('record')

const Home = defineComponent(() => {
  const rows = ref<Row[]>([])
  onMounted(async () => {
    rows.value = await records.reverse().limit(50).toArray()
  })
  return () => [
    h('h1', 'Chào'),
    h(
      'ul',
      rows.value.map(({ id, title }) => h('li', { key: id }, title)),
    ),
  ]
})

const stored = await records.count()
if (stored === 0) {
  await records.bulkPut(Array.from({ length: 200 }, (_, id) => ({ id, title: `Buổi ${id}` })))
}
await navigator.serviceWorker.register('/floor-worker.js')
const router = createRouter({
  history: createWebHistory(),
  routes: [{ path: '/:all(.*)', component: Home }],
})
createApp(RouterView).use(createPinia()).use(router).mount('#app')
