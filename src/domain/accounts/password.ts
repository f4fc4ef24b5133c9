import type { ProblemCode } from '../problems.ts'
import { fold } from '../text.ts'

/** Characters at least. Longer is better than odder (NIST SP 800-63B, 3.1.1.2): no classes are asked for. */
export const passwordLength = 10

/** What people choose who are asked for ten characters; compared without marks, case and signs. */
const commonest = new Set(
  `0123456789 01234567890 1234567890 12345678910 0987654321 9876543210 1122334455 1234512345
  123456789a a123456789 123456789abc abc123456789 abcdefghij abcdefghijk abcd123456 abc1234567
  qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 1q2w3e4r5t 1qaz2wsx3edc asdfghjkl1 zxcvbnm123
  password12 password123 password1234 passw0rd123 iloveyou123 welcome123 administrator admin12345
  admin123456 matkhau123 matkhau1234 matkhau12345 matkhau123456 matkhaucuatoi khongbiet123
  khongcomatkhau anhyeuem123 emyeuanh123 anhyeuem1314 yeuemnhieu conyeubame giadinhtoi
  giadinhlaso1 vietnam123 vietnam1945 vietnam1975 vietnamvodich hanoi12345 hochiminh1 giaovien123
  giaovien1234 giaovien2025 giaovien2026 hieutruong123 truonghoc123 sogiaoduc123 sotayso123
  sotayso1234 sotaysosotayso thayco1234 chaothayco`.split(/\s+/),
)

interface Whose {
  readonly username: string
  readonly name: string
}

/** Why a password can't be taken: too short, one that everybody tries first, or its owner's own name. */
export function passwordProblem(
  password: string,
  { username, name }: Whose,
): ProblemCode | undefined {
  const text = password.normalize('NFC')
  if (Array.from(text).length < passwordLength) return 'password.too-short'
  if ([username, name].some((own) => isAbout(text, own))) return 'password.own-name'
  const bare = bareOf(text)
  return commonest.has(bare) || isMonotonous(text) ? 'password.common' : undefined
}

/** The name itself, also with figures, signs or a year around it. */
function isAbout(password: string, own: string): boolean {
  const letters = lettersOf(password)
  return bareOf(password) === bareOf(own) || (letters !== '' && letters === lettersOf(own))
}

/** Fewer than four different characters: 'aaaaaaaaaa', '1212121212'. */
function isMonotonous(password: string): boolean {
  return new Set(fold(password)).size < 4
}

function bareOf(text: string): string {
  return fold(text).replace(/[^a-z0-9]/g, '')
}

function lettersOf(text: string): string {
  return fold(text).replace(/[^a-z]/g, '')
}
