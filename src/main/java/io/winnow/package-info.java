/** Winnow turns search clickstream sessions into training batches. The entry point lives here. */
package io.winnow;
