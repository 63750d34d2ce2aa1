import type { SubmissionBody } from '#schema/form/submission.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { propose, type Voices } from '#schema/rules/triage/triage.ts'
import type { Triage } from '#schema/triage/triage.ts'
import type { Flag } from '#schema/vocabulary.ts'

/** `thanks`: an officer has read it and says that it is thanks, whatever its words could mean elsewhere. */
type SaidToBe = 'thanks' | undefined

/**
 * What triage proposes for a submission. Someone who asks for contact because they are not safe, or only
 * for an advocate, opens no complaint: it stands as a comment with the flag of what was asked.
 */
export function proposalFor(
  body: SubmissionBody,
  readers: SignalReaders,
  voices: Voices,
  saidToBe?: SaidToBe,
): Triage {
  const { facts, answers, language } = body
  const proposal = propose({ facts, text: answers.story ?? '', language }, readers, voices)
  if (saidToBe === 'thanks') {
    return asThanks(proposal, propose({ facts, text: '', language }, readers, voices))
  }
  switch (answers.ask) {
    case 'urgent-contact':
      return asked(proposal, 'safeguarding', 'ask-urgent-contact')
    case 'advocate-only':
      return asked(proposal, 'advocacy-offer', 'ask-advocate-only')
    default:
      return proposal
  }
}

function asked(proposal: Triage, flag: Flag, rule: string): Triage {
  const [part] = proposal.parts
  return {
    ...proposal,
    category: 'comment',
    rule,
    flags: proposal.flags.includes(flag) ? proposal.flags : [flag, ...proposal.flags],
    reasons: proposal.reasons.filter((reason) => reason.rule.startsWith('F')),
    parts: [{ category: 'comment', services: part?.services ?? ['unknown'] }],
  }
}

/** As if the words said nothing more. A worry about safety in them stays one. */
function asThanks(proposal: Triage, thanks: Triage): Triage {
  const worries = proposal.flags.filter((flag) => flag === 'safeguarding')
  return { ...thanks, flags: [...new Set([...worries, ...thanks.flags])] }
}
