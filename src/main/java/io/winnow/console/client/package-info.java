/**
 * The commands that are a client of the service: they speak HTTP to {@code --url} and need neither its configuration nor its
 * servers. Part of the room {@code console}: imports its {@code Shell} and nothing else of Winnow.
 */
package io.winnow.console.client;
