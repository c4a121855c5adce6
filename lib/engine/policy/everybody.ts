/**
 * In `roles` of a policy this stands for PUBLIC, as it does in GRANT: PostgreSQL reserves the name, and no role can have it
 * (`IsReservedName` and `check_rolespec_name`; a role named "PUBLIC" in capitals is another).
 */
export const everybody = 'public';
