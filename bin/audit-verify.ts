import { CannotStart } from '../src/server/cannot-start.ts'
import { readConfig } from '../src/server/config.ts'
import { openDatabase } from '../src/server/database/open.ts'
import { standsAt, verifyChain, type Anchor } from '../src/server/records/audit-chain.ts'

// `npm run audit:verify`, or with a line that was noted earlier: `npm run audit:verify -- 120:ab12…`.
const say = (vi: string, en: string) => {
  process.stdout.write(`${vi}\n${en}\n`)
}

try {
  process.exitCode = (await verify()) ? 0 : 1
} catch (problem) {
  process.stderr.write(`${problem instanceof CannotStart ? problem.message : String(problem)}\n`)
  process.exitCode = 2
}

async function verify(): Promise<boolean> {
  const noted = process.argv.slice(2).map(readAnchor)
  const { db, close } = await openDatabase({ config: readConfig(process.env), log: () => {} })
  try {
    const report = await verifyChain(db)
    if (report.broken !== null) sayBroken(report.broken)
    else if (!report.isWhole) sayCut(report.lines)
    const isUntouched = report.broken === null && report.isWhole
    if (isUntouched) sayWhole(report.lines, report.last)
    const gone = await missing(noted, (one) => standsAt(db, one))
    for (const one of gone) sayGone(one)
    return isUntouched && gone.length === 0
  } finally {
    await close()
  }
}

async function missing(noted: readonly Anchor[], stands: (one: Anchor) => Promise<boolean>) {
  const gone: Anchor[] = []
  for (const one of noted) if (!(await stands(one))) gone.push(one)
  return gone
}

function readAnchor(text: string): Anchor {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (number !== undefined && hash !== undefined) return { number: Number(number), hash }
  throw new CannotStart(
    `Không đọc được "${text}". Ghi số dòng và mã như lần kiểm trước đã in, ví dụ 120:ab12….`,
    `"${text}" can't be read. Give number and hash as an earlier run printed them, like 120:ab12….`,
  )
}

function sayWhole(lines: number, { number, hash }: Anchor): void {
  say(
    `Nhật ký nguyên vẹn: ${lines} dòng. Ghi lại để đối chiếu lần sau: ${number}:${hash}`,
    `The audit is whole: ${lines} lines. Note this for the next run: ${number}:${hash}`,
  )
}

function sayBroken(number: number): void {
  say(
    `Nhật ký bị sửa: dòng ${number} không khớp với dòng trước. Các dòng trước đó còn nguyên.`,
    `The audit was changed: line ${number} does not follow from the one before. Those before it are whole.`,
  )
}

function sayCut(lines: number): void {
  say(
    `Nhật ký bị cắt ở cuối: còn ${lines} dòng nối tiếp nhau, nhưng dòng cuối không phải dòng đã ghi sau cùng.`,
    `The audit was cut at its end: ${lines} lines follow each other, but the last is not the last that was written.`,
  )
}

function sayGone({ number }: Anchor): void {
  say(
    `Dòng ${number} không còn như lần kiểm trước.`,
    `Line ${number} is no longer what it was at the earlier run.`,
  )
}
