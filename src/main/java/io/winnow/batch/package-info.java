/**
 * Batches: consumes improvement events, appends snapshots of their sessions, serves the batches page by page. Imports
 * {@code improvement} (its event and its log) and the leaves.
 */
package io.winnow.batch;
