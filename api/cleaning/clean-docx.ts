import { posix } from 'node:path'
import { cleanPicture } from './clean-picture.ts'
import { NotCleanable } from './not-cleanable.ts'
import { packParts, unpackParts } from './zip-parts.ts'

const MAIN = 'word/document.xml'
const TYPES = '[Content_Types].xml'

/** Parts that say who, where and with what, and hold nothing of the letter itself. */
const TELLING =
  /^(?:docProps|docMetadata|customXml)\/|^word\/(?:people\.xml|intelligence\d*\.xml|printerSettings\/|documentSettings\/|_rels\/settings\.xml\.rels$)/
/** Parts that are known, and in which nothing tells but what is taken out below. */
const KNOWN =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?(?:document|comments(?:Extended|Extensible|Ids)?|(?:foot|end)notes|(?:header|footer)\d*|styles|stylesWithEffects|numbering|settings|webSettings|fontTable)\.xml(?:\.rels)?|word\/theme\/theme\d+\.xml)$/
/** Word hides the letters of a font; other programs put it in as it is. */
const FONT = /^word\/fonts\/[^/]+\.(?:odttf|ttf|otf)$/
const PICTURE = /^word\/media\/[^/]+\.(jpe?g|png)$/i

/** A tag with its attributes: what stands in quotes may hold any sign. Words between tags are never touched. */
const TAG = /<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/g
const VALUE = String.raw`\s*=\s*(?:"[^"]*"|'[^']*')`
/** Who wrote and changed something. Word needs a name there; it writes this one where it removes names itself. */
const NAMED = new RegExp(String.raw`(\s(?:[\w.-]+:)?author)${VALUE}`, 'g')
/** When, from which sitting, under which account, and where a picture lay on the writer's device. */
const TELLING_ATTRIBUTE = new RegExp(
  String.raw`\s(?:[\w.-]+:)?(?:initials|date|dateUtc|rsid\w*|userId|providerId)${VALUE}`,
  'g',
)
const PICTURE_NAME = new RegExp(String.raw`(\sname)${VALUE}`, 'g')
/** Under which name a picture lay where it was put in, in the older way to draw. */
const IMAGE_TITLE = new RegExp(String.raw`\so:title${VALUE}`, 'g')
const PICTURE_PATH = new RegExp(String.raw`\s(?:descr|title)${VALUE}`, 'g')
/** Whole elements of the settings that name sittings, templates, values of macros and lists of addresses. */
const TELLING_ELEMENT =
  /<w:(rsids|docVars|mailMerge|attachedTemplate|writeProtection)\b(?:[^>]*\/>|[\s\S]*?<\/w:\1>)/g

/**
 * A letter of Word without what it says of its writer: names, accounts, days, sittings, templates, its preview, and
 * what its pictures say. What can be read in it stays, remarks and changes too. Throws `NotCleanable` where it holds
 * something that cannot be looked through, or fetches something when it is opened.
 */
export async function cleanDocx(bytes: Uint8Array): Promise<Buffer> {
  const sent = await unpackParts(bytes)
  if (!sent.has(MAIN) || !sent.has(TYPES)) throw new NotCleanable('not a letter of Word')
  const kept = new Map<string, Buffer>()
  for (const [name, content] of sent) {
    if (!TELLING.test(name)) kept.set(name, await cleanPart(name, content))
  }
  return packParts(kept)
}

async function cleanPart(name: string, content: Buffer): Promise<Buffer> {
  const [, kind] = PICTURE.exec(name) ?? []
  if (kind !== undefined)
    return cleanPicture(content, kind.toLowerCase() === 'png' ? 'png' : 'jpeg')
  if (FONT.test(name)) return content
  if (!KNOWN.test(name)) throw new NotCleanable('a part that cannot be looked through')
  return Buffer.from(cleanXml(name, textOf(content)))
}

/** Only what its own declaration says it is: anything declared further could bring words back in. */
function textOf(content: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    if (!/<!|\0/.test(text)) return text
  } catch (cause) {
    throw new NotCleanable('in no encoding that a letter has', { cause })
  }
  throw new NotCleanable('declares something of its own')
}

function cleanXml(name: string, text: string): string {
  if (name === TYPES)
    return text.replaceAll(TAG, (tag) => (isOfTelling(tag, '', 'PartName') ? '' : tag))
  if (name.endsWith('.rels')) {
    const folder = posix.dirname(posix.dirname(name))
    return text.replaceAll(TAG, (tag) => cleanRelation(tag, folder))
  }
  return text.replaceAll(TELLING_ELEMENT, '').replaceAll(TAG, cleanTag)
}

/** A link that is read stays; what is fetched as the letter opens would tell somebody that it was opened. */
function cleanRelation(tag: string, folder: string): string {
  if (/TargetMode\s*=\s*["']External/.test(tag)) {
    if (/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(tag)) return tag
    throw new NotCleanable('fetches something when it is opened')
  }
  return isOfTelling(tag, folder, 'Target') ? '' : tag
}

/** Whether a tag names a part that is left out. */
function isOfTelling(tag: string, folder: string, attribute: 'Target' | 'PartName'): boolean {
  const [, named] = new RegExp(`\\s${attribute}\\s*=\\s*["']([^"']*)["']`).exec(tag) ?? []
  if (named === undefined) return false
  return TELLING.test(named.startsWith('/') ? named.slice(1) : posix.join(folder, named))
}

function cleanTag(tag: string): string {
  const unnamed = tag.replaceAll(NAMED, '$1="Author"').replaceAll(TELLING_ATTRIBUTE, '')
  if (/^<v:imagedata\b/.test(unnamed)) return unnamed.replaceAll(IMAGE_TITLE, '')
  if (!/^<(?:\w+:cNvPr|wp:docPr)\b/.test(unnamed)) return unnamed
  const nameless = unnamed.replaceAll(PICTURE_NAME, '$1=""')
  // Alternative words are written for readers in `docPr`; the picture's own are where it came from.
  return nameless.startsWith('<pic:') ? nameless.replaceAll(PICTURE_PATH, '') : nameless
}
