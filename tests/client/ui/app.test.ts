import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { useI18n } from '../../../src/client/ui/i18n.ts'
import App from '../../../src/client/app/App.vue'
import { followLinks } from '../../../src/client/app/follow-links.ts'
import { frame } from '../../../src/client/app/frame/frame.ts'
import { createAppRouter } from '../../../src/client/app/router.ts'
import { createWords } from '../../../src/client/app/words.ts'

const page = (title: string, href: string) =>
  defineComponent({
    setup: () => () => [
      h('h1', { tabindex: -1 }, title),
      h('main', { id: 'main' }, [h('a', { href }, 'Đi')]),
    ],
  })

const broken = defineComponent({
  render() {
    throw new Error('as a page may')
  },
})

async function open(path: string, needsUpdate = false) {
  const words = createWords()
  const router = createAppRouter(words)
  router.addRoute({
    path: '/one',
    component: page('Trang một', '/two'),
    meta: { title: 'core.nav.home' },
  })
  router.addRoute({ path: '/two', component: page('Trang hai', '/one'), meta: { frame: 'task' } })
  router.addRoute({ path: '/broken', component: broken })
  await router.push(path)
  const asked = ref(0)
  const pwa = { needsUpdate: ref(needsUpdate), installed: ref(true), update: () => asked.value++ }
  const app = mount(App, {
    props: { pwa },
    attachTo: document.body,
    global: { plugins: [router, words.plugin] },
  })
  followLinks(router, app.element.parentElement ?? document.body)
  await nextTick()
  return { app, router, words, asked }
}

beforeEach(() => {
  frame.role = 'staff'
})
afterEach(() => {
  document.body.replaceChildren()
})

describe('the app', () => {
  it('steps by plain links, and moves the focus and the title along', async () => {
    const { app, router } = await open('/one')
    expect(document.title).toBe('Hôm nay · Sổ tay số')
    await app.get('main a').trigger('click')
    await router.isReady()
    await expect.poll(() => app.get('h1').text()).toBe('Trang hai')
    await expect.poll(() => document.activeElement).toBe(app.get('h1').element)
    expect(app.get('.app').classes()).toContain('task')
  })

  it('leaves to the browser what is for a new tab', async () => {
    const { app, router } = await open('/one')
    await app.get('main a').trigger('click', { ctrlKey: true })
    expect(router.currentRoute.value.path).toBe('/one')
  })

  it('asks before it takes a new version', async () => {
    const { app, asked } = await open('/one', true)
    await expect.poll(() => app.find('.ban').exists()).toBe(true)
    const offer = app.get('.ban')
    expect(offer.text()).toContain('Bài đang viết dở được giữ nguyên.')
    expect(asked.value).toBe(0)
    await offer.get('.btn').trigger('click')
    expect(asked.value).toBe(1)
  })

  it('keeps the old version when a person says later', async () => {
    const { app, asked } = await open('/one', true)
    await expect.poll(() => app.find('.ban').exists()).toBe(true)
    await app.get('.ban .btn.txt').trigger('click')
    expect(app.find('.ban').exists()).toBe(false)
    expect(asked.value).toBe(0)
  })

  it('says so when there is no such page, and that nothing is lost', async () => {
    const { app } = await open('/nowhere')
    expect(app.text()).toContain('Bài của thầy cô vẫn còn nguyên trên máy này.')
  })

  it('stands when a page fails', async () => {
    const { app, router } = await open('/one')
    vi.useFakeTimers()
    await router.push('/broken')
    await nextTick()
    expect(app.get('[role=alert]').text()).toContain('Bài của thầy cô không bị ảnh hưởng.')
    expect(() => vi.runAllTimers()).toThrow('as a page may')
    vi.useRealTimers()
  })

  it('has no navigation while nobody is signed in', async () => {
    frame.role = undefined
    const { app } = await open('/one')
    expect(app.find('nav').exists()).toBe(false)
  })
})

describe('the words', () => {
  it('of a part are there once it is loaded, in both languages', async () => {
    const words = createWords()
    await words.load('home')
    await words.speak('en')
    const said = defineComponent({
      setup() {
        const { t } = useI18n()
        return () => h('p', t('core.sync.waiting', 3))
      },
    })
    const shown = mount(said, { global: { plugins: [words.plugin] } })
    expect(shown.text()).toBe('3 waiting to send')
    await words.speak('vi')
    await nextTick()
    expect(shown.text()).toBe('3 chờ gửi')
  })

  it('name the same things in both languages', () => {
    const files = import.meta.glob<object>('../../src/client/locales/*/*.json', {
      eager: true,
      import: 'default',
    })
    const keys = (language: string) =>
      Object.entries(files)
        .filter(([path]) => path.includes(`/${language}/`))
        .map(([path, words]) => [path.split('/').at(-1), namesIn(words)] as const)
    expect(Object.fromEntries(keys('en'))).toEqual(Object.fromEntries(keys('vi')))
  })
})

function namesIn(words: object): string[] {
  return Object.entries(words).flatMap(([name, inner]: [string, unknown]) => {
    const isGroup = typeof inner === 'object' && inner !== null && !('loc' in inner)
    return isGroup ? namesIn(inner).map((below) => `${name}.${below}`) : [name]
  })
}
