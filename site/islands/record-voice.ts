const LONGEST_SECONDS = 300
const MS = 1000
/** Clear enough for a voice, and a third of what a bad line would have to carry. */
const BITS_PER_SECOND = 48_000

type Words = Readonly<Record<'recording' | 'stopped' | 'full' | 'deleted' | 'noMic', string>>

/** `65` → `1:05 / 5:00` */
function sayTime(seconds: number): string {
  const clock = (all: number) => `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`
  return `${clock(seconds)} / ${clock(LONGEST_SECONDS)}`
}

/** A recording becomes the file of the sound field, so that it is sent with the form like any other. */
function attach(input: HTMLInputElement, sound: Blob | undefined): void {
  const files = new DataTransfer()
  const ending = sound?.type.includes('mp4') ? 'm4a' : 'webm'
  if (sound) files.items.add(new File([sound], `voice.${ending}`, { type: sound.type }))
  input.files = files.files
}

/** Two presses, not a hold: Record and Stop; then listen, delete, or send with the rest. */
export function recordVoice(): void {
  const template = document.querySelector<HTMLTemplateElement>('#recorder')
  const input = document.querySelector<HTMLInputElement>('input[type=file][accept^=audio]')
  if (template === null || input === null) return
  if (!('MediaRecorder' in window) || navigator.mediaDevices === undefined) return
  input.before(template.content)
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-recorder=${name}]`)
  const [record, stop, again, status, time] = ['record', 'stop', 'again', 'status', 'time'].map(
    part,
  )
  const sound = document.querySelector('audio')
  if (!record || !stop || !again || !status || !time || !sound) return
  const words = status.dataset as unknown as Words
  let recorder: MediaRecorder | undefined

  function show(state: 'ready' | 'recording' | 'kept', text: string): void {
    if (!record || !stop || !again || !status || !time || !sound) return
    const focused = document.activeElement
    record.hidden = state !== 'ready'
    stop.hidden = state !== 'recording'
    again.hidden = sound.hidden = state !== 'kept'
    time.hidden = state !== 'recording'
    status.textContent = text
    if (focused instanceof HTMLElement && focused.hidden)
      [record, stop, again].find((each) => !each.hidden)?.focus()
  }

  function start(stream: MediaStream): void {
    const startedAt = Date.now()
    const seconds = () => Math.round((Date.now() - startedAt) / MS)
    const pieces: Blob[] = []
    const recording = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
    recorder = recording
    const tick = setInterval(() => {
      if (time) time.textContent = sayTime(seconds())
      if (seconds() >= LONGEST_SECONDS) recording.stop()
    }, MS)
    recording.ondataavailable = ({ data }) => void pieces.push(data)
    recording.onstop = () => {
      clearInterval(tick)
      for (const track of stream.getTracks()) track.stop()
      const kept = new Blob(pieces, { type: recording.mimeType })
      if (sound) sound.src = URL.createObjectURL(kept)
      if (input) attach(input, kept)
      show('kept', seconds() < LONGEST_SECONDS ? words.stopped : words.full)
    }
    if (time) time.textContent = sayTime(0)
    recording.start()
    show('recording', words.recording)
  }

  record.addEventListener('click', () => {
    navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then(start, () => show('ready', words.noMic))
  })
  stop.addEventListener('click', () => recorder?.stop())
  again.addEventListener('click', () => {
    attach(input, undefined)
    URL.revokeObjectURL(sound.src)
    show('ready', words.deleted)
  })
}

recordVoice()
