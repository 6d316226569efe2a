-- The oldest schema whose code still works on this one: Winnow refuses to start where it knows none that is as new. It is
-- raised by a migration that takes something away, which therefore comes a release after nobody needs it any more
-- (docs/adr/0019). Code from before this table looks at nothing, and works until 18 is not enough.
create table schema_served (
    oldest int not null
);
create unique index schema_served_one_row on schema_served ((true));
insert into schema_served (oldest) values (18);
