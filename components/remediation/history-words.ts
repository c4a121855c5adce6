/** What each entry of a remediation's history says after whoever did it. */
const words: Readonly<Record<string, string>> = {
  'remediation.draft': 'drafted it',
  'remediation.edit': 'planned it anew',
  'remediation.submit': 'submitted it',
  'remediation.approve': 'approved it',
  'remediation.approval-ended': 'saw an approval end',
  'remediation.reject': 'rejected it',
  'remediation.withdraw': 'withdrew it',
  'remediation.reopen': 'made it a draft again',
  'remediation.expire': 'let it expire',
  'remediation.schedule': 'scheduled it',
  'remediation.unschedule': 'took it off the schedule',
  'remediation.rehearse': 'had it rehearsed',
  'remediation.apply': 'had it applied',
  'remediation.applied': 'applied it',
  'remediation.failed': 'could not apply it',
  'remediation.needs-human': 'cannot know whether it took effect',
  'remediation.verify': 'proved it by a scan',
  'remediation.not-verified': 'still finds what it was for',
  'remediation.undo': 'had it undone',
  'remediation.confirm': 'said that it was done by hand',
  'remediation.undone': 'undid it',
  'remediation.undo-failed': 'could not undo it',
  'remediation.hand-off-download': 'downloaded the migration',
  'remediation.landed': 'saw it landed',
  'remediation.settle': 'said what happened',
  'remediation.close': 'closed it',
  'remediation.hand-off': 'handed it off',
};

/** An entry that has no words of its own shows its name: never nothing. */
export const historyWords = (action: string) => words[action] ?? action.replace(/^remediation\./, '');
