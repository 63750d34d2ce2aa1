/** What a page says, a block at a time. Signs for the eye and what is to be typed are passed over. */
const BLOCKS = 'h1, h2, h3, p, li, label, legend, dt, dd, summary, button, a.button, th, td'
const SILENT = 'script, template, textarea, [aria-hidden=true]'
const SENTENCE = /[^.!?؟।]+[.!?؟।]*\s*/g

function blocksIn(main: Element): readonly HTMLElement[] {
  return [...main.querySelectorAll<HTMLElement>(BLOCKS)].filter(
    (block) =>
      block.offsetParent !== null &&
      !block.closest(SILENT) &&
      block.parentElement?.closest(BLOCKS) === null,
  )
}

/** A voice of this device: others would send the page to somebody else to be spoken. */
function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const [main = ''] = language.split('-')
  return speechSynthesis
    .getVoices()
    .find(({ lang, localService }) => localService && lang.toLowerCase().startsWith(main))
}

function utterancesOf(main: Element): readonly SpeechSynthesisUtterance[] {
  return blocksIn(main).flatMap((block) => {
    const { lang = '' } = block.closest<HTMLElement>('[lang]') ?? {}
    const voice = voiceFor(lang)
    if (!voice) return []
    // Browsers stop in the middle of long texts: one sentence at a time.
    return (block.innerText.match(SENTENCE) ?? []).map((sentence) => {
      const utterance = new SpeechSynthesisUtterance(sentence)
      utterance.lang = lang
      utterance.voice = voice
      return utterance
    })
  })
}

/** "Listen to this page": begins at a press and never by itself; not there where the device has no voice for it. */
export function readAloud(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-listen]')
  const main = document.querySelector<HTMLElement>('main')
  if (!button || !main || !('speechSynthesis' in window)) return
  const { listen = '', stop = '' } = button.dataset
  const { lang = '' } = main.closest<HTMLElement>('[lang]') ?? {}
  const voices = window.speechSynthesis

  let isSpeaking = false
  const show = (speaks: boolean) => {
    isSpeaking = speaks
    button.textContent = speaks ? stop : listen
  }
  const offer = () => {
    button.hidden = voiceFor(lang) === undefined
  }
  offer()
  voices.addEventListener?.('voiceschanged', offer)
  addEventListener('pagehide', () => voices.cancel())
  button.addEventListener('click', () => {
    voices.cancel()
    show(!isSpeaking)
    if (!isSpeaking) return
    const all = utterancesOf(main)
    all.at(-1)?.addEventListener('end', () => show(false))
    for (const utterance of all) voices.speak(utterance)
  })
}
