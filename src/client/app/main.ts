import '../ui/styles/fonts.css'
import '../ui/styles/tokens.css'
import '../ui/styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { useConnection } from '../state/connection/connection.ts'
import { useSession } from '../state/session.ts'
import App from './App.vue'
import { followLinks } from './follow-links.ts'
import { guardNotebook } from './guard.ts'
import { followLikes } from './likes.ts'
import { fillFrame } from './frame/person.ts'
import { reloadForLostCode, startPwa } from './pwa.ts'
import { createAppRouter } from './router.ts'
import { createWords } from './words.ts'

const words = createWords()
const router = createAppRouter(words)
const pwa = startPwa()
reloadForLostCode(router)

const app = createApp(App, { pwa }).use(createPinia()).use(words.plugin)
await followLikes(words)
const session = useSession()
await session.start()
guardNotebook(router, session)
fillFrame(session, useConnection(), words)
app.use(router)

// The picture that the HTML painted stands until the first page is ready to take its place.
await router.isReady().catch(() => undefined)
const root = document.getElementById('app')
if (root) {
  root.replaceChildren()
  app.mount(root)
  followLinks(router, document.body)
}
