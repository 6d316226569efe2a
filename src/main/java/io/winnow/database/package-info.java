/**
 * How PostgreSQL is spoken to: its connections, whether it lets us in and has a schema that we know,
 * and one statement for many calls. May import {@code problem} and {@code config}.
 */
package io.winnow.database;
