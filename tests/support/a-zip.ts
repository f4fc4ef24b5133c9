import { crc32, deflateRawSync } from 'node:zlib'

/** A packed file by hand, so that a test can say what no writer would. */
export function aZip(
  parts: Readonly<Record<string, string | Buffer>>,
  says: { size?: number } = {},
): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const facts = {
      name: Buffer.from(name),
      crc: crc32(bytes),
      packed,
      size: says.size ?? bytes.length,
    }
    const local = Buffer.concat([head(facts, 0x04034b50, []), facts.name, packed])
    central.push(Buffer.concat([head(facts, 0x02014b50, [20]), tail(offset), facts.name]))
    locals.push(local)
    offset += local.length
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

interface Facts {
  readonly name: Buffer
  readonly crc: number
  readonly packed: Buffer
  readonly size: number
}

function head({ name, crc, packed, size }: Facts, sign: number, first: readonly number[]): Buffer {
  const numbers = Buffer.alloc(26)
  numbers.writeUInt16LE(20, 0)
  // Names are UTF-8; deflated.
  numbers.writeUInt16LE(0x800, 2)
  numbers.writeUInt16LE(8, 4)
  numbers.writeUInt32LE(crc, 10)
  numbers.writeUInt32LE(packed.length, 14)
  numbers.writeUInt32LE(size, 18)
  numbers.writeUInt16LE(name.length, 22)
  const signed = Buffer.alloc(4 + first.length * 2)
  signed.writeUInt32LE(sign, 0)
  first.forEach((number, at) => signed.writeUInt16LE(number, 4 + at * 2))
  return Buffer.concat([signed, numbers])
}

function tail(offset: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return rest
}

interface SheetText {
  readonly name?: string
  readonly hidden?: boolean
  /** What stands inside the sheet: its data, and what comes after. */
  readonly inside: string
}

/** An XLSX file with sheets written by hand. */
export function aWorkbook(sheets: readonly SheetText[]): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const list = sheets.map(({ name, hidden }, at) => {
    const state = hidden ? ' state="hidden"' : ''
    return `<sheet name="${name ?? `Trang ${at + 1}`}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`
  })
  const links = sheets.map((_, at) => {
    return `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`
  })
  return aZip({
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ inside }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="${main}">${inside}</worksheet>`,
      ]),
    ),
  })
}

/** The rows of a sheet as XML; a cell that begins with = is a formula with a value. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], no: number) =>
    row.map((value, at) => {
      const place = `${String.fromCodePoint(65 + at)}${no}`
      if (value.startsWith('='))
        return `<c r="${place}" t="str"><f>${value.slice(1)}</f><v>1</v></c>`
      return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
    })
  const lines = rows.map((row, at) => `<row r="${at + 1}">${cells(row, at + 1).join('')}</row>`)
  return `<sheetData>${lines.join('')}</sheetData>`
}
