/**
 * Roles that requests from outside run as, by the names that PostgREST and Supabase give them: what is granted to one of
 * them, whoever reaches the API has. The first two stand for requests that say nobody.
 */
const requestRoles: readonly string[] = ['anon', 'web_anon', 'authenticated'];

export function isRequestRole(role: string | null): role is string {
  return role !== null && requestRoles.includes(role);
}
