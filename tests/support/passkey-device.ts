import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const PRESENT = 0x01
const VERIFIED = 0x04
const WITH_CREDENTIAL = 0x40

type Offered = { readonly challenge: string; readonly rp?: { readonly id: string } }

/**
 * A device that makes a passkey and signs with it, as WebAuthn Level 2 describes it (section 6): a real key, a
 * real signature. `verifies: 'nobody'` is a device that asks for no finger and no PIN.
 */
export function passkeyDevice(
  origin: string,
  given: { readonly verifies?: 'nobody'; readonly rpId?: string } = {},
) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  const rpId = given.rpId ?? new URL(origin).hostname
  const flags = given.verifies === 'nobody' ? PRESENT : PRESENT | VERIFIED
  let counter = 0

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const head = (more = 0) => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags | more]), count])
  }
  const credential = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })

  return {
    /** Sets back what the device counts, as a copy of it would. */
    countFrom: (count: number) => {
      counter = count
    },
    /** What a browser sends after `navigator.credentials.create`. */
    make({ challenge }: Offered): string {
      const length = Buffer.from([0, id.length])
      const authData = Buffer.concat([
        head(WITH_CREDENTIAL),
        Buffer.alloc(16),
        length,
        id,
        coseKey(publicKey),
      ])
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
        authData,
      ])
      return credential({
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    /** What a browser sends after `navigator.credentials.get`. */
    use({ challenge }: Offered): string {
      const data = clientData('webauthn.get', challenge)
      const authData = head()
      const signed = Buffer.concat([authData, sha256(data)])
      return credential({
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
      })
    },
  }
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}

/** A short text in CBOR. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

/** RFC 9053 section 7.1: kty EC2, alg ES256, crv P-256, x and y. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (half: string) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(half, 'base64url')])
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x),
    Buffer.from([0x22]),
    bytes(y),
  ])
}
