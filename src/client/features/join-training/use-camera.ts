import { onMounted, onScopeDispose, ref, type Ref } from 'vue'
import { pictureReader } from './read-picture.ts'

export type CameraState = 'asking' | 'looking' | 'refused' | 'none'

const pause = 150

/** Looks through the camera at the back until `found` says that it was what was sought. */
export function useCamera(
  video: Readonly<Ref<HTMLVideoElement | null>>,
  found: (text: string) => boolean,
) {
  const state = ref<CameraState>('asking')
  let stream: MediaStream | undefined
  const end = new AbortController()

  async function start(): Promise<void> {
    state.value = 'asking'
    try {
      stream = await openCamera()
    } catch (accident) {
      const isRefused = accident instanceof DOMException && accident.name === 'NotAllowedError'
      state.value = isRefused ? 'refused' : 'none'
      return
    }
    if (end.signal.aborted || !video.value) {
      stop()
      return
    }
    video.value.srcObject = stream
    state.value = 'looking'
    await video.value.play().catch(() => undefined)
    await look(video.value)
  }

  async function look(from: HTMLVideoElement): Promise<void> {
    await lookInto(from, { found, end: end.signal })
    stop()
  }

  function stop(): void {
    end.abort()
    for (const track of stream?.getTracks() ?? []) track.stop()
  }

  onMounted(() => void start())
  onScopeDispose(stop)
  return { state }
}

interface Looking {
  readonly found: (text: string) => boolean
  readonly end: AbortSignal
}

async function lookInto(from: HTMLVideoElement, { found, end }: Looking): Promise<void> {
  const read = await pictureReader()
  while (!end.aborted) {
    const text = await read(from).catch(() => undefined)
    if (text !== undefined && found(text)) return
    await paused()
  }
}

function paused(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, pause)
  })
}

function openCamera(): Promise<MediaStream> {
  // Without a secure origin a browser has no camera for a page.
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  if (!mediaDevices) return Promise.reject(new Error('no camera'))
  return mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
}
