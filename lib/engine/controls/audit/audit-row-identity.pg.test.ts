import { controlStory } from '../../../testing/control-story.ts';
import { auditRowIdentity } from './audit-row-identity.ts';

const recorder = (name: string, who: string) => `
  CREATE FUNCTION public.${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN INSERT INTO public.trail (who, what) VALUES (${who}, TG_OP); RETURN NEW; END $$;
  CREATE TRIGGER ${name} AFTER INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.${name}();`;

controlStory(auditRowIdentity, {
  setup: `CREATE TABLE public.t (id int); CREATE TABLE public.trail (who text, what text);
    ${recorder('proven', 'session_user')}
    ${recorder('joined', "session_user || '/' || current_setting('app.current_user', true)")}`,
  break: recorder('claimed', "current_setting('app.current_user', true)"),
  fires: [{ kind: 'function', name: 'claimed' }],
  neighbours: [{ name: 'proven' }, { name: 'joined' }],
  mendByHand: 'DROP FUNCTION public.claimed() CASCADE',
});
