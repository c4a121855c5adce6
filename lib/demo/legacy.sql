-- The shop's old database: nobody quite dares to switch it off.
CREATE TABLE public.employees (id integer PRIMARY KEY, name text NOT NULL, salary numeric(10,2), password_hash text); -- [wrong 59] left in public
GRANT ALL ON public.employees TO legacy_app;                           -- [wrong 60] ALL, TRUNCATE and TRIGGER among it
GRANT SELECT ON public.employees TO PUBLIC;                            -- [wrong 61]
GRANT CREATE ON DATABASE legacy TO legacy_app;                         -- [wrong 62]
CREATE PUBLICATION everything FOR ALL TABLES;                          -- [wrong 63] whoever subscribes gets it all
INSERT INTO public.employees SELECT n, 'Employee ' || n, 30000 + n, md5(n::text) FROM generate_series(1, 20) n;
