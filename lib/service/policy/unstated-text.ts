/** What a policy is before its first version. */
export const unstatedText = 'version: 1\n';
