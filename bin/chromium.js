import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

import { giveUp, say } from './say.js'

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]

const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
}

/** Where Playwright keeps what it downloads, by system, and what the program is called in there. */
const downloads = {
  linux: ['.cache/ms-playwright', ['chrome-linux/chrome', 'chrome-linux64/chrome']],
  darwin: [
    'Library/Caches/ms-playwright',
    ['chrome-mac', 'chrome-mac-arm64', 'chrome-mac-x64'].flatMap((folder) => [
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
    ]),
  ],
  win32: ['AppData/Local/ms-playwright', ['chrome-win/chrome.exe', 'chrome-win64/chrome.exe']],
}

/** The Chromium for the browser tests; on Debian, root installs one when there is none. */
export function findChromium() {
  return chosen() ?? installed() ?? downloaded() ?? fromDebian() ?? missing()
}

function chosen() {
  const path = process.env.CHROMIUM_PATH
  if (!path || existsSync(path)) return path || undefined
  return giveUp(`CHROMIUM_PATH không có ở ${path}.`, `CHROMIUM_PATH: nothing is at ${path}.`)
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find((path) => existsSync(path))
}

function downloaded() {
  const [usual, programs] = downloads[process.platform] ?? downloads.linux
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), usual)
  if (!existsSync(cache)) return undefined
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
    .flatMap((name) => programs.map((program) => join(cache, name, program)))
    .find((path) => existsSync(path))
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  say(
    'Không thấy Chromium, đang cài bằng apt-get…',
    'No Chromium found, installing it with apt-get…',
  )
  const quietly = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-q'], quietly)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quietly)
  return installed()
}

function missing() {
  return giveUp(
    'Kiểm thử trình duyệt cần Chromium: hãy cài Chromium hoặc Google Chrome (Debian: apt-get install chromium), hoặc đặt CHROMIUM_PATH.',
    'The browser tests need Chromium: install Chromium or Google Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
  )
}
