import { policyText } from '../http/pages/security-headers.ts'
import type { App } from '../http/house.ts'

const style = `
  :root { color-scheme: light dark }
  body { margin: 0 auto; padding: 24px 16px; max-width: 30rem; font: 1.0625rem/1.5 system-ui, sans-serif }
  h1 { font-size: 1.5rem; line-height: 1.25 }
  label { display: block; margin-top: 1rem; font-weight: 600 }
  input, button { box-sizing: border-box; width: 100%; min-height: 48px; padding: 0 .75rem; font: inherit }
  small { display: block; font-weight: 400 }
  button { margin-top: 1.5rem; font-weight: 600 }
`

/** The secret is in the part of the address that browsers don't send; it leaves only with the form. */
const script = `
  const form = document.querySelector('form')
  const word = document.querySelector('[role=status]')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(form))
    const body = JSON.stringify({ token: location.hash.slice(1), ...fields })
    const headers = { 'content-type': 'application/json' }
    word.textContent = 'Đang tạo… / Working…'
    try {
      const reply = await fetch('/api/first-administrator', { method: 'POST', headers, body })
      const { accountId, detail, detailEn } = await reply.json()
      if (reply.ok) return location.replace('/sign-in?signed-in=' + accountId)
      word.textContent = reply.status === 404
        ? 'Đường dẫn này đã dùng hoặc đã quá một ngày. Khởi động lại máy chủ để có đường dẫn mới. / This link was used or is older than a day. Restart the server for a new one.'
        : detail + ' / ' + detailEn
    } catch {
      word.textContent = 'Chưa tới được máy chủ. Những gì đã nhập còn nguyên, thử lại sau ít phút. / The server was not reached. What you entered is kept; try again in a few minutes.'
    }
  })
`

const html = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quản trị viên đầu tiên · Sổ tay số</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Quản trị viên đầu tiên <small lang="en">The first administrator</small></h1>
<form>
<label>Tên Sở <small lang="en">Department</small>
<input name="department" required maxlength="200" autocomplete="organization"></label>
<label>Họ và tên <small lang="en">Full name</small>
<input name="name" required maxlength="200" autocomplete="name"></label>
<label>Tên đăng nhập, chữ không dấu và số <small lang="en">Account name, plain letters and digits</small>
<input name="username" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]{2,99}" autocapitalize="none" autocomplete="username"></label>
<label>Mật khẩu, từ 10 ký tự <small lang="en">Password, 10 characters or more</small>
<input name="password" type="password" required minlength="10" maxlength="200" autocomplete="new-password"></label>
<button>Tạo tài khoản <span lang="en">/ Make the account</span></button>
<p role="status"></p>
</form>
</main>
<script>${script}</script>
</body>
</html>
`

const policy = policyText(html)

/** A plain form for the one-time link; the app itself has nobody to show it to yet. */
export function firstAdministratorPage(app: App): void {
  app.get('/first-administrator', { schema: { hide: true } }, (_, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(html),
  )
}
