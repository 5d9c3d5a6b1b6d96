-- People of this node: who may sign in, who they are, what was read. Nothing of this ever crosses a border.
create schema people;

create table people.department (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('hall', 'authority', 'administration')),
  credit_code text,
  division text not null
);

-- The four tables of the sign-in library; names of tables and columns are its own.
create table people."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null default false,
  "image" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "username" text unique,
  "displayUsername" text
);
create table people."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references people."user" ("id") on delete cascade
);
create index on people."session" ("userId");
create table people."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references people."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on people."account" ("userId");
create table people."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on people."verification" ("identifier");

create table people.person (
  id text primary key references people."user" ("id"),
  display_name text not null,
  role text not null,
  department text not null references people.department (code),
  window_number text,
  -- 工号: what stands in documents and events for a member of staff; never a name.
  staff_number text unique,
  kind text not null default 'staff' check (kind in ('staff', 'citizen', 'company')),
  -- Only of applicants, encrypted with the node's own data key (AES-256-GCM): nonce, tag, text.
  identity_number bytea,
  is_sample boolean not null default false,
  locked_at timestamptz,
  locked_reason text,
  created_at timestamptz not null default now(),
  check (kind <> 'staff' or staff_number is not null)
);

-- Failed attempts by the name that was typed, hashed: a name that does not exist is locked out just the same.
create table people.attempt (
  name_hash bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- An agent acts for another person: what for, until when, and who recorded it.
create table people.mandate (
  id uuid primary key,
  principal text not null references people.person (id),
  agent text not null references people.person (id),
  scope text not null,
  valid_from date not null,
  valid_until date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  revoked_at timestamptz,
  check (principal <> agent),
  check (valid_from <= valid_until)
);
create index on people.mandate (agent);
create index on people.mandate (principal);

-- The audit log: no names, no numbers. Kept at least six months (Cybersecurity Law, article 21).
create table people.audit (
  id uuid primary key,
  at timestamptz not null,
  person text,
  role text,
  department text,
  action text not null,
  subject text,
  outcome text not null,
  request_id text,
  detail jsonb not null default '{}'
);
create index on people.audit (at desc);
create index on people.audit (action, at desc);

create function people.audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_is_append_only before update or truncate on people.audit
  for each statement execute function people.audit_is_append_only();
-- Deleting is allowed only for what is older than the time it must be kept.
create function people.audit_is_kept() returns trigger language plpgsql as $$
begin
  if old.at > now() - interval '6 months' then
    raise exception 'the audit log is kept for at least six months';
  end if;
  return old;
end $$;
create trigger audit_is_kept before delete on people.audit
  for each row execute function people.audit_is_kept();
