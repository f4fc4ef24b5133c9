/** Finds the text of a QR code in what a camera or a picture shows; nothing where there is none. */
export type ReadPicture = (source: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>

interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>
}

interface DetectorKind {
  new (options: { formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

/** The browser's own reader where it has one for QR codes, else ours over the pixels. */
export async function pictureReader(): Promise<ReadPicture> {
  const own = await ownDetector()
  if (own) return async (source) => (await own.detect(source))[0]?.rawValue
  const { decodeQR } = await import('qr/decode.js')
  return (source) => {
    const image = pixelsOf(source)
    try {
      return Promise.resolve(image && decodeQR(image))
    } catch {
      // It throws where it finds no code.
      return Promise.resolve(undefined)
    }
  }
}

async function ownDetector(): Promise<Detector | undefined> {
  const { BarcodeDetector: kind } = globalThis as { BarcodeDetector?: DetectorKind }
  if (!kind) return
  const formats = await kind.getSupportedFormats().catch((): readonly string[] => [])
  return formats.includes('qr_code') ? new kind({ formats: ['qr_code'] }) : undefined
}

/** Enough for a code that fills a third of the picture; more only costs time on a slow phone. */
const longestSide = 960

let canvas: HTMLCanvasElement | undefined

function pixelsOf(source: HTMLVideoElement | ImageBitmap): ImageData | undefined {
  const [width, height] =
    'videoWidth' in source ? [source.videoWidth, source.videoHeight] : [source.width, source.height]
  if (width === 0 || height === 0) return
  canvas ??= document.createElement('canvas')
  const scale = Math.min(1, longestSide / Math.max(width, height))
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context?.getImageData(0, 0, canvas.width, canvas.height)
}
