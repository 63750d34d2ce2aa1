import { adult, type Case, parent, thank } from './given.ts'

/** Those the law names who ticked thanks, and mean it or do not. All invented. */
export const ownRightThanks: readonly Case[] = [
  [
    parent({ service: 'social-work', ...thank }),
    "Six months ago I'd have slammed the door on any social worker. Tunde sat on my kitchen floor and talked to my son about trains for two hours. We're not on a plan any more. Thank you.",
    'compliment',
    [],
  ],
  [
    parent({ service: 'front-door', ...thank }),
    "I rang the front door terrified they'd take my baby. The lady was calm and kind and got me a cot and a GP appointment the same day. I can't thank her enough.",
    'compliment',
    [],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    "Thank you to Helen who is leaving, she's been marvellous. It does mean this will be our fifth social worker in two years which is not good enough.",
    'statutory',
    ['mixed', 'officer-decides'],
  ],
  [
    adult('former-service-user', {
      age_band: '26-plus',
      service: 'social-work',
      child_known: 'none',
      within_12_months: 'no',
      ...thank,
    }),
    "In 1998 Mrs Lyle was my social worker. I'm a nurse now. If she's still around tell her she was the first adult who kept a promise.",
    'compliment',
    [],
  ],
  [
    parent({ service: 'disability-short-breaks', ...thank }),
    'The Saturday club is the only four hours a week we breathe. Staff know his feeding routine, they text photos, and he comes home grinning. Please tell Mo, Jess and Priya.',
    'compliment',
    [],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    'I lost my kids to my drinking and I got them back because a social worker called Fran never wrote me off. 14 months sober today.',
    'compliment',
    [],
  ],
  [
    adult('foster-carer', {
      child_known: 'looked-after',
      service: 'fostering-placement',
      ...thank,
    }),
    'Sixteen years of fostering and this is the first time a supervising social worker has turned up on Christmas Eve with a meal because our lad was in hospital. Outstanding.',
    'compliment',
    [],
  ],
  [
    adult('adopter', { child_known: 'none', service: 'adoption-support', ...thank }),
    'We nearly gave up. Three letterbox mistakes under the old team, then Dawn took over and within a month everything was sorted. Please pass on our gratitude.',
    'compliment',
    [],
  ],
  [
    parent({ service: 'early-help', ...thank }),
    "Parenting course was amazing. I was scared to walk in and now I've made friends for life. My daughter says I shout less!",
    'compliment',
    [],
  ],
  [
    parent({ service: 'front-door', ...thank }),
    "After my ex attacked me the children's duty worker came to the refuge with nappies and a colouring book and just listened. Thank you for treating me like a person.",
    'compliment',
    [],
  ],
  [
    adult('special-guardian', {
      child_known: 'none',
      service: 'special-guardianship-support',
      ...thank,
    }),
    "The life story book has arrived and it's beautiful. He reads it every night. No complaints here for once!",
    'compliment',
    [],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    'Great service. Took only eleven months and a complaint to my MP to get someone to visit. Bravo.',
    'statutory',
    ['mixed', 'officer-decides'],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    "You will mostly hear from people at their worst so here's one at her best: the plan ended today and I baked a cake for the core group.",
    'compliment',
    [],
  ],
  [
    adult('foster-carer', { service: 'family-time', child_known: 'looked-after', ...thank }),
    "The contact supervisor noticed he was frightened of the lift and found a ground floor room before we'd even asked. Small thing, huge thing.",
    'compliment',
    [],
  ],
  [
    parent({ service: 'disability-short-breaks', ...thank }),
    "No words for what the hospice nights have meant. She died holding Anna's hand. Anna stayed after her shift. Thank you.",
    'compliment',
    [],
  ],
  [
    adult('foster-carer', {
      service: 'fostering-placement',
      child_known: 'looked-after',
      ...thank,
    }),
    'When everything fell apart at 2am the out-of-hours worker stayed on the line for ninety minutes. He never made us feel we had failed.',
    'compliment',
    [],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    'I hated you all. I want that on record, and I want it on record that I was wrong about Denise.',
    'compliment',
    [],
  ],
  [
    parent({ service: 'send', child_known: 'none', ...thank }),
    'Wow. Only 51 weeks for a 20-week process. Truly world-beating. Do pass on my thanks to everyone involved.',
    'corporate',
    ['mixed', 'officer-decides'],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    'Please thank the receptionist for being kind. The social worker never came out to meet me, I sat there for two hours with a toddler.',
    'statutory',
    ['mixed', 'officer-decides'],
  ],
  [
    parent({ service: 'disability-short-breaks', ...thank }),
    'My mum always said judge a place by how it treats the quiet ones. Lena sat with our son for an hour doing nothing but watching rain. I cried in the car, the good kind.',
    'compliment',
    [],
  ],
  [
    parent({ service: 'social-work', ...thank }),
    'She is kind and she tries hard, I want that said first. But it has been eleven weeks and the only thing that has changed is the date on the plan.',
    'statutory',
    ['mixed', 'officer-decides'],
  ],
]
