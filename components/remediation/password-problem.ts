/** Why this cannot be the new password of a role, as the engine says it too (`connect/scram-verifier`); null where it can. */
export function passwordProblem(password: string, role: string): string | null {
  if (password.length < 8) return 'the password has fewer than 8 characters';
  if (password.length > 128) return 'the password has more than 128 characters';
  if (!/^[\x20-\x7e]+$/.test(password))
    return 'the password has characters other than printable ASCII, which clients prepare in different ways';
  if (password.toLowerCase() === role.toLowerCase()) return 'the password is the name of the role';
  return null;
}
