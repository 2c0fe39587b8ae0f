-- Who may do what on the server: run when the schema has reached a new version, which may have
-- brought new tables. The owner cannot log in; a site gives its own log-ins one of the other three. Where the
-- migrator may not make roles, the site's administrator does.
DO $$
DECLARE
    role text;
    object text;
BEGIN
    IF (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        FOREACH role IN ARRAY
            ARRAY['cartas_owner', 'cartas_migrator', 'cartas_app', 'cartas_reporting']
        LOOP
            -- Another store of the same server may be making them at this moment.
            BEGIN
                IF to_regrole(role) IS NULL THEN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', role);
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END;
        END LOOP;
    END IF;
    -- By name and not by a look at pg_roles: what another transaction has just made is no row of
    -- this one's snapshot.
    IF to_regrole('cartas_app') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA public TO cartas_app, cartas_reporting;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO cartas_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM cartas_app;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO cartas_reporting;
        REVOKE ALL ON credential, session FROM cartas_reporting;
    END IF;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        -- A copy is taken beside the tables before they change.
        EXECUTE format('GRANT CREATE ON DATABASE %I TO cartas_owner', current_database());
        GRANT CREATE, USAGE ON SCHEMA public TO cartas_owner;
        IF NOT pg_has_role('cartas_migrator', 'cartas_owner', 'MEMBER') THEN
            GRANT cartas_owner TO cartas_migrator;
        END IF;
    END IF;
    IF to_regrole('cartas_owner') IS NOT NULL
        AND pg_has_role(current_user, 'cartas_owner', 'MEMBER')
    THEN
        FOR object IN
            SELECT tablename FROM pg_tables
            WHERE schemaname = current_schema() AND tableowner <> 'cartas_owner'
        LOOP
            EXECUTE format('ALTER TABLE %I OWNER TO cartas_owner', object);
        END LOOP;
    END IF;
END $$;
