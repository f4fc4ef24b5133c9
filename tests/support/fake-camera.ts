import { encodeQR } from 'qr'
import { writeFileSync } from 'node:fs'

const side = 720

/** Flags with which Chromium takes a film for its camera, and lets pages look through it. */
export function cameraFlags(film: string): readonly string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}

/** A film of one still picture, a QR code on white, as uncompressed Y4M. */
export function filmOf(text: string, path: string): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const scale = Math.floor(side / modules.length)
  const luma = Buffer.alloc(side * side, 235)
  modules.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return
      for (let line = 0; line < scale; line += 1) {
        const from = (y * scale + line) * side + x * scale
        luma.fill(16, from, from + scale)
      }
    })
  })
  const colour = Buffer.alloc((side * side) / 2, 128)
  const head = Buffer.from(`YUV4MPEG2 W${side} H${side} F10:1 Ip A1:1 C420\n`)
  writeFileSync(path, Buffer.concat([head, Buffer.from('FRAME\n'), luma, colour]))
}
