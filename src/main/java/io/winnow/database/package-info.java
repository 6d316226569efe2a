/** How PostgreSQL is spoken to: its connections, and one statement for many calls. A leaf. */
package io.winnow.database;
