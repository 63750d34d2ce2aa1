const LONGEST_SECONDS = 300
const MS = 1000

type Words = Readonly<Record<'recording' | 'stopped' | 'deleted' | 'noMic', string>>

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
  if (template === null || input === null || !('MediaRecorder' in window)) return
  input.before(template.content)
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-recorder=${name}]`)
  const [record, stop, again, status] = ['record', 'stop', 'again', 'status'].map(part)
  const sound = document.querySelector('audio')
  if (!record || !stop || !again || !status || !sound) return
  const words = status.dataset as unknown as Words
  let recorder: MediaRecorder | undefined

  function show(state: 'ready' | 'recording' | 'kept', text: string): void {
    if (!record || !stop || !again || !status || !sound) return
    const focused = document.activeElement
    record.hidden = state !== 'ready'
    stop.hidden = state !== 'recording'
    again.hidden = sound.hidden = state !== 'kept'
    status.textContent = text
    if (focused instanceof HTMLElement && focused.hidden)
      [record, stop, again].find((each) => !each.hidden)?.focus()
  }

  async function start(stream: MediaStream): Promise<void> {
    const startedAt = Date.now()
    const pieces: Blob[] = []
    recorder = new MediaRecorder(stream)
    const limit = setTimeout(() => recorder?.stop(), LONGEST_SECONDS * MS)
    recorder.ondataavailable = ({ data }) => void pieces.push(data)
    recorder.onstop = () => {
      clearTimeout(limit)
      for (const track of stream.getTracks()) track.stop()
      const kept = new Blob(pieces, { type: recorder?.mimeType ?? '' })
      if (sound) sound.src = URL.createObjectURL(kept)
      if (input) attach(input, kept)
      const seconds = String(Math.round((Date.now() - startedAt) / MS))
      show('kept', words.stopped.replace('{{seconds}}', seconds))
    }
    recorder.start()
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
