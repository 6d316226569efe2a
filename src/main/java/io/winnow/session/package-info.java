/**
 * Intake: sessions and their events as search applications report them. Imports the leaves alone.
 */
package io.winnow.session;
