/** How a finding that a new password mends comes by its script: nobody but a person may choose one. */
export const newPasswordWords =
  'With a new password there is a script: Remediate on the page of this finding, or postern remediate --finding … --new-password-from VARIABLE. It holds a SCRAM verifier; the plain text must not stand in a statement, where logs keep it.';
