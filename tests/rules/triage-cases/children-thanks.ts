import { type Case, careLeaver, child, thank, youngPerson } from './given.ts'

/** Children, young people and care leavers who ticked thanks. All invented. */
export const childrenThanks: readonly Case[] = [
  [
    youngPerson({ service: 'social-work', ...thank }),
    'Aisha is dead good, she gets me and shes dead funny. i was gutted when i thought she was leaving and shes not!!',
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    'When I was 9 my stepdad used to batter us and Carol was the one who got us out. 12 years later she came to my wedding. I just want someone to know what she did.',
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    "Massive thanks to Jordan for sorting my ID. Only thing is I'm still waiting on the council tax letter he asked for in May and no one replies",
    'statutory',
    ['advocacy-offer', 'mixed', 'officer-decides'],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    'thanks SO much for cancelling my review the morning of. really appreciate being told by the receptionist. top work',
    'statutory',
    ['advocacy-offer', 'officer-decides'],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    "I don't usually write these things but Kelly deserves it. She answered at 10pm when my boiler flooded, she remembered my nan's funeral, and she never once made me feel like a case number.",
    'compliment',
    [],
  ],
  [
    youngPerson({ service: 'childrens-home', ...thank }),
    'to the nights staff at Beech House, thank u for sitting up with me when i couldnt sleep n for the toast lol',
    'compliment',
    [],
  ],
  [
    child({ service: 'fostering-placement', ...thank }),
    'I love my foster mum and dad they are the best and we went to the seaside and I saw a seal',
    'compliment',
    [],
  ],
  [
    child({ age_band: 'under-10', service: 'social-work', ...thank }),
    'thank you mr ahmed for the lego and for finding my teddy',
    'compliment',
    [],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    'shout out to Becky for not dropping me when i was being a nightmare',
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    "I was suicidal at 17. Now I'm 21 and qualified as a nursery nurse. Deb rang me every day for a year. Put that in your annual report.",
    'compliment',
    [],
  ],
  [
    child({ service: 'family-time', ...thank }),
    "Please tell Sandra at contact I liked the cake and I wasn't sad when I went home this time",
    'compliment',
    [],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    "Ryan's sick. Proper legend. He fought for me to stay at my school when everyone else said move.",
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    'Thanks for nothing. 3 PAs, no plan, and my birthday card had the wrong name on it.',
    'statutory',
    ['advocacy-offer', 'officer-decides'],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    'my old worker left and i thought great another one. but Sam is actually decent, came to my football, doesnt write stuff down while im talking',
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    "She didn't fix everything. She just kept turning up. Even when I told her to do one. Even in prison.",
    'compliment',
    [],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    'thank you for believing me about my stepdad. hes gone now and i can sleep',
    'compliment',
    [],
  ],
  [
    child({ service: 'social-work', ...thank }),
    'my social worker is funny and brings stickers but she is always late',
    'statutory',
    ['advocacy-offer', 'mixed', 'officer-decides'],
  ],
  [
    child({ service: 'childrens-home', ...thank }),
    'Thank you Mel for doing my braids and for telling the truth when I asked why I cant go home',
    'compliment',
    [],
  ],
  [
    careLeaver({ service: 'leaving-care', ...thank }),
    'cheers for losing my birth cert AGAIN you absolute stars x',
    'statutory',
    ['advocacy-offer', 'officer-decides'],
  ],
  [
    youngPerson({ service: 'leaving-care', age_band: '16-17', ...thank }),
    'got my own front door today. Shout out Yusuf for carrying a washing machine up 3 flights in sliders',
    'compliment',
    [],
  ],
  [
    youngPerson({ service: 'social-work', ...thank }),
    'Big thanks to whoever decided I should find out about moving from a taxi driver. Legend.',
    'statutory',
    ['advocacy-offer', 'officer-decides'],
  ],
]
