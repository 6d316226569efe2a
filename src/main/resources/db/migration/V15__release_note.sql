-- Who released the batch and why, as the caller put it.
alter table batch add column note text;
